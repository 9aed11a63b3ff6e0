import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../kernel/pure/errors.ts'
import type { App } from '../../kernel/server/app.ts'
import type { Actor } from '../../kernel/server/ctx.ts'
import type { UploadedFile } from '../../kernel/server/files.ts'
import { newId } from '../../kernel/server/ids.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { IMPORT_USAGE, type ImportArgs, readImportArgs, UsageError } from './cli/args.ts'
import { progressLine } from './cli/progress.ts'
import { type Report, reportOf, reportText } from './cli/report.ts'
import { applyArgs } from './cli/settings.ts'
import { contract, MAX_FILE_BYTES } from './contract.ts'
import { readUpload } from './engine/book.ts'
import { type BookInHand, kindsOf } from './engine/job.ts'
import { describe, proposeSettings } from './engine/outline.ts'
import { processBook } from './engine/process.ts'
import { silentPulse } from './engine/pulse.ts'
import { runCommit } from './engine/run.ts'
import { withCompanions } from './kinds.ts'
import type { Outline, Settings } from './shapes.ts'

export interface ImportDeps {
  /** Opens the product on a school, and closes it (and a database it started) after `work`. */
  inProduct(
    school: string | undefined,
    work: (app: App, schoolId: string) => Promise<number>,
  ): Promise<number>
  out(text: string): void
  err(text: string): void
  /** Progress is drawn on stderr only where somebody watches. */
  watched: boolean
}

const DONE = 0
const NOTHING_WRITTEN = 1
const UNUSABLE = 2

/** `zongwu import …`: returns the exit code. */
export async function importCommand(args: readonly string[], deps: ImportDeps): Promise<number> {
  let wanted: ImportArgs
  try {
    wanted = readImportArgs(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    deps.err(`${error.message}\n\n${IMPORT_USAGE}\n`)
    return UNUSABLE
  }
  return deps.inProduct(wanted.school, async (app, schoolId) => {
    const actor: Actor = { kind: 'system', name: '命令行导入' }
    const { code, report } = await runImport(app, {
      ...wanted,
      schoolId,
      actor,
      progress: progressLine(deps),
    })
    deps.out(wanted.json ? `${JSON.stringify(report, null, 1)}\n` : reportText(report))
    return code
  })
}

export type ImportRequest = Omit<ImportArgs, 'json' | 'school'> & {
  schoolId: string
  actor: Actor
  progress?: (done: number, total: number) => void
}

/** Previews or imports a file of this machine. Refusals of the file itself are reported, not thrown. */
export async function runImport(app: App, request: ImportRequest): Promise<{ code: number; report: Report }> {
  const started = performance.now()
  const head = (importId: string | null, committed: boolean, error: Report['error'] = null) => ({
    kind: request.kind,
    file: basename(request.file),
    committed,
    mode: request.mode,
    importId,
    elapsedMs: Math.round(performance.now() - started),
    error,
  })
  try {
    const file = await localFile(request.file)
    const hand = await prepare(app, request, file)
    const report = request.progress ?? (() => undefined)
    if (!request.commit) {
      const pulse = {
        ...silentPulse,
        report: (_phase: string, done: number, total: number) => report(done, total),
      }
      const scope = { schoolId: request.schoolId, actor: request.actor, preview: true }
      const outcome = await inSchool(app, scope, ctx => processBook(ctx, hand, pulse))
      const usable = outcome.counts.imported > 0 || outcome.counts.refused === 0
      return { code: usable ? DONE : NOTHING_WRITTEN, report: reportOf(outcome, head(null, false)) }
    }
    const importId = newId()
    const job = await begin(app, request, hand, importId)
    const end = await runCommit(app, { ...job, mode: request.mode }, report)
    if (end.written) return { code: DONE, report: reportOf(end.outcome, head(importId, true)) }
    return {
      code: NOTHING_WRITTEN,
      report: reportOf(
        end.outcome,
        head(importId, false, { code: 'register.not_written', message: end.why }),
      ),
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return {
      code: UNUSABLE,
      report: reportOf(null, head(null, false, { code: error.code, message: error.message })),
    }
  }
}

async function localFile(path: string): Promise<{ path: string; name: string }> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile())
    throw contract.fail('unreadable', { why: `没有找到文件 ${path}。请检查路径和文件名。` })
  if (found.size > MAX_FILE_BYTES)
    throw contract.fail('unreadable', { why: '文件超过 50 MB，太大了。请拆成几个文件，分几次导入。' })
  return { path, name: basename(path) }
}

