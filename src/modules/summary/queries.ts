import type { Actions } from '../../kernel/pure/fields.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Doc } from '../../mechanisms/metric/prose/doc.ts'
import { calendar } from '../calendar/index.ts'
import { type contract, summary } from './contract.ts'
import { generate, termFor } from './generate.ts'
import { type ReportAction, reportMachine, SIGNERS } from './rules.ts'
import { findReport, liveSignatures, type ReportRow } from './store.ts'

type H = Handlers<typeof contract>

export const list: H['list'] = async ctx => {
  const { terms } = await ctx.run(calendar.terms, {})
  const reports = await ctx.db
    .selectFrom('summary_report')
    .select(['term_code', 'state', 'updated_at'])
    .execute()
  const byTerm = new Map(reports.map(r => [r.term_code, r]))
  return {
    rows: terms
      .map(term => ({
        term: term.code,
        termName: term.name,
        from: term.from,
        to: term.to,
        state: byTerm.get(term.code)?.state ?? null,
        updatedAt: byTerm.get(term.code)?.updated_at ?? null,
      }))
      .sort((a, b) => b.from.localeCompare(a.from)),
  }
}

export const get: H['get'] = async (ctx, input) => {
  const term = await termFor(ctx, input.term)
  const row = await findReport(ctx, { term: term.code })
  const about = { term: term.code, termName: term.name, from: term.from, to: term.to }
  if (!row) {
    const { doc, missing, uncovered } = await generate(ctx, term)
    return {
      ...about,
      id: null,
      state: 'draft' as const,
      version: 0,
      doc,
      missing,
      uncovered,
      asAt: ctx.now,
      ownNumbers: 0,
      seals: seals([]),
      actions: startAction(ctx),
    }
  }
  return {
    ...about,
    id: row.id,
    state: row.state,
    version: row.version,
    doc: row.doc,
    missing: row.missing,
    uncovered: row.uncovered,
    asAt: row.as_at,
    ownNumbers: ownNumbers(row.doc),
    seals: seals(await liveSignatures(ctx, row.id)),
    actions: await actionsFor(ctx, row),
  }
}

const startAction = (ctx: Ctx): Actions => (ctx.may(summary.start) ? { start: { allowed: true } } : {})

/** The document of a term as it stands: the stored one, or what the system writes now. */
export async function documentOf(ctx: Ctx, term: string): Promise<Doc> {
  const known = await termFor(ctx, term)
  const row = await findReport(ctx, { term: known.code })
  return row ? row.doc : (await generate(ctx, known)).doc
}

const ownNumbers = (doc: Doc): number =>
  doc.blocks.reduce((sum, block) => {
    const lines = block.kind === 'heading' ? [] : block.kind === 'para' ? [block.inlines] : block.items
    return sum + lines.flat().filter(inline => inline.kind === 'own').length
  }, 0)

type Signature = Awaited<ReturnType<typeof liveSignatures>>[number]

const seals = (live: readonly Signature[]) =>
  Object.entries(SIGNERS).map(([role, title]) => {
    const signature = live.find(s => s.role === role)
    return { role, title, name: signature?.person_name ?? null, on: signature?.signed_on ?? null }
  })

const BUTTONS: readonly { key: ReportAction; operation: { id: string } }[] = [
  { key: 'edit', operation: summary.save },
  { key: 'refresh', operation: summary.refresh },
  { key: 'sign', operation: summary.sign },
  { key: 'withdraw', operation: summary.withdraw },
  { key: 'approve', operation: summary.approve },
  { key: 'reopen', operation: summary.reopen },
]

async function actionsFor(ctx: Ctx, row: ReportRow): Promise<Actions> {
  const actions: Actions = {}
  const mine = (await liveSignatures(ctx, row.id)).some(s => s.person_id === userOf(ctx)?.personId)
  for (const { key, operation } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(reportMachine, key, row.state)) continue
    actions[key] =
      key === 'approve' && mine ? { allowed: false, why: '您已作为撰写人签过字' } : { allowed: true }
  }
  return actions
}
