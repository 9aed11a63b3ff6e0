import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineModule, extensionPoint, type Handlers } from '../../kernel/server/module.ts'
import { contract, type DeskFigure, type DeskItem, type SearchHit, Urgency } from './contract.ts'

/** What a module puts on the desk of whoever is signed in. */
export interface DeskSource {
  id: string
  /** What needs this person; already limited to a sensible number. */
  items?(ctx: Ctx): Promise<DeskItem[]>
  /** Figures of the school's day, each opening its rows. */
  figures?(ctx: Ctx): Promise<DeskFigure[]>
  /** A word about the day itself: 第12周 星期一, 国庆放假. At most one source answers. */
  dayLine?(ctx: Ctx): Promise<string>
}

/** Finds records by name, number, pinyin initials, phone tail; must respect what the person may see. */
export interface SearchSource {
  id: string
  search(ctx: Ctx, text: string): Promise<SearchHit[]>
}

export const deskPoint = extensionPoint<DeskSource>('desk.source')
export const searchPoint = extensionPoint<SearchSource>('desk.search')

const SHOWN = 60
const ORDER = Urgency.options

const handlers: Handlers<typeof contract> = {
  async today(ctx) {
    // Side by side: what the sources ask travels together instead of one after the other.
    const told = await Promise.all(
      ctx
        .all(deskPoint)
        .map(source =>
          Promise.all([source.items?.(ctx) ?? [], source.figures?.(ctx) ?? [], source.dayLine?.(ctx) ?? '']),
        ),
    )
    const items: DeskItem[] = told.flatMap(([found]) => found)
    const figures: DeskFigure[] = told.flatMap(([, found]) => found)
    const schoolDay = told.findLast(([, , line]) => line !== '')?.[2] ?? ''
    items.sort(
      (a, b) =>
        ORDER.indexOf(a.urgency) - ORDER.indexOf(b.urgency) ||
        (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0),
    )
    return {
      now: ctx.now,
      today: ctx.today,
      schoolDay,
      items: items.slice(0, SHOWN),
      more: Math.max(0, items.length - SHOWN),
      figures,
    }
  },
  async search(ctx, input) {
    const hits: SearchHit[][] = await Promise.all(
      ctx.all(searchPoint).map(source => source.search(ctx, input.text)),
    )
    return { hits: hits.flat().slice(0, 50) }
  },
}

export const deskModule = defineModule({ contract, dependsOn: [], handlers })
