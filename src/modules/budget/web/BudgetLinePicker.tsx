import { formatFen } from '../../../kernel/pure/money.ts'
import { call } from '../../../web/api.ts'
import { Finder, type FinderProps } from '../../../web/ui/form/choices.tsx'
import { budget } from '../contract.ts'

/** A budget line that can pay now, with what is left in it: by code, title or source. */
export const BudgetLinePicker = ({
  year,
  ...props
}: Omit<FinderProps, 'placeholder' | 'search'> & { year?: number }) => (
  <Finder placeholder="项目名称、编码或经费来源" search={q => find(q, year)} {...props} />
)

async function find(q: string, year: number | undefined) {
  const { rows } = await call(budget.lines, {
    openOnly: true,
    limit: 30,
    ...(year ? { year } : {}),
    ...(q ? { search: q } : {}),
  })
  return rows.map(line => ({
    value: line.id,
    label: `${line.title}（${line.source}）`,
    note: [line.code, `余 ${formatFen(line.leftFen)}`, line.earmarked ? `专款：${line.purpose}` : '']
      .filter(Boolean)
      .join(' · '),
  }))
}
