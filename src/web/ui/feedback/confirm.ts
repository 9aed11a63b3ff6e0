import { createStore } from '../base/store.ts'

export interface ConfirmOptions {
  /** The question itself, with what it is about: 作废 BX-2026-000123？ */
  title: string
  /** What will happen, and what will not. */
  body?: string
  /** The verb, not 确定. */
  ok: string
  cancel?: string
  danger?: boolean
}

export interface ReasonOptions extends ConfirmOptions {
  label?: string
  /** Usual answers to tap instead of typing. */
  suggestions?: readonly string[]
  /** An empty answer is allowed. */
  optional?: boolean
}

export interface PendingQuestion extends ReasonOptions {
  wantsReason: boolean
  /** undefined: called off. */
  answer: (reason: string | undefined) => void
}

export const questionStore = createStore<PendingQuestion | undefined>(undefined)

/** Asks before what is hard to take back. Where undo is possible, do it and use `toast.undo` instead. */
export const confirm = (options: ConfirmOptions): Promise<boolean> =>
  ask({ ...options, wantsReason: false }).then(answer => answer !== undefined)

/** Asks why (退回, 作废, 改期); undefined when called off. */
export const askReason = (options: ReasonOptions): Promise<string | undefined> =>
  ask({ ...options, wantsReason: true })

function ask(question: Omit<PendingQuestion, 'answer'>): Promise<string | undefined> {
  questionStore.get()?.answer(undefined)
  return new Promise(resolve => {
    questionStore.set({
      ...question,
      answer: reason => {
        questionStore.set(undefined)
        resolve(reason)
      },
    })
  })
}
