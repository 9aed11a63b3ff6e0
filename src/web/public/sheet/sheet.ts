import type { Answer as AnswerOf } from '../net/operations.ts'

export type Line = AnswerOf<'asset.sheet'>['lines'][number]
export type Answer = NonNullable<Line['answer']>

export const ANSWERS = [
  { value: 'here', label: '在' },
  { value: 'missing', label: '不在' },
  { value: 'damaged', label: '损坏' },
  { value: 'moved', label: '换了地方' },
] as const satisfies readonly { value: Answer; label: string }[]

/** What is asked next: things of one room come together, so the keeper walks from room to room. */
export function nextOf(lines: readonly Line[]): { line: Line; sameRoom: readonly Line[] } | undefined {
  const open = lines.filter(line => line.answer === null)
  const [line] = open
  if (!line) return undefined
  const sameRoom = line.placeText === '' ? [line] : open.filter(other => other.placeText === line.placeText)
  return { line, sameRoom }
}

/** As it stands under the thing in the list of answers: 换了地方，图书馆 203. */
export function answerText(line: Line): string {
  const label = ANSWERS.find(answer => answer.value === line.answer)?.label ?? ''
  return [label, line.placeNow, line.remark].filter(Boolean).join('，')
}
