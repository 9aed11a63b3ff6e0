import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { RepairRecord } from '../../../mechanisms/register/parse/index.ts'
import { findPersons } from '../../people/index.ts'
import { answersOn } from './answers.ts'
import type { Asked, Where } from './asked.ts'

export interface People {
  /** The person a reporter's name means; undefined leaves the name as text. */
  reporter(name: string | undefined): string | undefined
  /** The same for a worker; an unknown one is asked about. */
  worker(name: string | undefined, where: Where): string | undefined
}

/** Looks up all names of an import at once. */
export async function findPeople(
  ctx: Ctx,
  records: readonly RepairRecord[],
  answers: Record<string, string>,
  asked: Asked,
): Promise<People> {
  const names = records.flatMap(record => [record.reporter ?? '', record.worker ?? '']).filter(Boolean)
  const found = await findPersons(ctx, [...new Set(names)])
  const chosen = answersOn('person', answers)
  const known = (name: string): string | undefined => {
    const person = found.get(name)
    return chosen[name] ?? (person && person !== 'several' ? person.id : undefined)
  }
  return {
    reporter: name => (name ? known(name) : undefined),
    worker(name, where) {
      if (!name) return undefined
      const id = known(name)
      if (id === undefined || chosen[name]) asked.person(name, found.get(name) === 'several', where)
      return id
    },
  }
}
