import { ledger } from '../mechanisms/ledger/index.ts'
import { reconciliation } from '../mechanisms/reconciliation/index.ts'
import type { Scenario } from './scenario.ts'
import type { Ack } from './storm.ts'

/**
 * What must hold after a storm, in words; empty when it does: the books are balanced and not negative, every
 * answer that was given has its effect exactly once, no number was given twice, papers and book agree.
 */
export async function faultsAfter(s: Scenario, acks: readonly Ack[]): Promise<string[]> {
  const faults = [...(await s.as('accountant').call(ledger.verify, {})).faults]
  const query = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await s.app.pool.query<T>(text, values)).rows
  const complain = (what: string, rows: readonly object[]): void => {
    if (rows.length > 0) faults.push(`${what}: ${rows.length}, ${JSON.stringify(rows[0])}`)
  }

  complain(
    'answers without a trace',
    await query(
      `select k from unnest($1::uuid[]) as k where not exists (
         select from kernel_command c where c.id = k and c.answer is not null)`,
      [acks.map(a => a.key)],
    ),
  )
  complain(
    'papers answered and not there',
    await query(
      `select k from unnest($1::uuid[]) as k where not exists (select from stock_document where id = k)
         and not exists (select from stock_need where id = k) and not exists (select from stock_loan where id = k)
         and not exists (select from approval_case where id = k)`,
      [acks.flatMap(a => (a.id && a.operation.startsWith('stock.') ? [a.id] : []))],
    ),
  )
  // Each command is audited in its own transaction: as often as it was answered, no more and no less.
  const audited = await query<{ operation: string; n: number }>(
    `select a.operation, count(*) as n from kernel_audit a where a.operation = any($1) and a.at >= $2 group by 1`,
    [[...new Set(acks.map(a => a.operation))], s.now()],
  )
  for (const operation of new Set(acks.map(a => a.operation))) {
    const answered = acks.filter(a => a.operation === operation).length
    const done = audited.find(a => a.operation === operation)?.n ?? 0
    if (done !== answered) faults.push(`${operation}: answered ${answered}, done ${done}`)
  }
  const numbers = acks.flatMap(a => (a.no ? [a.no] : []))
  complain(
    'posted papers without their entry',
    await query(`select no from stock_document d where state in ('posted', 'reversed') and not exists (
      select from ledger_entry e where e.document_id = d.id)`),
  )
  complain(
    'entries without their paper',
    await query(`select document_no from ledger_entry e where not exists (
      select from stock_document d where d.id = e.document_id)`),
  )
  complain(
    'numbers used twice',
    await query(`select no from (select no from stock_document union all select no from stock_need
      union all select no from stock_loan) as x group by no having count(*) > 1`),
  )
  const papers = acks.filter(a =>
    ['stock.receive', 'stock.transfer', 'stock.request', 'stock.lend'].includes(a.operation),
  )
  if (new Set(papers.map(a => a.no)).size !== papers.length) faults.push('a number was answered twice')
  complain(
    'numbers with gaps',
    await query(`select k.kind, k.year, k.last, n.n from kernel_number k join (
        select split_part(no, '-', 1) as kind, split_part(no, '-', 2)::int as year, count(*) as n from (
          select no from stock_document union select no from stock_need union select no from stock_loan) as x
        where no ~ '^[A-Z]+-\\d{4}-\\d{6}$' group by 1, 2) as n on n.kind = k.kind and n.year = k.year
      where k.last <> n.n`),
  )
  complain(
    'stores below zero',
    await query('select id from stock_onhand where quantity < 0 or amount_fen < 0'),
  )
  const run = await s.as('accountant').call(reconciliation.run, { kind: 'stock.ledger' })
  if (run.differenceCount > 0 || run.rowCount === 0)
    faults.push(`papers and book differ ${run.differenceCount} times`)
  if (numbers.length === 0) faults.push('nothing was done')
  return faults
}
