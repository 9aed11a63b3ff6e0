import { Id } from '../../kernel/pure/fields.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { Download } from '../../kernel/server/files.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type Label, labelsPdf, TEMPLATES } from '../../mechanisms/label/index.ts'
import { decodeCursor, pageFrom } from '../../mechanisms/register/index.ts'
import { findCode, TARGET, urlMaker } from './codes.ts'
import { contract } from './contract.ts'
import { selected } from './selection.ts'
import { selectNodes, subtree } from './store.ts'

type H = Handlers<typeof contract>

export const codes: H['codes'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [Id])
  let select = allCodes(ctx)
    .orderBy('c.id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where('c.id', '<', after[0])
  if (input.batch) select = select.where('c.batch', '=', input.batch)
  if (input.placeId)
    select = select.where('c.target_kind', '=', TARGET).where('c.target_id', '=', input.placeId)
  if (input.state === 'retired') select = select.where('c.retired_at', 'is not', null)
  if (input.state === 'blank')
    select = select.where('c.retired_at', 'is', null).where('c.target_id', 'is', null)
  if (input.state === 'claimed')
    select = select.where('c.retired_at', 'is', null).where('c.target_id', 'is not', null)
  const page = pageFrom(await select.execute(), input.limit, row => [row.id])
  const urlOf = await urlMaker(ctx)
  return {
    next: page.next,
    rows: page.rows.map(row => ({
      id: row.id,
      code: row.code,
      url: urlOf(row.code),
      batch: row.batch,
      state: row.retired_at
        ? ('retired' as const)
        : row.target_id
          ? ('claimed' as const)
          : ('blank' as const),
      placeId: row.place_id,
      placeName: row.full_name ?? '',
      madeAt: row.created_at,
    })),
  }
}

const allCodes = (ctx: Ctx) =>
  ctx.db
    .selectFrom('place_code as c')
    .leftJoin('place_node as p', join =>
      join
        .onRef('p.school_id', '=', 'c.school_id')
        .onRef('p.id', '=', 'c.target_id')
        .on('c.target_kind', '=', TARGET),
    )
    .select(['c.id', 'c.code', 'c.batch', 'c.target_id', 'c.retired_at', 'c.created_at'])
    .select(['p.id as place_id', 'p.full_name', 'p.name', 'p.sort_key', 'p.valid_to'])
    .where('c.school_id', '=', ctx.schoolId)

/** What a stranger who stands before the label may know: where he is. */
export const byCode: H['byCode'] = async (ctx, input) => {
  const code = await findCode(ctx, input.code)
  const school = await schoolOf(ctx)
  if (!code.target_id) return { state: 'blank', school, place: null, rooms: [] }
  const node = await selectNodes(ctx).where('id', '=', code.target_id).executeTakeFirst()
  if (code.target_kind !== TARGET || !node || node.to !== null) throw contract.fail('code_retired')
  const inside = node.kind === 'building' || node.kind === 'floor' ? await subtree(ctx, node) : []
  const rooms = inside
    .filter(n => n.kind === 'room' && n.to === null)
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
  return {
    state: 'place',
    school,
    place: { id: node.id, kind: node.kind, fullName: node.fullName },
    rooms: rooms.map(n => ({ id: n.id, name: n.name, fullName: n.fullName })),
  }
}

async function schoolOf(ctx: Ctx): Promise<{ name: string; shortName: string }> {
  return await ctx.db
    .selectFrom('school')
    .select(['name', 'short_name as shortName'])
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
}

const MAX_LABELS = 480

export const printLabels: H['printLabels'] = async (ctx, input) => {
  const { shortName } = await schoolOf(ctx)
  const found = input.batch ? await codesOfBatch(ctx, input.batch) : await codesOfPlaces(ctx, input)
  if (found.length === 0) throw contract.fail('nothing_to_print')
  if (found.length > MAX_LABELS) throw contract.fail('too_many', { count: found.length, max: MAX_LABELS })
  const urlOf = await urlMaker(ctx)
  const labels = found.map(
    (row): Label => ({
      url: urlOf(row.code),
      code: row.code,
      ...(row.fullName ? splitName(row.fullName, row.name) : { lead: '', name: '位置待登记' }),
      school: shortName,
      hint: row.fullName ? '扫码报修' : '贴好后扫码登记',
    }),
  )
  const body = await labelsPdf(labels, TEMPLATES[input.template], { title: '二维码标签', skip: input.skip })
  return new Download({ fileName: '二维码标签.pdf', contentType: 'application/pdf', body, inline: true })
}

/** 学生宿舍5号楼 311 → 学生宿舍5号楼 above, 311 large. */
function splitName(fullName: string, name: string): { lead: string; name: string } {
  return { lead: fullName === name ? '' : fullName.slice(0, -name.length).trim(), name }
}

async function codesOfBatch(ctx: Ctx, batch: string) {
  const rows = await allCodes(ctx)
    .where('c.batch', '=', batch)
    .where('c.retired_at', 'is', null)
    .orderBy('c.id')
    .execute()
  return rows
    .sort((a, b) => ((a.sort_key ?? '') < (b.sort_key ?? '') ? -1 : 1))
    .map(row => ({ code: row.code, fullName: row.full_name, name: row.name ?? '' }))
}

/** The newest code of each chosen place, in the order of the tree. */
async function codesOfPlaces(ctx: Ctx, input: Parameters<H['printLabels']>[1]) {
  const places = await selected(ctx, input, MAX_LABELS)
  const rows = await allCodes(ctx)
    .where('c.target_kind', '=', TARGET)
    .where(
      'c.target_id',
      'in',
      places.map(place => place.id),
    )
    .where('c.retired_at', 'is', null)
    .orderBy('c.id')
    .execute()
  const codeOf = new Map(rows.map(row => [row.place_id, row.code]))
  const missing = places.filter(place => !codeOf.has(place.id)).length
  if (missing > 0) throw contract.fail('no_code', { count: missing })
  return places.map(place => ({
    code: codeOf.get(place.id) as string,
    fullName: place.fullName,
    name: place.name,
  }))
}
