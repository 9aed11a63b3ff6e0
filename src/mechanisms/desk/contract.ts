import { z } from 'zod'
import { line } from '../../kernel/pure/fields.ts'
import { defineContract, query } from '../../kernel/pure/operation.ts'

/** How much it hurts; the desk is sorted by it. */
export const Urgency = z.enum(['late', 'sign', 'today', 'soon', 'news'])
export type Urgency = z.output<typeof Urgency>

export const URGENCY_TITLES: Record<Urgency, string> = {
  late: '已经超时',
  sign: '等我处理',
  today: '今天到期',
  soon: '快到期',
  news: '新消息',
}

export const DeskItem = z.object({
  key: z.string(),
  urgency: Urgency,
  /** A sentence: 高职B楼 312 灯管不亮 */
  title: z.string(),
  detail: z.string(),
  link: z.string(),
  dueAt: z.date().nullable(),
})
export type DeskItem = z.output<typeof DeskItem>

export const DeskFigure = z.object({
  key: z.string(),
  label: z.string(),
  value: z.number(),
  unit: z.string(),
  link: z.string(),
})
export type DeskFigure = z.output<typeof DeskFigure>

export const SearchHit = z.object({
  kind: z.string(),
  kindTitle: z.string(),
  title: z.string(),
  detail: z.string(),
  link: z.string(),
})
export type SearchHit = z.output<typeof SearchHit>

export const contract = defineContract({
  id: 'desk',
  title: '今日',
  operations: {
    today: query({
      title: '查看今日',
      input: z.strictObject({}),
      output: z.object({
        now: z.date(),
        today: z.string(),
        schoolDay: z.string(),
        items: z.array(DeskItem),
        /** Items beyond those shown, by urgency. */
        more: z.number(),
        figures: z.array(DeskFigure),
      }),
      access: 'signed-in',
    }),
    search: query({
      title: '搜索',
      input: z.strictObject({ text: line(60).min(1, '请输入要找的内容') }),
      output: z.object({ hits: z.array(SearchHit) }),
      access: 'signed-in',
    }),
  },
  errors: {},
})

export const desk = contract.operations
