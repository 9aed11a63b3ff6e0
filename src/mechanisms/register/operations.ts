import type { Updateable } from 'kysely'
import { type AppError, kernelError } from '../../kernel/pure/errors.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { actionsOf, findImport, type ImportRecord } from './access.ts'
import { contract, MAX_ROWS } from './contract.ts'
import { readUpload } from './engine/book.ts'
import type { ImportJob } from './engine/job.ts'
import { describe, outlineOf, proposeSettings } from './engine/outline.ts'
import { runCommit, runPreview } from './engine/run.ts'
import { tellEnd } from './engine/tell.ts'
import { importableKind, withCompanions } from './kinds.ts'
import { rememberChoices, rememberMapping } from './remember.ts'
import { isRunning } from './rules.ts'
import type { ImportState, Settings } from './shapes.ts'
import { noSignOfLife } from './tidy.ts'

type H = Handlers<typeof contract>

export const upload: H['upload'] = async (ctx, input) => {
  const kind = importableKind(ctx, input.kind)
  const [file] = ctx.uploads
  if (!file) throw contract.fail('no_file')
  const book = await readUpload(file)
  const settings = await proposeSettings(ctx, kind, book, file.name)
  const outline = describe(withCompanions(ctx, kind), book, settings)
  await ctx.files.keep(file)
  const id = ctx.id()
  await ctx.db
    .insertInto('register_import')
    .values({
      school_id: ctx.schoolId,
      id,
      kind: kind.id,
      state: 'uploaded',
      file_sha256: file.sha256,
      file_name: file.name,
      file_bytes: file.bytes,
      settings: JSON.stringify(settings),
      outline: JSON.stringify(outline),
      user_id: userOf(ctx)?.userId ?? null,
      user_name: actorName(ctx.actor),
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: 'register.import', id }, file.name)
  return { id }
}

export const setMapping: H['setMapping'] = async (ctx, { id, version, settings }) => {
  const found = await findImport(ctx, id)
  ctx.about({ kind: 'register.import', id }, found.file_name)
  const kind = importableKind(ctx, found.kind)
  const known = new Set(found.outline.map(sheet => sheet.name))
  for (const [sheet, { kind: target }] of Object.entries(settings.sheets)) {
    if (!known.has(sheet)) throw contract.fail('sheet_unknown', { sheet, names: [...known].join('、') })
    if (target !== null) importableKind(ctx, target)
  }
  const outline = outlineOf(withCompanions(ctx, kind), found.outline, settings)
  await edit(ctx, found, version, {
    settings: JSON.stringify(settings),
    outline: JSON.stringify(outline),
    questions: '[]',
  })
  for (const sheet of outline) {
    const chosen = settings.sheets[sheet.name]
    const before = found.settings.sheets[sheet.name]
    if (chosen && JSON.stringify(chosen) !== JSON.stringify(before))
      await rememberMapping(ctx, sheet.headings, chosen)
  }
  return {}
}

export const setChoices: H['setChoices'] = async (ctx, { id, version, choices }) => {
  const found = await findImport(ctx, id)
  ctx.about({ kind: 'register.import', id }, found.file_name)
  await edit(ctx, found, version, { choices: JSON.stringify({ ...found.choices, ...choices }) })
  await rememberChoices(ctx, found.questions, choices)
  return {}
}

export const preview: H['preview'] = async (ctx, { id }) => {
  const found = await findImport(ctx, id)
  ctx.about({ kind: 'register.import', id }, found.file_name)
  assertComplete(found.outline, found.settings)
  const job = await take(ctx, found, 'previewing')
  ctx.background(app => runPreview(app, job))
  return {}
}

export const commit: H['commit'] = async (ctx, { id, mode }) => {
  const found = await findImport(ctx, id)
  ctx.about({ kind: 'register.import', id }, found.file_name)
  if (found.state === 'done') throw alreadyDone(found)
  if (!found.result && !isRunning(found.state)) throw contract.fail('not_previewed')
  const job = await take(ctx, found, 'committing', mode)
  ctx.background(async app => {
    const started = performance.now()
    const end = await runCommit(app, { ...job, mode })
    await tellEnd(app, { ...job, mode }, end, performance.now() - started)
  })
  return {}
}

