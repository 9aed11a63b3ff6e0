import type { ReactNode } from 'react'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { download } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  FilterBar,
  type FilterPart,
  filterSentence,
  PrintHead,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { PERIODS, type PeriodCode, periodDays } from './periods.ts'

/** A part of the filter: its key in the address, and what may be chosen. */
export interface PartSpec {
  key: string
  label: string
  options: Readonly<Record<string, string>>
  multiple?: boolean
  pinned?: boolean
}

export interface RegisterSpec {
  /** Of the saved views and of the columns: 'procurement.orders'. */
  id: string
  /** Path of the page. */
  path: string
  title: string
  parts: readonly PartSpec[]
  placeholder: string
  /** The operation that makes the workbook, with the same filter. */
  exports?: Parameters<typeof download>[0]
  /** States that are chosen where the address says nothing. */
  usual?: Readonly<Record<string, string>>
}

type ListPrefs = ReturnType<typeof useListPrefs>

export interface Register {
  /** What was chosen of a part; only what may be. */
  chosen(key: string): string[]
  /** The days of the chosen period. */
  days: { from?: string; to?: string }
  search: { search?: string }
  prefs: ListPrefs
  frame(filter: object): {
    saved: ReactNode
    filter: ReactNode
    printHead: ReactNode
    prefs: ListPrefs
    onPrint: () => void
    onExport?: () => void
  }
}

const PERIOD: PartSpec = { key: 'period', label: '日期', options: PERIODS, pinned: true }

/** What every register has around its table: saved views, a filter kept in the address, print and workbook. */
export function useRegister(spec: RegisterSpec): Register {
  const session = useSession()
  const query = useQuery()
  const prefs = useListPrefs(spec.id)
  const specs = [...spec.parts, PERIOD]
  const chosen = (key: string): string[] => {
    const part = specs.find(p => p.key === key)
    const said = query.get(key) || (query.text === '' ? (spec.usual?.[key] ?? '') : '')
    return said.split(',').filter(value => part && value in part.options)
  }
  const q = query.get('q').slice(0, 60)
  const parts: FilterPart[] = specs.map(part => ({
    key: part.key,
    label: part.label,
    ...(part.multiple ? { multiple: true } : {}),
    ...(part.pinned ? { pinned: true } : {}),
    value: chosen(part.key),
    options: Object.entries(part.options).map(([value, label]) => ({ value, label })),
  }))
  const sentence = filterSentence(parts, q)
  const period = chosen('period')[0] as PeriodCode | undefined
  return {
    chosen,
    days: period ? periodDays(period, session.today) : {},
    search: q ? { search: q } : {},
    prefs,
    frame: filter => ({
      saved: session.can(register.views) && (
        <ViewTabs register={spec.id} path={spec.path} query={query.text} />
      ),
      filter: (
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{ value: q, onChange: text => query.set({ q: text }), placeholder: spec.placeholder }}
          onClear={() => query.set({ q: '', ...Object.fromEntries(specs.map(part => [part.key, ''])) })}
        />
      ),
      printHead: (
        <PrintHead school={session.school.name} title={spec.title} filter={sentence} by={session.name} />
      ),
      prefs,
      onPrint: () => window.print(),
      ...(spec.exports && session.can(spec.exports)
        ? {
            onExport: () =>
              void download(spec.exports as never, { ...filter, filterText: sentence } as never).then(
                () => toast.ok('表格下载好了'),
                (error: Error) => toast.fail(error.message),
              ),
          }
        : {}),
    }),
  }
}
