import { AppError } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Question } from '../../../mechanisms/register/index.ts'
import { contract } from '../contract.ts'

/** Question keys are `topic:text`, so that one store holds answers of every kind. */
export const questionKey = (topic: string, text: string): string => `${topic}:${text}`.slice(0, 300)

/** The answer that leaves a text as it stands: no place, no person, no item. */
export const AS_TEXT = 'text'

/** Answers on one topic, by the text they are about. */
export function answersOn(topic: string, answers: Record<string, string>): Record<string, string> {
  const prefix = `${topic}:`
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, answer]) =>
      key.startsWith(prefix) && answer !== '' && answer !== AS_TEXT
        ? [[key.slice(prefix.length), answer]]
        : [],
    ),
  )
}

/** What was answered about a fault helps the next person who reports one in these words. */
export async function learnFault(
  ctx: Ctx,
  question: Pick<Question, 'topic' | 'key' | 'text'>,
  answer: string,
): Promise<void> {
  if (question.topic !== 'fault' || answer === AS_TEXT || question.text.length > 60) return
  try {
    await ctx.savepoint(() =>
      ctx.run(contract.operations.learnSynonym, { text: question.text, itemCode: answer }),
    )
  } catch (error) {
    // The saying is taken by another item: that one stays for reports, the answer holds for imports.
    if (!(error instanceof AppError)) throw error
  }
}
