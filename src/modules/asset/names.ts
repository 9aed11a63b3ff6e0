import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'

/** Rooms, units and people are renamed where they are kept; the cards follow in the night. */
export async function refreshNames(ctx: Ctx): Promise<void> {
  const at = sql`${ctx.now}`
  const school = sql`${ctx.schoolId}`
  await sql`update asset_card c set place_text = p.full_name, updated_at = ${at} from place_node p
    where c.school_id = ${school} and p.school_id = ${school} and p.id = c.place_id and p.kind = 'room'
      and c.place_text <> p.full_name`.execute(ctx.db)
  await sql`update asset_card c set unit_text = u.name, updated_at = ${at} from org_unit u
    where c.school_id = ${school} and u.school_id = ${school} and u.id = c.unit_id and c.unit_text <> u.name`.execute(
    ctx.db,
  )
  await sql`update asset_card c set keeper_name = p.name, updated_at = ${at} from people_person p
    where c.school_id = ${school} and p.school_id = ${school} and p.id = c.keeper_id
      and c.keeper_name <> p.name`.execute(ctx.db)
}
