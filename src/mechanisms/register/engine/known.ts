import { createHash } from 'node:crypto'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { numberRepeats } from '../rules.ts'
import type { Duplicate } from '../shapes.ts'
import type { RowOutcome } from './apply.ts'

const CHUNK = 5000

/** Skips rows whose content came in with an earlier import, and names where. */
export async function skipKnown(ctx: Ctx, outcomes: readonly RowOutcome[]): Promise<Duplicate[]> {
  const found: Duplicate[] = []
  const fresh = outcomes.filter(o => o.kind.once && o.status === 'ready')
  for (const kind of new Set(fresh.map(o => o.kind))) {
    const rows = fresh.filter(o => o.kind === kind)
    const keys = numberRepeats(rows.map(({ row }) => (row.status === 'ready' ? row.content : [])))
    rows.forEach((outcome, i) => {
      outcome.fingerprint = createHash('sha256')
        .update(keys[i] as string)
        .digest('base64url')
    })
    for (let from = 0; from < rows.length; from += CHUNK) {
      const chunk = rows.slice(from, from + CHUNK)
      const earlier = await earlierRows(
        ctx,
        kind.id,
        chunk.map(o => o.fingerprint as string),
      )
      for (const outcome of chunk) {
        const of = earlier.get(outcome.fingerprint as string)
        if (!of) continue
        outcome.status = 'skipped'
        outcome.reason = `已经导入过，没有重复写入：${of}`
        found.push({ sheet: outcome.row.sheet, row: outcome.row.row, of })
      }
    }
  }
  return found
}

async function earlierRows(
  ctx: Ctx,
  kind: string,
  fingerprints: readonly string[],
): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('register_import_row as r')
    .innerJoin('register_import as i', join =>
      join.onRef('i.school_id', '=', 'r.school_id').onRef('i.id', '=', 'r.import_id'),
    )
    .select(['r.fingerprint', 'r.sheet', 'r.row_no', 'i.file_name'])
    .where('r.school_id', '=', ctx.schoolId)
    .where('r.kind', '=', kind)
    .where('r.status', '=', 'imported')
    .where('r.fingerprint', 'in', fingerprints)
    .execute()
  return new Map(
    rows.map(r => [r.fingerprint as string, `“${r.file_name}”的工作表“${r.sheet}”第 ${r.row_no} 行`]),
  )
}
