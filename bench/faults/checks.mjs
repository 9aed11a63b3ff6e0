// What must hold after each round, in words; nothing when it does.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { IMPORT_ROWS, OPERATIONS } from './work.mjs'

const DRAIN_MS = 60_000
const WITNESSES = ['handled', 'occurred']

/** Counts, in the very transactions, how often each event is handled and each occurrence of a schedule done. */
const WITNESS = `
create schema faults;
create table faults.handled (id uuid);
create table faults.occurred (school_id uuid, schedule text, due_at timestamptz);
create function faults.on_outbox() returns trigger language plpgsql security definer as $$ begin
  if old.done_at is null and new.done_at is not null then insert into faults.handled values (new.id); end if;
  return null; end $$;
create function faults.on_occurrence() returns trigger language plpgsql security definer as $$ begin
  if new.done_at is not null then insert into faults.occurred values (new.school_id, new.schedule, new.due_at); end if;
  return null; end $$;
create trigger faults_outbox after update on kernel_outbox for each row execute function faults.on_outbox();
create trigger faults_occurrence after insert or update on kernel_occurrence
  for each row execute function faults.on_occurrence();
`

/** Watches the database from now on. */
export async function beginChecks(world) {
  for (const name of WITNESSES) world.figures[name] = 0
  await world.db.rows(WITNESS)
  world.checked = {
    answers: new Set(),
    abandoned: new Set(),
    files: new Set(),
    unaudited: await unaudited(world),
    gaps: await gaps(world),
    events: (await world.db.rows('select id from kernel_outbox where done_at is not null')).length,
  }
}

/** @returns {Promise<string[]>} */
export async function faultsAfterRound(world) {
  const faults = world.client.defects.splice(0)
  faults.push(...(await drained(world)))
  for (const check of [answers, atomic, books, events, occurrences, storedFiles, imports, sums])
    faults.push(...(await check(world)))
  return faults
}

/** Every event is handled soon, and the audit log is sealed. */
async function drained({ db }) {
  const text = `select (select count(*)::int from kernel_outbox where done_at is null) as events,
    (select count(*)::int from kernel_audit where seal_seq is null) as entries`
  let open
  for (const until = performance.now() + DRAIN_MS; performance.now() < until; await sleep(200)) {
    ;[open] = await db.rows(text)
    if (open.events === 0 && open.entries === 0) return []
  }
  const [worst] = await db.rows(
    'select event, subscriber, attempts, not_before, last_error from kernel_outbox where done_at is null limit 1',
  )
  return [
    `after ${DRAIN_MS / 1000} s ${open.events} events wait and ${open.entries} audit entries are not sealed: ${JSON.stringify(worst)}`,
  ]
}

/** Each answer that was given is the answer on record; of those that nobody waited for, all or nothing. */
async function answers({ db, client, checked, figures }) {
  const fresh = [...client.journal].filter(([key]) => !checked.answers.has(key))
  const lost = await db.rows(
    `select j.key, j.operation, c.answer from jsonb_to_recordset($1::jsonb) as j (key uuid, operation text, answer jsonb)
     left join kernel_command c on c.id = j.key
     where c.operation is distinct from j.operation or c.answer is distinct from j.answer`,
    [
      JSON.stringify(
        fresh.map(([key, { operation, text }]) => ({ key, operation, answer: JSON.parse(text) })),
      ),
    ],
  )
  for (const [key] of fresh) checked.answers.add(key)
  const left = [...client.abandoned].filter(key => !checked.abandoned.has(key) && !client.journal.has(key))
  const there = await db.rows('select id from kernel_command where id = any($1::uuid[])', [left])
  for (const key of left) checked.abandoned.add(key)
  figures.acknowledged += fresh.length
  figures.abandonedThere += there.length
  figures.abandonedAbsent += left.length - there.length
  return lost.map(row => `acknowledged and not there: ${JSON.stringify(row)}`)
}

