import ExcelJS from 'exceljs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { transaction } from '../../kernel/server/db.ts'
import type { Download } from '../../kernel/server/files.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { desk } from '../desk/index.ts'
import { balance, balances, entriesOf, ledger, lockBalances, post, turnover } from './index.ts'
import { receive, schoolWithBook, shelf, takeBack, use } from './testing.ts'

let s: Scenario
beforeEach(async () => {
  s = await schoolWithBook()
})

const at = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => s.inSchool(work)
const onShelf = (key = 'A') => at(ctx => balance(ctx, 'try', shelf(key)))
const faults = async () => (await s.as('accountant').call(ledger.verify, {})).faults
const accountIn = async (text: string) =>
  (await s.as('accountant').call(ledger.accounts, { book: 'try', kind: 'shelf', text })).rows[0]?.id as string

describe('an entry', () => {
  it('moves balances, points to its paper, and can be taken back once', async () => {
    await at(ctx => receive(ctx, 'A', { n: 10, fen: 1500 }))
    const out = await at(ctx => use(ctx, 'A', { n: 2.5, fen: 375, no: 'LL-2025-000001' }))
    expect(await onShelf()).toEqual({ amountFen: 1125, quantity: '7.5' })
    expect(await at(ctx => balance(ctx, 'try', { kind: 'used', key: '*' }))).toEqual({
      amountFen: 375,
      quantity: '2.5',
    })
    const seen = await s.as('auditor').call(ledger.entry, { id: out.entryId })
    expect(seen).toMatchObject({
      book: { title: '试验账' },
      document: { title: '试验单', no: 'LL-2025-000001' },
      amountFen: 375,
      lines: [
        { kindTitle: '在库', title: '货架A', amountFen: -375, quantity: '-2.5' },
        { kindTitle: '领用', amountFen: 375, quantity: '2.5' },
      ],
    })
    expect(seen.document.href).toMatch(/^\/try\//)
    const reversal = await at(ctx => takeBack(ctx, out.entryId))
    expect(await onShelf()).toEqual({ amountFen: 1500, quantity: '10' })
    await s.refused(
      at(ctx => takeBack(ctx, out.entryId)),
      'ledger.already_reversed',
    )
    await s.refused(
      at(ctx => takeBack(ctx, reversal.entryId)),
      'ledger.is_reversal',
    )
    await s.refused(
      at(ctx => takeBack(ctx, ctx.id())),
      'ledger.unknown_entry',
    )
    const again = await s.as('auditor').call(ledger.entry, { id: out.entryId })
    expect(again).toMatchObject({ reversed: true, reversal: false, reversedBy: { id: reversal.entryId } })
    expect(await faults()).toEqual([])
  })

  it('is found by its paper', async () => {
    const document = { kind: 'try.paper', id: '0197c0de-0000-7000-8000-0000000000aa' }
    const lines = [
      { account: { kind: 'received', key: '*' }, amountFen: -500 },
      { account: { kind: 'shelf', key: 'M' }, amountFen: 500 },
      { account: { kind: 'shelf', key: 'N' }, amountFen: 0 },
    ]
    const made = await at(ctx =>
      post(ctx, { book: 'try', day: ctx.today, document, documentNo: 'X-1', note: '只有金额', lines }),
    )
    expect(await at(ctx => entriesOf(ctx, [document]))).toMatchObject([
      { entryId: made.entryId, book: 'try', day: '2025-09-03', reverses: null, reversedBy: null },
    ])
    const both = await at(ctx => balances(ctx, 'try', 'shelf', ['M', 'N']))
    expect([...both]).toEqual([['M', { amountFen: 500, quantity: '0' }]])
  })

  it('never leaves less than nothing, and says what is left', async () => {
    await at(ctx => receive(ctx, 'A', { n: 3, fen: 300 }))
    const error = await s.refused(
      at(ctx => use(ctx, 'A', { n: 4, fen: 300 })),
      'ledger.short',
    )
    expect(error.message).toContain('“货架A”账上只有 3，不够这次的 4')
    const money = await s.refused(
      at(ctx => use(ctx, 'A', { n: 3, fen: 400 })),
      'ledger.short',
    )
    expect(money.message).toContain('只有 ¥3.00，不够这次的 ¥4.00')
    expect(await at(ctx => lockBalances(ctx, 'try', [shelf('A'), shelf('B')]))).toMatchObject([
      { key: 'A', amountFen: 300, quantity: '3' },
      { key: 'B', amountFen: 0, quantity: '0' },
    ])
    const later = await at(ctx => receive(ctx, 'A', { n: 2, fen: 200 }))
    await at(ctx => use(ctx, 'A', { n: 4, fen: 400 }))
    // Taking the receipt back would leave less than nothing as well.
    await s.refused(
      at(ctx => takeBack(ctx, later.entryId)),
      'ledger.short',
    )
  })

  it('is whole fen, at most three decimals, and balanced; else nothing is written', async () => {
    const write = (lines: Parameters<typeof post>[1]['lines']) =>
      at(ctx =>
        post(ctx, {
          book: 'try',
          day: ctx.today,
          document: { kind: 'try.paper', id: ctx.id() },
          documentNo: 'X',
          note: '',
          lines,
        }),
      )
    const pair = (fen: number, back: number, quantity?: string, backQuantity?: string) => [
      {
        account: { kind: 'received', key: '*', commodity: 'A' },
        amountFen: -back,
        quantity: backQuantity ?? '0',
      },
      { account: shelf('A'), amountFen: fen, quantity: quantity ?? '0' },
    ]
    const thousandth = await s.refused(write(pair(0.1, 0.1)), 'ledger.not_fen')
    expect(thousandth.message).toContain('-0.001 元精确到了分以下')
    await s.refused(write(pair(100, 100, '0.0001', '-0.0001')), 'ledger.not_quantity')
    await s.refused(write(pair(100, 99)), 'ledger.unbalanced')
    await s.refused(write(pair(100, 100, '2', '-1')), 'ledger.unbalanced')
    await s.refused(write([]), 'ledger.empty')
    await s.refused(write(pair(0, 0)), 'ledger.empty')
    expect(
      await at(ctx => turnover(ctx, 'try', { kind: 'shelf' }, { from: ctx.today, to: ctx.today })),
    ).toEqual([])
  })
})

describe('the database itself', () => {
  const asApp = (sql: string): Promise<unknown> =>
    transaction(s.app.pool, { schoolId: s.schoolId }, (_db, client) => client.query(sql))

  it('gives the app no way to write entries, lines or balances but the posting function', async () => {
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 100 }))
    for (const statement of [
      'update ledger_entry set note = note',
      'delete from ledger_entry',
      'update ledger_line set amount_fen = 1',
      'delete from ledger_line',
      'insert into ledger_line select * from ledger_line',
      'update ledger_account set held_fen = 1000000',
      'delete from ledger_account',
      'delete from ledger_period',
    ])
      await expect(asApp(statement), statement).rejects.toThrow(/permission denied/)
  })

  it('keeps floor accounts from going below zero, and unbalanced entries out, whoever writes', async () => {
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 100 }))
    await expect(s.app.pool.query('update ledger_account set held_fen = -1 where floor')).rejects.toThrow(
      /check constraint/,
    )
    const line = {
      id: '0197c0de-0000-7000-8000-0000000000ff',
      account: 1,
      fen: 5,
      quantity: '0',
      commodity: '',
    }
    await expect(
      asApp(`select ledger_post('{"book":"try","day":"2025-09-03"}', '[]', '${JSON.stringify([line])}')`),
    ).rejects.toThrow(/does not balance/)
  })

  it('is checked against its own lines', async () => {
    await at(ctx => receive(ctx, 'A', { n: 5, fen: 500 }))
    expect(await faults()).toEqual([])
    await s.app.pool.query(`update ledger_account set held_fen = held_fen + 1 where floor`)
    await s.app.pool.query(`update ledger_line set amount_fen = amount_fen + 2 where amount_fen < 0`)
    expect(await faults()).toEqual(['分录金额不平 1 处，如：D-1', '余额与明细不符 1 处，如：try·货架A'])
  })

  it('keeps schools apart', async () => {
    await at(ctx => receive(ctx, 'A', { n: 5, fen: 500 }))
    const account = await accountIn('货架A')
    const other = await s.otherSchool()
    await s.refused(other.as('accountant').call(ledger.statement, { id: account }), 'kernel.not_found')
    const theirs = await other.as('accountant').call(ledger.accounts, { book: 'try' })
    expect(theirs.rows).toEqual([])
    await other.inSchool(ctx => receive(ctx, 'A', { n: 1, fen: 7 }))
    expect(await onShelf()).toEqual({ amountFen: 500, quantity: '5' })
  })
})

