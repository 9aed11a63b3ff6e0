import { z } from 'zod'
import { defineParameter, type ParameterSpec } from '../../mechanisms/parameter/index.ts'
import { EXCEPTIONS } from './rules.ts'

const listed = (title: string) => z.boolean().meta({ title })

export const EXEMPT = defineParameter({
  key: 'claim.exceptions',
  title: '不用采购申请就能报销的事项',
  about:
    '列入的事项没有采购申请和验收，凭发票、证明人签字，并一律由校长审批。没有列入的，没有批准的申请不予报销。',
  schema: z.strictObject({
    travel: listed(EXCEPTIONS.travel),
    utility: listed(EXCEPTIONS.utility),
    post: listed(EXCEPTIONS.post),
    training: listed(EXCEPTIONS.training),
    urgent: listed(EXCEPTIONS.urgent),
    labour: listed(EXCEPTIONS.labour),
  }),
  default: { travel: true, utility: true, post: true, training: false, urgent: false, labour: false },
  source: '校内财务报销制度',
  mark: 'unsure',
})

export const BUYER = defineParameter({
  key: 'claim.invoice_buyer',
  title: '学校的发票抬头和税号',
  about: '登记发票时核对购买方。抬头不填就用学校全称；税号不填就不核对税号。',
  schema: z.strictObject({
    name: z.string().max(80).meta({ title: '抬头（单位全称）' }),
    taxNo: z.string().max(20).meta({ title: '税号（统一社会信用代码）' }),
  }),
  default: { name: '', taxNo: '' },
  source: '发票管理办法第二十条',
  mark: 'unsure',
})

export const claimParameters: readonly ParameterSpec<never>[] = [
  EXEMPT,
  BUYER,
] as unknown as readonly ParameterSpec<never>[]
