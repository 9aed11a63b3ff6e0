import { addDays, diffDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { lastDone } from '../../mechanisms/workorder/index.ts'
import { placeById } from '../place/index.ts'
import { itemsByCode, TRADE_NAMES } from './catalogue.ts'
import type { contract } from './contract.ts'
import { REPLACED_DAYS, WARRANTY_YEARS } from './parameters.ts'
import { PART_NAMES, partOf, warrantyUntil } from './rules.ts'

interface Check {
  what: string
  from: string | null
  until: string | null
  inside: boolean
  source: string
}

interface Asked {
  placeId: string
  itemCode: string | null
  on: string
  /** The order that asks, which is not its own predecessor. */
  orderId?: string
}

export const warranty: Pick<Handlers<typeof contract>, 'warranty'> = {
  async warranty(ctx, input) {
    const checks = await checksFor(ctx, {
      placeId: input.placeId,
      itemCode: input.itemCode ?? null,
      on: input.on ?? ctx.today,
    })
    return { ...verdict(checks), checks }
  },
}

export async function warrantyText(
  ctx: Ctx,
  asked: Asked,
): Promise<{ inside: boolean; text: string } | null> {
  const checks = await checksFor(ctx, asked)
  return checks.length > 0 ? verdict(checks) : null
}

/** First whether somebody else has to repair it: the builder, or whoever supplied the last part. */
async function checksFor(ctx: Ctx, asked: Asked): Promise<Check[]> {
  if (!asked.itemCode) return []
  // Asked side by side: the slip of each order waits for it.
  const [items, place, days, last] = await Promise.all([
    itemsByCode(ctx),
    placeById(ctx, asked.placeId),
    readParameter(ctx, REPLACED_DAYS, asked.on),
    lastDone(ctx, { ...asked, itemCode: asked.itemCode }),
  ])
  const item = items.get(asked.itemCode)
  if (!item) return []
  const checks: Check[] = []
  const part = partOf(item.name, TRADE_NAMES.get(item.trade) ?? '')
  const completedOn = part ? (place?.completedOn ?? null) : null
  if (part && completedOn) {
    const until = warrantyUntil(part, completedOn, await readParameter(ctx, WARRANTY_YEARS, asked.on))
    const inside = asked.on >= completedOn && asked.on <= until
    checks.push({ what: PART_NAMES[part], from: completedOn, until, inside, source: WARRANTY_YEARS.source })
  }
  if (last && days > 0) {
    const until = addDays(last.doneOn, days)
    const ago = diffDays(last.doneOn, asked.on)
    checks.push({
      what: `${item.name}，${ago} 天前修过（${last.no}）`,
      from: last.doneOn,
      until,
      inside: asked.on <= until,
      source: REPLACED_DAYS.source,
    })
  }
  return checks
}

function verdict(checks: readonly Check[]): { inside: boolean; text: string } {
  const inside = checks.filter(check => check.inside)
  if (inside.length > 0) {
    const words = inside.map(check => `${check.what}保修到 ${check.until}`).join('；')
    return { inside: true, text: `还在保修期内：${words}。先联系施工单位或供货商。` }
  }
  if (checks.length === 0) return { inside: false, text: '没有查到竣工日期和维修记录，按自修处理。' }
  return { inside: false, text: '已过保修期。' }
}