describe('reading', () => {
  it('shows a trial balance that adds up to nothing, page by page and as a file', async () => {
    s.at('2025-08-20T08:00:00+08:00')
    await at(ctx => receive(ctx, 'A', { n: 10, fen: 1000 }))
    s.at('2025-09-03T08:00:00+08:00')
    await at(ctx => receive(ctx, 'B', { n: 4, fen: 800 }))
    await at(ctx => use(ctx, 'A', { n: 3, fen: 300 }))
    const call = (more: object) =>
      s.as('accountant').call(ledger.accounts, { book: 'try', from: '2025-09-01', to: '2025-09-30', ...more })
    const all = await call({})
    expect(all.total).toBe(5)
    expect(all.sums).toEqual({ openingFen: 0, inFen: 1100, outFen: 1100, closingFen: 0 })
    const [, a] = (await call({ kind: 'shelf', text: '货架' })).rows.reverse()
    expect(a).toMatchObject({
      title: '货架A',
      openingFen: 1000,
      inFen: 0,
      outFen: 300,
      closingFen: 700,
      openingQuantity: '10',
      closingQuantity: '7',
    })
    const first = await call({ limit: 3 })
    const rest = await call({ limit: 3, cursor: first.next })
    expect([...first.rows, ...rest.rows].map(r => r.id)).toEqual(all.rows.map(r => r.id))
    expect(rest.total).toBe(5)
    const file = (await s.as('accountant').call(ledger.exportAccounts, { book: 'try' })) as Download
    expect(file.fileName).toBe('试验账余额表-2025-09-03.xlsx')
    expect((file.body as Buffer).length).toBeGreaterThan(2000)
  })

  it('runs the balance down a statement, over pages', async () => {
    for (let i = 1; i <= 5; i++) await at(ctx => receive(ctx, 'A', { n: i, fen: i * 100, no: `RK-${i}` }))
    const out = await at(ctx => use(ctx, 'A', { n: 6, fen: 600 }))
    await at(ctx => takeBack(ctx, out.entryId))
    const id = await accountIn('货架A')
    const call = (more: object) => s.as('storekeeper').call(ledger.statement, { id, ...more })
    const all = await call({})
    expect(all).toMatchObject({ total: 7, opening: { fen: 0 }, closing: { fen: 1500, quantity: '15' } })
    expect(all.rows.map(r => [r.balanceFen, r.balanceQuantity])).toEqual([
      [100, '1'],
      [300, '3'],
      [600, '6'],
      [1000, '10'],
      [1500, '15'],
      [900, '9'],
      [1500, '15'],
    ])
    expect(all.rows.slice(5)).toMatchObject([{ reversed: true }, { reversal: true, note: '开错了' }])
    const pages = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await call({ limit: 3, ...(cursor ? { cursor } : {}) })
      pages.push(...page.rows)
      cursor = page.next
    }
    expect(pages).toEqual(all.rows)
    const later = await call({ from: '2025-09-04', to: '2025-09-30' })
    expect(later).toMatchObject({ opening: { fen: 1500 }, rows: [], total: 0 })
    const file = (await s.as('auditor').call(ledger.exportStatement, { id })) as Download
    expect(file.fileName).toContain('货架A明细账')
    const hits = await s.as('storekeeper').call(desk.search, { text: 'rk-4' })
    expect(hits.hits.filter(h => h.kind === 'ledger.entry')).toMatchObject([{ title: '试验单 RK-4' }])
    const hidden = await s.as('asset_keeper').call(desk.search, { text: 'rk-4' })
    expect(hidden.hits.filter(h => h.kind === 'ledger.entry')).toEqual([])
    const found = await s.as('auditor').call(ledger.entries, { book: 'try', text: 'RK-4' })
    expect(found).toMatchObject({ total: 1, rows: [{ document: { no: 'RK-4' }, amountFen: 400 }] })
  })

  it('goes out as a journal, a row for each line, both columns adding up to the same', async () => {
    await at(ctx => receive(ctx, 'A', { n: 3, fen: 300, no: 'RK-1' }))
    const out = await at(ctx => use(ctx, 'A', { n: 2, fen: 200 }))
    await at(ctx => takeBack(ctx, out.entryId))
    const file = (await s.as('accountant').call(ledger.exportEntries, { book: 'try' })) as Download
    expect(file.fileName).toBe('试验账分录-2025-09-03.xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(file.body as unknown as ExcelJS.Buffer)
    const rows: string[][] = []
    book.worksheets[0]?.eachRow(row =>
      rows.push((row.values as unknown[]).slice(1).map(v => String(v ?? ''))),
    )
    const head = rows.findIndex(row => row.includes('户名'))
    const [inCol, outCol, mark] = ['增加', '减少', '冲销'].map(t =>
      rows[head]?.findIndex(c => c.startsWith(t)),
    )
    const lines = rows.slice(head + 1).filter(row => /^\d{4}|GMT/.test(row[0] ?? ''))
    expect(lines).toHaveLength(6)
    const sum = (col: number | undefined) =>
      lines.reduce((total, row) => total + Number(row[col as number]), 0)
    expect([sum(inCol), sum(outCol)]).toEqual([7, 7])
    expect(lines.map(row => row[mark as number] ?? '')).toEqual(['冲销', '冲销', '已冲销', '已冲销', '', ''])
    await s.refused(s.as('asset_keeper').call(ledger.exportEntries, { book: 'try' }), 'ledger.unknown_book')
  })

  it('opens a book to its readers only', async () => {
    await at(ctx => receive(ctx, 'A', { n: 1, fen: 100 }))
    const mine = await s.as('storekeeper').call(ledger.books, {})
    expect(mine.rows.map(b => b.id)).toContain('try')
    const theirs = await s.as('asset_keeper').call(ledger.books, {})
    expect(theirs.rows.map(b => b.id)).not.toContain('try')
    await s.refused(s.as('asset_keeper').call(ledger.entries, { book: 'try' }), 'ledger.unknown_book')
    await s.refused(
      s.as('asset_keeper').call(ledger.statement, { id: await accountIn('货架A') }),
      'ledger.unknown_book',
    )
    await s.refused(s.as('accountant').call(ledger.accounts, { book: 'none' }), 'ledger.unknown_book')
  })
})
