import { z } from 'zod'
import { ROLES } from '../../kernel/pure/roles.ts'
import type { Registry } from '../../kernel/server/registry.ts'
import type { CellValue } from '../../mechanisms/register/index.ts'
import { WORDS } from './column-words.ts'
import { COLUMN_TITLES, TABLE_TITLES } from './words.ts'

export interface Words {
  /** Name of the workbook. */
  book: string
  column(name: string): string
  /** What people read for a stored value. */
  value(column: string, value: CellValue): CellValue
}

/** A table's 中文 name; one that nobody named here yet is shown by its own. */
export const tableTitle = (table: string): string => TABLE_TITLES[table] ?? table

/**
 * What the workbook of a module calls things: the titles of its operations' fields, then those of the other
 * modules, then common words. States are shown by the labels of its machines.
 */
export function wordsOf(registry: Registry, module: string): Words {
  const contract = registry.modules.find(m => m.contract.id === module)?.contract
  const own = fieldTitles(registry, module)
  const everywhere = fieldTitles(registry)
  const labels = new Map<string, string>()
  for (const machine of contract?.machines ?? [])
    for (const [state, { label }] of Object.entries(machine.states)) labels.set(state, label)
  return {
    book: contract?.title ?? '系统记录',
    column: name => {
      const bare = name.replace(/_(id|fen)$/, '')
      const found =
        own.get(name) ?? own.get(bare) ?? COLUMN_TITLES[name] ?? COLUMN_TITLES[bare] ?? everywhere.get(name)
      return `${found ?? everywhere.get(bare) ?? spelled(bare)}${name.endsWith('_fen') ? '（元）' : ''}`
    },
    value: (column, value) => {
      if (typeof value !== 'string') return value
      if (/(^|_)state$/.test(column)) return labels.get(value) ?? value
      return column === 'role' ? ((ROLES as Record<string, string>)[value] ?? value) : value
    },
  }
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/_by_name$|_by$/, '人'],
  [/_name$/, '者姓名'],
  [/_at$/, '时间'],
  [/_on$/, '日期'],
  [/_text$/, ''],
]

/** "asked_by" is 提出人: word by word, where each word is known. */
function spelled(name: string): string {
  const [ending, word] = ENDINGS.find(([pattern]) => pattern.test(name)) ?? [/$^/, '']
  const words = name.replace(ending, '').split('_')
  return words.every(part => part in WORDS)
    ? `${words.map(part => WORDS[part]).join('')}${word}`.replace('人者姓名', '人')
    : name
}

type Titles = ReadonlyMap<string, string>
const known = new WeakMap<Registry, Map<string, Titles>>()

/** Titles of the fields that operations take, by column name; of all modules where none is named. */
function fieldTitles(registry: Registry, module = ''): Titles {
  const cache = known.get(registry) ?? new Map<string, Titles>()
  known.set(registry, cache)
  const cached = cache.get(module)
  if (cached) return cached
  const titles = new Map<string, string>()
  for (const { module: owner, spec } of registry.operations.values())
    if (!module || owner === module)
      collect(z.toJSONSchema(spec.input, { io: 'input', unrepresentable: 'any' }) as Schema, titles)
  cache.set(module, titles)
  return titles
}

interface Schema {
  title?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

function collect(schema: Schema, titles: Map<string, string>): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const column = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    if (field.title && !titles.has(column)) titles.set(column, field.title)
    collect(field, titles)
  }
  if (schema.items) collect(schema.items, titles)
  for (const branch of schema.anyOf ?? []) collect(branch, titles)
}
