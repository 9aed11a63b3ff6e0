import { z } from 'zod'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import { Download } from '../../kernel/server/files.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { actionsOf, findImport, type ImportRecord, seen } from './access.ts'
import type { contract } from './contract.ts'
import { XLSX_TYPE } from './files/export.ts'
import { refusedRowsFile } from './files/refused.ts'
import { templateFile } from './files/template.ts'
import { importableKind, importableKinds, kindLine, optionLine, withCompanions } from './kinds.ts'

type H = Handlers<typeof contract>

export const kinds: H['kinds'] = async ctx => ({ kinds: importableKinds(ctx).map(kindLine) })

export const get: H['get'] = async (ctx, { id }) => {
  const found = await findImport(ctx, id)
  const kind = importableKind(ctx, found.kind)
  return {
    ...importLine(found, kind.title, seen(ctx, found)),
    version: found.version,
    settings: found.settings,
    outline: found.outline,
    questions: found.questions.map(question => {
      const own = found.choices[question.key]
      return own === undefined ? question : { ...question, answer: own || null, remembered: false }
    }),
    mode: found.mode,
    result: found.result,
    kinds: withCompanions(ctx, kind).map(kindLine),
    options: ((await kind.options?.(ctx)) ?? []).map(optionLine),
    actions: actionsOf(ctx, found),
  }
}

export const list: H['list'] = async (ctx, input) => {
  const titles = new Map(importableKinds(ctx).map(kind => [kind.id, kind.title]))
  const wanted = [...titles.keys()].filter(id => input.kind === undefined || id === input.kind)
  if (wanted.length === 0) return { rows: [], next: null }
  const after = decodeCursor(input.cursor, [z.uuid()])
  let select = ctx.db
    .selectFrom('register_import')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('kind', 'in', wanted)
    .where('state', '!=', 'discarded')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where('id', '<', after[0])
  const { rows, next } = pageFrom(await select.execute(), input.limit, row => [row.id])
  return { rows: rows.map(row => importLine(row, titles.get(row.kind) ?? row.kind, seen(ctx, row))), next }
}

const importLine = (found: ImportRecord, kindTitle: string, now: ReturnType<typeof seen>) => ({
  id: found.id,
  kind: found.kind,
  kindTitle,
  state: now.state,
  fileName: found.file_name,
  fileBytes: found.file_bytes,
  userName: found.user_name,
  error: now.error,
  progress: found.progress,
  createdAt: found.created_at,
  finishedAt: found.finished_at,
  rowsRead: found.rows_read,
  imported: found.imported,
  refused: found.refused,
  skipped: found.skipped,
})

export const rows: H['rows'] = async (ctx, input) => {
  await findImport(ctx, input.id)
  const after = decodeCursor(input.cursor, [z.int()])
  let select = ctx.db
    .selectFrom('register_import_row')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('import_id', '=', input.id)
    .orderBy('position')
    .limit(input.limit + 1)
  if (after) select = select.where('position', '>', after[0])
  if (input.status) select = select.where('status', '=', input.status)
  if (input.sheet) select = select.where('sheet', '=', input.sheet)
  const page = pageFrom(await select.execute(), input.limit, row => [row.position])
  return {
    rows: page.rows.map(row => ({
      position: row.position,
      sheet: row.sheet,
      row: row.row_no,
      status: row.status,
      reason: row.reason,
      cells: row.cells,
      understood: row.understood,
      effect: row.effect,
      changes: row.changes,
      record: row.record_kind && row.record_id ? { kind: row.record_kind, id: row.record_id } : null,
    })),
    next: page.next,
  }
}

export const downloadErrors: H['downloadErrors'] = async (ctx, { id }) => {
  const found = await findImport(ctx, id)
  return new Download({
    fileName: `${found.file_name.replace(/\.[^.]+$/, '')}-没有导入的行.xlsx`,
    contentType: XLSX_TYPE,
    body: await refusedRowsFile(ctx, found),
  })
}

export const template: H['template'] = async (ctx, input) => {
  const kind = importableKind(ctx, input.kind)
  return new Download({
    fileName: `${kind.title}-导入模板.xlsx`,
    contentType: XLSX_TYPE,
    body: await templateFile(kind),
  })
}