/** A command, its audit entry and its records are one transaction: as many of one as of the other. */
async function atomic(world) {
  const faults = []
  const now = await unaudited(world)
  for (const [operation, difference] of now)
    if (difference !== world.checked.unaudited.get(operation))
      faults.push(`${operation}: ${difference} more audit entries than commands`)
  const half = await world.db.rows('select operation, id from kernel_command where answer is null')
  faults.push(...half.map(row => `half a command: ${JSON.stringify(row)}`))
  return faults
}

async function unaudited({ db }) {
  const rows = await db.rows(
    `select o.operation, (select count(*)::int from kernel_audit a where a.operation = o.operation)
        - (select count(*)::int from kernel_command c where c.operation = o.operation) as difference
     from unnest($1::text[]) as o (operation)`,
    [OPERATIONS],
  )
  return new Map(rows.map(row => [row.operation, row.difference]))
}

/** Papers and entries belong together, no number is there twice or left out, nothing is below zero. */
async function books(world) {
  const { db, client, checked } = world
  const faults = []
  const complain = (what, rows) =>
    rows.length > 0 && faults.push(`${what}: ${rows.length}, ${JSON.stringify(rows[0])}`)
  complain(
    'posted papers without exactly one entry',
    await db.rows(`select d.no, count(e.id)::int as entries from stock_document d
      left join ledger_entry e on e.school_id = d.school_id and e.document_id = d.id
      where d.state in ('posted', 'reversed') group by d.id, d.no having count(e.id) <> 1`),
  )
  complain(
    'entries of the stores without their paper',
    await db.rows(`select document_no from ledger_entry e where book = 'stock'
      and not exists (select from stock_document d where d.id = e.document_id)`),
  )
  complain(
    'unbalanced entries',
    await db.rows(
      'select entry_id from ledger_line group by school_id, entry_id having sum(amount_fen) <> 0',
    ),
  )
  complain(
    'numbers used twice',
    await db.rows(`select no from (select no from stock_document union all select no from workorder_order
      union all select no from asset_card union all select no from asset_batch) as x
      where no is not null group by no having count(*) > 1`),
  )
  const gone = (await gaps(world)).filter(gap => !checked.gaps.includes(gap))
  if (gone.length > 0) faults.push(`numbers left out: ${gone.join(', ')}`)
  complain(
    'stores below zero',
    await db.rows('select id from stock_onhand where quantity < 0 or amount_fen < 0'),
  )
  const run = await client.send('accountant', 'reconciliation.run', { kind: 'stock.ledger' })
  if (!run || run.differenceCount > 0) faults.push(`papers and book differ: ${JSON.stringify(run)}`)
  return faults
}

async function gaps({ db }) {
  const rows = await db.rows(`
    select k.kind || '-' || k.year || ' ' || k.last || '/' || n.n as gap from kernel_number k join (
      select split_part(no, '-', 1) as kind, split_part(no, '-', 2)::int as year, count(*) as n from (
        select no from stock_document union select no from stock_need union select no from stock_loan) as x
      where no ~ '^[A-Z]+-\\d{4}-\\d{6}$' group by 1, 2) as n on n.kind = k.kind and n.year = k.year
    where k.last <> n.n`)
  return rows.map(row => row.gap)
}

/** Each event is handled once, and its effect is there once. */
async function events({ db, figures, checked }) {
  const faults = []
  const wrong = await db.rows(`
    select o.event, o.last_error, count(h.id)::int as handled from kernel_outbox o left join faults.handled h on h.id = o.id
    where o.done_at is not null group by o.school_id, o.id having count(h.id) <> 1`)
  const before = wrong.filter(row => row.handled === 0).length
  if (wrong.some(row => row.handled > 1) || before !== checked.events)
    faults.push(`events handled more than once or not at all: ${JSON.stringify(wrong.at(-1))}`)
  const given = await db.rows('select event, last_error from kernel_outbox where last_error is not null')
  faults.push(...given.map(row => `an event was given up: ${JSON.stringify(row)}`))
  const posted = await db.rows(`
    select b.no, count(e.id)::int as entries from asset_batch b
    left join ledger_entry e on e.school_id = b.school_id and e.document_id = b.id
    where b.source = 'import' and b.name = '导入资产台账' group by b.school_id, b.id, b.no having count(e.id) <> 1`)
  faults.push(...posted.map(row => `an import told the book ${row.entries} times: ${row.no}`))
  const [{ n }] = await db.rows('select count(*)::int as n from faults.handled')
  figures.handled = n
  return faults
}

