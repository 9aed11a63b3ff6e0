import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type Doc, figuresIn } from '../../mechanisms/metric/prose/doc.ts'
import { checkEdited, markOwn } from '../../mechanisms/metric/prose/editing/check.ts'
import { mergeEdits } from '../../mechanisms/metric/prose/editing/merge.ts'
import { contract } from './contract.ts'
import { generate, termFor } from './generate.ts'
import { SIGNERS, type SignerRole } from './rules.ts'
import { changeReport, findReport, liveSignatures, loadReport, type ReportRow } from './store.ts'

type H = Handlers<typeof contract>

export const start: H['start'] = async (ctx, input) => {
  const term = await termFor(ctx, input.term)
  if (await findReport(ctx, { term: term.code })) throw contract.fail('started', { term: term.name })
  const assembled = await generate(ctx, term)
  const id = ctx.id()
  await ctx.db
    .insertInto('summary_report')
    .values({
      school_id: ctx.schoolId,
      id,
      term_code: term.code,
      from_on: term.from,
      to_on: term.to,
      title: assembled.doc.title,
      state: 'draft',
      doc: JSON.stringify(assembled.doc),
      generated: JSON.stringify(assembled.doc),
      missing: JSON.stringify(assembled.missing),
      uncovered: JSON.stringify(assembled.uncovered),
      as_at: ctx.now,
      created_by: userOf(ctx)?.personId ?? null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: 'summary.report', id }, assembled.doc.title)
  return { id, version: 1, state: 'draft' as const }
}

export const save: H['save'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'edit', input.version)
  // What the system wrote and what stands in the text now are the only figures there can be.
  const allowed = [...figuresIn(row.generated.blocks), ...figuresIn(row.doc.blocks)]
  const doc: Doc = {
    ...input.doc,
    org: row.doc.org,
    period: row.doc.period,
    asAt: row.doc.asAt,
    ...signOffOf(row),
  }
  const check = checkEdited(doc, allowed, row.generated)
  if (!check.ok)
    throw contract.fail('figure_changed', {
      count: check.problems.length,
      names: check.problems
        .slice(0, 3)
        .map(p => p.text)
        .join('；'),
    })
  const changed = await changeReport(ctx, row, { doc: markOwn(doc, check.own) })
  return { ...changed, ownNumbers: check.own.length }
}

export const refresh: H['refresh'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'refresh', input.version)
  const assembled = await generate(ctx, await termFor(ctx, row.term_code))
  const merged = mergeEdits(assembled.doc, row.doc, row.generated)
  const changed = await changeReport(ctx, row, {
    doc: { ...merged.doc, blocks: withOffered(merged.doc, merged.offered) },
    assembled,
  })
  return { ...changed, changed: merged.refreshed.map(r => ({ title: r.title, before: r.from, after: r.to })) }
}

/** New sentences of the system go behind the last block of their section, where the author finds them. */
function withOffered(doc: Doc, offered: Doc['blocks']): Doc['blocks'] {
  const blocks = [...doc.blocks]
  for (const block of offered) {
    const last = blocks.findLastIndex(b => b.section === block.section)
    blocks.splice(last < 0 ? blocks.length : last + 1, 0, block)
  }
  return blocks
}

export const rewrite: H['rewrite'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'refresh', input.version)
  const assembled = await generate(ctx, await termFor(ctx, row.term_code))
  return changeReport(ctx, row, { doc: assembled.doc, assembled }, '重新生成全文')
}

export const sign: H['sign'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'sign', input.version)
  return changeReport(ctx, row, { state: 'signed', doc: await sealed(ctx, row, 'author') }, '撰写人签字')
}

export const withdraw: H['withdraw'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'withdraw', input.version)
  return changeReport(ctx, row, { state: 'draft', doc: await unsealed(ctx, row, input.reason) }, input.reason)
}

export const approve: H['approve'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'approve', input.version)
  const signatures = await liveSignatures(ctx, row.id)
  if (signatures.some(s => s.person_id === userOf(ctx)?.personId)) throw contract.fail('own_signature')
  return changeReport(ctx, row, { state: 'approved', doc: await sealed(ctx, row, 'approver') }, '审定')
}

export const reopen: H['reopen'] = async (ctx, input) => {
  const row = await loadReport(ctx, input.id, 'reopen', input.version)
  return changeReport(ctx, row, { state: 'draft', doc: await unsealed(ctx, row, input.reason) }, input.reason)
}

async function sealed(ctx: Ctx, row: ReportRow, role: SignerRole): Promise<Doc> {
  const user = userOf(ctx)
  if (!user) throw notFound()
  await ctx.db
    .insertInto('summary_signature')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      report_id: row.id,
      role,
      person_id: user.personId,
      person_name: user.name,
      signed_on: ctx.today,
      signed_at: ctx.now,
      withdrawn_at: null,
    })
    .execute()
  return withSignatures(ctx, row)
}

async function unsealed(ctx: Ctx, row: ReportRow, reason: string): Promise<Doc> {
  await ctx.db
    .updateTable('summary_signature')
    .set({ withdrawn_at: ctx.now, withdrawn_why: reason })
    .where('report_id', '=', row.id)
    .where('withdrawn_at', 'is', null)
    .execute()
  return withSignatures(ctx, row)
}

/** The sign-off of the paper says what the signatures say. */
async function withSignatures(ctx: Ctx, row: ReportRow): Promise<Doc> {
  const live = await liveSignatures(ctx, row.id)
  return {
    ...row.doc,
    signOff: {
      org: row.doc.org,
      on: live[0]?.signed_on ?? null,
      signatures: live.map(s => ({
        role: SIGNERS[s.role as SignerRole],
        name: s.person_name,
        on: s.signed_on,
      })),
    },
  }
}

const signOffOf = (row: ReportRow): Pick<Doc, 'signOff'> =>
  row.doc.signOff ? { signOff: row.doc.signOff } : {}
