import { z } from 'zod'
import { defineParameter } from '../../mechanisms/parameter/index.ts'

const weight = z.int().min(0).max(100)

/** How much each of the five factors counts in a supplier's score. */
export const scoreWeights = defineParameter({
  key: 'supplier.score_weights',
  title: '供应商评分权重',
  about: '品质、数量、时间、地点、价格五项在总分里各占多少。',
  schema: z.strictObject({ quality: weight, quantity: weight, time: weight, place: weight, price: weight }),
  default: { quality: 30, quantity: 20, time: 20, place: 10, price: 20 },
  source: '校内物流评价五要素（品质、数量、时间、地点、价格）；权重为常用做法，请学校确认',
  mark: 'unsure',
})

/** Days before the end of a paper on which it is put on the desk. */
export const licenceLeadDays = defineParameter({
  key: 'supplier.licence_lead_days',
  title: '供应商证照到期提醒',
  about: '证照到期前多少天提醒采购员。',
  schema: z.int().min(1).max(365),
  default: 30,
  unit: '天',
  source: '常用做法',
  mark: 'unsure',
})