/** Reads the file and settles how, from what is known, what is proposed and what the arguments say. */
async function prepare(
  app: App,
  request: ImportRequest,
  file: { path: string; name: string },
): Promise<BookInHand> {
  const kind = kindsOf(app).find(k => k.id === request.kind)
  if (!kind) {
    const names = kindsOf(app).map(k => `${k.id}（${k.title}）`)
    throw contract.fail('kind_unknown', { kind: request.kind, way: `可以导入：${names.join('、')}。` })
  }
  const book = await readUpload(file)
  const scope = { schoolId: request.schoolId, actor: request.actor }
  return inSchool(app, scope, async ctx => {
    const candidates = withCompanions(ctx, kind)
    const proposed = await proposeSettings(ctx, kind, book, file.name)
    const wanted = applyArgs(candidates, describe(candidates, book, proposed), proposed, request)
    const { settings, leftOut } = withoutIncomplete(describe(candidates, book, wanted), wanted)
    return { kind, book, fileName: file.name, settings, choices: {}, importId: null, leftOut }
  })
}

/** Sheets that lack columns are left out and say so; if that leaves none, the file is not usable. */
function withoutIncomplete(
  outline: Outline,
  wanted: Settings,
): { settings: Settings; leftOut: Record<string, string> } {
  const sheets = { ...wanted.sheets }
  const leftOut: Record<string, string> = {}
  const lacking: string[] = []
  for (const { name, missing, rows } of outline) {
    const how = sheets[name]
    if (rows === 0) leftOut[name] = '空白工作表'
    else if (how?.kind && missing.length === 0) continue
    else if (how?.kind) {
      leftOut[name] = `没有导入：没有认出 ${missing.join('、')}`
      lacking.push(`“${name}”没有认出 ${missing.join('、')}`)
      sheets[name] = { ...how, kind: null }
    } else if (missing.length > 0) {
      leftOut[name] = `没有导入：不像这种台账，没有认出 ${missing.join('、')}`
      lacking.push(`“${name}”没有认出 ${missing.join('、')}`)
    } else leftOut[name] = '没有导入：不像这种台账'
  }
  if (!Object.values(sheets).some(how => how.kind)) {
    const what = lacking.length > 0 ? lacking : outline.map(({ name }) => `“${name}”${leftOut[name] ?? ''}`)
    const why = `没有可以导入的工作表：${what.join('；')}。请用 --sheet 选对工作表，或用 --map 指定列。`
    throw contract.fail('nothing_recognised', { why })
  }
  return { settings: { ...wanted, sheets }, leftOut }
}

async function begin(app: App, request: ImportRequest, hand: BookInHand, importId: string) {
  const stored = await keep(app, request.file)
  const token = newId()
  await inSchool(app, { schoolId: request.schoolId, actor: request.actor }, async ctx => {
    await ctx.db
      .insertInto('register_import')
      .values({
        school_id: ctx.schoolId,
        id: importId,
        kind: hand.kind.id,
        state: 'committing',
        file_sha256: stored.sha256,
        file_name: hand.fileName,
        file_bytes: stored.bytes,
        settings: JSON.stringify(hand.settings),
        outline: JSON.stringify(describe(withCompanions(ctx, hand.kind), hand.book, hand.settings)),
        mode: request.mode,
        run_token: token,
        heartbeat_at: app.now(),
        user_name: request.actor.kind === 'anonymous' ? '访客' : request.actor.name,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute()
  })
  return {
    importId,
    schoolId: request.schoolId,
    actor: request.actor,
    kind: hand.kind.id,
    fileName: hand.fileName,
    sha256: stored.sha256,
    settings: hand.settings,
    choices: {},
    token,
  }
}

/** The file is kept with the import, like an uploaded one. */
async function keep(app: App, path: string): Promise<UploadedFile> {
  const received = await app.files.receive(createReadStream(path), basename(path), MAX_FILE_BYTES)
  try {
    await app.files.keep(received)
    return received
  } finally {
    await rm(received.path, { force: true })
  }
}