/** What was due last is done, and nothing was done twice. */
async function occurrences({ db, dueAt, figures }) {
  const faults = []
  const twice = await db.rows(
    'select schedule, due_at, count(*)::int as times from faults.occurred group by school_id, schedule, due_at having count(*) > 1',
  )
  faults.push(...twice.map(row => `done more than once: ${JSON.stringify(row)}`))
  const [{ value }] = await db.rows("select value from kernel_note where key = 'jobs_since'")
  const text = `select schedule, due_at from jsonb_to_recordset($1::jsonb) as d (schedule text, due_at timestamptz), school s
    where d.due_at >= greatest(s.created_at, $2::timestamptz) and not exists (select from kernel_occurrence o
      where o.school_id = s.id and o.schedule = d.schedule and o.due_at = d.due_at and o.done_at is not null)`
  const due = dueAt(new Date()).map(({ schedule, at }) => ({ schedule, due_at: at }))
  let missed = []
  for (const until = performance.now() + DRAIN_MS; performance.now() < until; await sleep(500)) {
    missed = await db.rows(text, [JSON.stringify(due), value])
    if (missed.length === 0) break
  }
  faults.push(...missed.map(row => `due and not done: ${JSON.stringify(row)}`))
  const [{ n }] = await db.rows('select count(*)::int as n from faults.occurred')
  figures.occurred = n
  return faults
}

/** Each file that a record names is there, with the content it had. */
async function storedFiles({ db, data, checked, figures }) {
  const rows = await db.rows(`
    select distinct sha256 from (select unnest(array[sha256, large_sha256, thumb_sha256]) as sha256 from attachment_file
      union select file_sha256 from register_import) as f where sha256 is not null`)
  const faults = []
  for (const { sha256 } of rows) {
    if (checked.files.has(sha256)) continue
    const path = join(data, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    if (!existsSync(path)) faults.push(`a record names a file that is not there: ${sha256}`)
    else if (createHash('sha256').update(readFileSync(path)).digest('hex') !== sha256)
      faults.push(`a file is not what it was: ${sha256}`)
    checked.files.add(sha256)
  }
  figures.files = checked.files.size
  return faults
}

/** A register is in with all its rows, or with none. */
async function imports({ db, imports: jobs, figures }) {
  const rows = await db.rows(
    `select m.mark, i.state, (select count(*)::int from asset_card c where c.name like m.mark || '-%') as cards
     from jsonb_to_recordset($1::jsonb) as m (mark text, id uuid) left join register_import i on i.id = m.id`,
    [JSON.stringify(jobs)],
  )
  figures.imports = rows.filter(row => row.state === 'done').length
  return rows
    .filter(row => row.cards !== (row.state === 'done' ? IMPORT_ROWS : 0))
    .map(row => `an import is half there: ${JSON.stringify(row)}`)
}

/** The chain of the audit log and the balance of the books, by the code of `zongwu verify`. */
async function sums({ db, client, verifyChain, figures }) {
  const faults = []
  figures.audit = 0
  for (const { id } of await db.rows('select id from school')) {
    const chain = await verifyChain(db.pool, id)
    figures.audit += chain.entries
    faults.push(...chain.faults)
  }
  const books = await client.read('accountant', 'ledger.verify', {})
  figures.entries = books.entries
  return [...faults, ...books.faults]
}

/** `zongwu verify`, as a school would run it. */
export async function verify({ main, data, root }) {
  const child = spawn(process.execPath, [main, 'verify'], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ZONGWU_DATA: data, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
  const code = await new Promise(resolve => child.once('close', resolve))
  return code === 0 ? [] : [`verify ended with ${code}: ${said.trim()}`]
}
