import type { Ctx } from '../../../kernel/server/ctx.ts'
import { contract } from '../contract.ts'
import type { DaySpan, Prepared, RegisterKind } from '../kind.ts'
import { registerPoint } from '../kind.ts'
import { rememberedChoices } from '../remember.ts'
import type { Choices, Question } from '../shapes.ts'
import type { RowOutcome } from './apply.ts'
import type { BookInHand } from './job.ts'
import { readerOf } from './simple-reader.ts'

export interface Understanding {
  /** In the order of the workbook. */
  outcomes: RowOutcome[]
  questions: Question[]
  sheets: Prepared['sheets']
  duplicates: Prepared['duplicates']
  notes: string[]
  span: DaySpan | null
}

/** More than this nobody answers; then a column is read wrongly. */
const MOST_QUESTIONS = 300

/** Reads each chosen sheet with the reader of its register; nothing is written yet. */
export async function understand(ctx: Ctx, hand: BookInHand): Promise<Understanding> {
  const { book, settings } = hand
  const chosen = book.sheets.filter(sheet => settings.sheets[sheet.name]?.kind)
  if (chosen.length === 0) throw contract.fail('no_sheet')
  const remembered = await rememberedChoices(ctx, kindIds(hand))
  const span = (await hand.kind.span?.(ctx, settings.options, chosen, hand.fileName)) ?? null
  const found: { kind: RegisterKind; prepared: Prepared }[] = []
  for (const kind of ctx.all(registerPoint)) {
    const sheets = chosen.flatMap(sheet => {
      const how = settings.sheets[sheet.name]
      return how?.kind === kind.id ? [{ sheet, settings: how }] : []
    })
    if (sheets.length === 0) continue
    const prepared = await readerOf(kind).prepare(ctx, sheets, {
      fileName: hand.fileName,
      options: settings.options,
      span,
      answers: { ...remembered, ...hand.choices },
      importId: hand.importId,
    })
    found.push({ kind, prepared })
  }
  const all = <T>(pick: (prepared: Prepared) => readonly T[]): T[] =>
    found.flatMap(({ prepared }) => pick(prepared))
  const questions = found.flatMap(({ kind, prepared }) =>
    prepared.questions.map(question => answered(kind, question, hand.choices, remembered)),
  )
  questions.sort((a, b) => b.rows - a.rows)
  return {
    outcomes: inBookOrder(hand, found),
    questions: questions.slice(0, MOST_QUESTIONS),
    sheets: all(p => p.sheets),
    duplicates: all(p => p.duplicates),
    notes: [
      ...(span ? [`日期按${span.title}（${span.from} 至 ${span.to}）读`] : []),
      ...all(p => p.notes),
      ...(questions.length > MOST_QUESTIONS
        ? [
            `拿不准的内容有 ${questions.length} 处，只列出行数最多的 ${MOST_QUESTIONS} 处。请先检查列是否对上。`,
          ]
        : []),
    ],
    span,
  }
}

const kindIds = (hand: BookInHand): string[] => [
  ...new Set(Object.values(hand.settings.sheets).flatMap(sheet => (sheet.kind ? [sheet.kind] : []))),
]

function inBookOrder(
  hand: BookInHand,
  found: readonly { kind: RegisterKind; prepared: Prepared }[],
): RowOutcome[] {
  const order = new Map(hand.book.sheets.map((sheet, i) => [sheet.name, i]))
  return found
    .flatMap(({ kind, prepared }) =>
      prepared.rows.map(row => ({
        kind,
        row,
        status: row.status,
        reason: row.status === 'ready' ? null : row.reason,
        record: null,
        fingerprint: null,
        effect: null,
        changes: [],
      })),
    )
    .sort((a, b) => (order.get(a.row.sheet) ?? 0) - (order.get(b.row.sheet) ?? 0) || a.row.row - b.row.row)
}

function answered(
  kind: RegisterKind,
  question: Prepared['questions'][number],
  own: Choices,
  remembered: Choices,
): Question {
  const answer = own[question.key] ?? remembered[question.key] ?? null
  return {
    ...question,
    kind: kind.id,
    answer,
    remembered: own[question.key] === undefined && answer !== null,
  }
}
