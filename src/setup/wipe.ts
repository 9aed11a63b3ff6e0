import type { App } from '../kernel/server/app.ts'
import { deleteSchool } from './delete-school.ts'

/** Removes demo schools with all that belongs to them; real schools are never touched. */
export async function wipeDemo(app: App): Promise<string[]> {
  const { rows: schools } = await app.pool.query<{ id: string; name: string }>(
    'select id, name from school where demo',
  )
  for (const school of schools) await deleteSchool(app, school.id)
  // Remembered, so that the next start leads through the set-up and does not make the demo anew.
  await app.pool.query(
    `insert into kernel_note (key, value) values ('demo', 'wiped') on conflict (key) do update set value = 'wiped'`,
  )
  return schools.map(s => s.name)
}