export const discard: H['discard'] = async (ctx, { id }) => {
  const found = await findImport(ctx, id)
  ctx.about({ kind: 'register.import', id }, found.file_name)
  if (!actionsOf(ctx, found).discard?.allowed) throw notNow(found)
  await ctx.db.deleteFrom('register_import_row').where('import_id', '=', id).execute()
  await change(ctx, found, found.version, { ...NOTHING_YET, state: 'discarded', questions: '[]' })
  return {}
}

/** Hands the import to a new run. Of two that try at once, one gets it. */
async function take(
  ctx: Ctx,
  found: ImportRecord,
  state: 'previewing' | 'committing',
  mode: ImportRecord['mode'] = null,
): Promise<ImportJob> {
  const token = ctx.id()
  const from: ImportState[] = state === 'previewing' ? ['uploaded', 'ready', 'failed'] : ['ready', 'failed']
  const taken = await ctx.db
    .updateTable('register_import')
    .set(eb => ({
      state,
      mode,
      error: null,
      progress: null,
      run_token: token,
      heartbeat_at: ctx.now,
      version: eb('version', '+', 1),
      updated_at: ctx.now,
    }))
    .where('id', '=', found.id)
    .where(eb =>
      eb.or([
        eb('state', 'in', from),
        // The process of an earlier run died; what it had written went with its transaction.
        eb.and([eb('state', 'in', ['previewing', 'committing']), noSignOfLife(eb, ctx.now)]),
      ]),
    )
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) throw contract.fail('busy')
  return {
    importId: found.id,
    schoolId: ctx.schoolId,
    actor: ctx.actor,
    kind: found.kind,
    fileName: found.file_name,
    sha256: found.file_sha256,
    settings: found.settings,
    choices: found.choices,
    token,
  }
}

const NOTHING_YET = {
  result: null,
  error: null,
  run_token: null,
  rows_read: 0,
  imported: 0,
  refused: 0,
  skipped: 0,
}

/** A decision between two runs; what was previewed before it no longer holds. */
async function edit(
  ctx: Ctx,
  found: ImportRecord,
  version: number,
  decided: { settings?: string; outline?: string; questions?: string; choices?: string },
): Promise<void> {
  if (!actionsOf(ctx, found).edit?.allowed) throw notNow(found)
  await change(ctx, found, version, { ...NOTHING_YET, ...decided, state: 'uploaded' })
}

async function change(
  ctx: Ctx,
  found: ImportRecord,
  version: number,
  values: Updateable<Tables['register_import']>,
): Promise<void> {
  const changed = await ctx.db
    .updateTable('register_import')
    .set(eb => ({ ...values, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('id', '=', found.id)
    .where('version', '=', version)
    .where('state', '=', found.state)
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) throw kernelError('kernel.changed', { who: '别人' })
}

function assertComplete(outline: ImportRecord['outline'], settings: Settings): void {
  const chosen = outline.filter(sheet => settings.sheets[sheet.name]?.kind)
  if (chosen.length === 0) throw contract.fail('no_sheet')
  for (const { name, missing } of chosen)
    if (missing.length > 0)
      throw contract.fail('mapping_incomplete', { sheet: name, missing: missing.join('、') })
  const rows = chosen.reduce((sum, sheet) => sum + sheet.rows, 0)
  if (rows > MAX_ROWS) throw contract.fail('too_many_rows', { rows, limit: MAX_ROWS })
}

const notNow = (found: ImportRecord): AppError =>
  found.state === 'done' ? alreadyDone(found) : contract.fail('busy')

const alreadyDone = (found: ImportRecord): AppError =>
  contract.fail('committed', { when: found.finished_at?.toISOString().slice(0, 10) ?? '' })
