import type { App } from '../../../kernel/server/app.ts'
import type { Actor } from '../../../kernel/server/ctx.ts'
import type { RegisterKind } from '../kind.ts'
import { registerPoint } from '../kind.ts'
import type { Book } from '../read/index.ts'
import type { Choices, ImportMode, Settings } from '../shapes.ts'

/** One import as its runs need it. */
export interface ImportJob {
  importId: string
  schoolId: string
  actor: Actor
  kind: string
  fileName: string
  sha256: string
  settings: Settings
  choices: Choices
  /** Of this run; whoever holds the import's current token may write its outcome. */
  token: string
}

export interface CommitJob extends ImportJob {
  mode: ImportMode
}

/** What a run works on: the workbook as read and how to read its sheets. */
export interface BookInHand {
  kind: RegisterKind
  book: Book
  fileName: string
  settings: Settings
  choices: Choices
  importId: string | null
  /** Why a sheet is left out, where there is a reason beyond the wish. */
  leftOut?: Record<string, string>
}

export const kindsOf = (app: Pick<App, 'registry'>): readonly RegisterKind[] =>
  app.registry.all(registerPoint)
