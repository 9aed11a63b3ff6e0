import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Ref } from '../pure/ref.ts'
import { actorName, type Ctx } from './ctx.ts'
import type { DbPool } from './db.ts'
import { newId } from './ids.ts'

export interface AuditDetail {
  subject?: Ref | undefined
  note?: string | undefined
  input: unknown
}

/** Writes the audit row of one command; part of the command's own transaction. */
export async function writeAudit(ctx: Ctx, operation: string, detail: AuditDetail): Promise<void> {
  const { actor } = ctx
  await ctx.gather(insertEntries, {
    // The chain follows the ids: taken here, in the order of the commands.
    id: newId(),
    at: ctx.now,
    actor_kind: actor.kind,
    actor_id: actor.kind === 'user' ? actor.userId : null,
    actor_name: actorName(actor),
    operation,
    subject_kind: detail.subject?.kind ?? null,
    subject_id: detail.subject?.id ?? null,
    note: detail.note ?? null,
    detail: shorten(detail.input) ?? {},
    request_id: ctx.requestId || null,
  })
}

type Entry = Omit<AuditRow, 'detail' | 'seal_seq' | 'seal_hash'> & { detail: unknown }

async function insertEntries(ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  await sql`
    insert into kernel_audit (school_id, id, at, actor_kind, actor_id, actor_name, operation, subject_kind, subject_id,
      note, detail, request_id)
    select ${ctx.schoolId}::uuid, e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.operation, e.subject_kind,
      e.subject_id, e.note, e.detail, e.request_id
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e
      (id uuid, at timestamptz, actor_kind text, actor_id uuid, actor_name text, operation text, subject_kind text,
       subject_id uuid, note text, detail jsonb, request_id text)`.execute(ctx.db)
}

const SEAL_BATCH = 1000
export const FIRST_HASH = '0'.repeat(64)

interface AuditRow {
  id: string
  at: Date
  actor_kind: string
  actor_id: string | null
  actor_name: string
  operation: string
  subject_kind: string | null
  subject_id: string | null
  note: string | null
  detail: string
  request_id: string | null
  seal_seq: number | null
  seal_hash: string | null
}

const COLUMNS = `id, at, actor_kind, actor_id, actor_name, operation, subject_kind, subject_id, note,
  detail::text as detail, request_id, seal_seq, seal_hash`

/**
 * Chains the committed, not yet sealed entries of each school: hash = sha256(previous hash, entry).
 * Done after commit and not inside it, because a chain inside would make all writers of a school wait
 * for one another. Safe to call from several processes.
 */
export async function sealAudit(pool: DbPool): Promise<number> {
  const { rows: schools } = await pool.query<{ school_id: string }>(
    'select distinct school_id from kernel_audit where seal_seq is null',
  )
  let sealed = 0
  for (const { school_id } of schools) {
    for (let more = true; more; ) {
      const count = await sealBatch(pool, school_id)
      sealed += count
      more = count === SEAL_BATCH
    }
  }
  return sealed
}

async function sealBatch(pool: DbPool, schoolId: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      'insert into kernel_audit_head (school_id, seq, hash) values ($1, 0, $2) on conflict do nothing',
      [schoolId, FIRST_HASH],
    )
    const head = await client.query<{ seq: number; hash: string }>(
      'select seq, hash from kernel_audit_head where school_id = $1 for update',
      [schoolId],
    )
    let { seq, hash } = head.rows[0] as { seq: number; hash: string }
    const { rows } = await client.query<AuditRow>(
      `select ${COLUMNS} from kernel_audit where school_id = $1 and seal_seq is null order by id limit ${SEAL_BATCH}`,
      [schoolId],
    )
    const seqs: number[] = []
    const hashes: string[] = []
    for (const row of rows) {
      seq += 1
      hash = entryHash(hash, schoolId, row)
      seqs.push(seq)
      hashes.push(hash)
    }
    if (rows.length > 0) {
      await client.query(
        `update kernel_audit a set seal_seq = s.seq, seal_hash = s.hash
         from unnest($2::uuid[], $3::bigint[], $4::text[]) as s(id, seq, hash)
         where a.school_id = $1 and a.id = s.id`,
        [schoolId, rows.map(r => r.id), seqs, hashes],
      )
      await client.query('update kernel_audit_head set seq = $2, hash = $3 where school_id = $1', [
        schoolId,
        seq,
        hash,
      ])
    }
    await client.query('commit')
    return rows.length
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

export interface ChainReport {
  schoolId: string
  entries: number
  head: string
  /** Empty when the chain holds. */
  faults: string[]
}

/** Recomputes a school's chain from its first entry. */
export async function verifyChain(pool: DbPool, schoolId: string): Promise<ChainReport> {
  const client = await pool.connect()
  try {
    // Entries and head of one moment: the product goes on sealing meanwhile.
    await client.query('begin transaction isolation level repeatable read read only')
    return await walkChain(client, schoolId)
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}

async function walkChain(client: pg.PoolClient, schoolId: string): Promise<ChainReport> {
  const faults: string[] = []
  let seq = 0
  let hash = FIRST_HASH
  for (;;) {
    const { rows } = await client.query<AuditRow>(
      `select ${COLUMNS} from kernel_audit where school_id = $1 and seal_seq > $2 order by seal_seq limit 5000`,
      [schoolId, seq],
    )
    for (const row of rows) {
      const expectedSeq = seq + 1
      if (row.seal_seq !== expectedSeq) faults.push(`第 ${expectedSeq} 条缺失，下一条是第 ${row.seal_seq} 条`)
      const expected = entryHash(hash, schoolId, row)
      if (row.seal_hash !== expected) faults.push(`第 ${row.seal_seq} 条（${row.operation}）内容与校验值不符`)
      seq = row.seal_seq as number
      hash = row.seal_hash as string
      if (faults.length >= 20) return { schoolId, entries: seq, head: hash, faults }
    }
    if (rows.length < 5000) break
  }
  const head = await client.query<{ seq: number; hash: string }>(
    'select seq, hash from kernel_audit_head where school_id = $1',
    [schoolId],
  )
  const known = head.rows[0] ?? { seq: 0, hash: FIRST_HASH }
  if (known.seq !== seq || known.hash !== hash)
    faults.push(`末尾应为第 ${known.seq} 条，实际止于第 ${seq} 条：末尾的记录被删除或改动`)
  return { schoolId, entries: seq, head: hash, faults }
}

function entryHash(previous: string, schoolId: string, row: AuditRow): string {
  const content = JSON.stringify([
    schoolId,
    row.id,
    row.at.toISOString(),
    row.actor_kind,
    row.actor_id,
    row.actor_name,
    row.operation,
    row.subject_kind,
    row.subject_id,
    row.note,
    row.detail,
    row.request_id,
  ])
  return createHash('sha256').update(previous).update('\n').update(content).digest('hex')
}

const TEXT_LIMIT = 300

/** The log keeps what was asked, not whole documents: long texts and lists are cut with their length named. */
function shorten(value: unknown, depth = 0): unknown {
  if (typeof value === 'string')
    return value.length > TEXT_LIMIT ? `${value.slice(0, TEXT_LIMIT)}…(${value.length}字)` : value
  if (Array.isArray(value)) {
    const kept = value.slice(0, 20).map(item => shorten(item, depth + 1))
    return value.length > 20 ? [...kept, `…共${value.length}项`] : kept
  }
  if (value !== null && typeof value === 'object') {
    if (depth > 5) return '…'
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item, depth + 1)]))
  }
  return value
}
