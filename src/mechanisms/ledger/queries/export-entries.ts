import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../register/index.ts'
import { readableBook } from '../access.ts'
import type { BookSpec } from '../books.ts'
import type { contract } from '../contract.ts'
import { plain } from '../rules.ts'
import { entries } from './entries.ts'
import { schoolName } from './school.ts'

type H = Handlers<typeof contract>
type Filter = Parameters<H['exportEntries']>[1]
type Entry = Awaited<ReturnType<typeof entries>>['rows'][number]

interface Row {
  entry: Entry
  kindTitle: string
  title: string
  amountFen: number
  quantity: string
}

/** The journal of a book: a row for each line of each entry, so that the columns add up to the same. */
export const exportEntries: H['exportEntries'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  return exportRows<Row>({
    title: `${book.title}分录`,
    columns: COLUMNS,
    rows: allRows(ctx, book, input),
    filterText: [input.from ?? '', input.to ? `至 ${input.to}` : '', input.text ?? '']
      .filter(Boolean)
      .join(' '),
    school: await schoolName(ctx),
    zone: ctx.zone,
    now: ctx.now,
  })
}

async function* allRows(ctx: Ctx, book: BookSpec, filter: Filter): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const page = await entries(ctx, { ...filter, limit: 200, cursor })
    const lines = await linesOf(
      ctx,
      page.rows.map(row => row.id),
    )
    for (const entry of page.rows)
      for (const line of lines.get(entry.id) ?? [])
        yield {
          entry,
          kindTitle: book.accounts[line.kind]?.title ?? line.kind,
          title: line.title || line.key,
          amountFen: line.amount_fen,
          quantity: plain(line.quantity),
        }
    cursor = page.next ?? undefined
  } while (cursor)
}

async function linesOf(ctx: Ctx, ids: readonly string[]) {
  const found = new Map<string, Awaited<ReturnType<typeof query>>>()
  const query = () =>
    ctx.db
      .selectFrom('ledger_line as l')
      .innerJoin('ledger_account as a', join =>
        join.onRef('a.school_id', '=', 'l.school_id').onRef('a.id', '=', 'l.account_id'),
      )
      .select(['l.entry_id', 'a.kind', 'a.key', 'a.title', 'l.amount_fen', 'l.quantity'])
      .where('l.school_id', '=', ctx.schoolId)
      .where('l.entry_id', 'in', [...ids])
      .orderBy('l.entry_id')
      .orderBy('l.seq')
      .execute()
  if (ids.length === 0) return found
  for (const line of await query()) {
    const known = found.get(line.entry_id)
    if (known) known.push(line)
    else found.set(line.entry_id, [line])
  }
  return found
}

const stateOf = (entry: Entry): string => (entry.reversal ? '冲销' : entry.reversed ? '已冲销' : '')

const COLUMNS: readonly ExportColumn<Row>[] = [
  { title: '日期', value: r => r.entry.day, kind: 'day' },
  { title: '分录号', value: r => r.entry.no ?? '', width: 18 },
  { title: '凭据', value: r => r.entry.document.title, width: 12 },
  { title: '单号', value: r => r.entry.document.no, width: 18 },
  { title: '摘要', value: r => r.entry.note, width: 30 },
  { title: '科目', value: r => r.kindTitle, width: 12 },
  { title: '户名', value: r => r.title, width: 28 },
  { title: '增加', value: r => Math.max(0, r.amountFen), kind: 'money', sum: true },
  { title: '减少', value: r => Math.max(0, -r.amountFen), kind: 'money', sum: true },
  { title: '数量', value: r => (r.quantity === '0' ? null : Number(r.quantity)), kind: 'number' },
  { title: '经手', value: r => r.entry.who, width: 10 },
  { title: '冲销', value: r => stateOf(r.entry) },
]
