import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { claim } from './contract.ts'

const text = (key: string, title: string, aliases: readonly string[], example: string) =>
  ({ key, title, aliases, type: 'text', example }) as const

/** Lists of invoices as the tax platform exports them; a number that is there already is left out and told. */
export const invoiceRegister: RegisterKind = {
  id: 'invoice',
  title: '发票台账',
  noun: '张发票',
  operation: claim.addInvoice,
  skipCodes: ['claim.invoice_seen'],
  recordKind: 'claim.invoice',
  listPath: '/invoices',
  fields: [
    {
      ...text('number', '发票号码', ['号码', '数电票号码', '发票号'], '24322000000012345678'),
      required: true,
    },
    text('code', '发票代码', ['代码'], ''),
    {
      key: 'issuedOn',
      title: '开票日期',
      aliases: ['日期', '开具日期'],
      type: 'day',
      required: true,
      example: '2026-10-08',
    },
    {
      ...text(
        'sellerName',
        '销售方',
        ['销方名称', '销售方名称', '开票单位', '供应商'],
        '江城晨光办公用品有限公司',
      ),
      required: true,
    },
    text('sellerTaxNo', '销售方税号', ['销方识别号', '销方税号'], ''),
    {
      ...text('buyerName', '购买方', ['购方名称', '购买方名称', '抬头'], '江城市第一职业学校'),
      required: true,
    },
    text('buyerTaxNo', '购买方税号', ['购方识别号', '购方税号'], ''),
    {
      key: 'amountFen',
      title: '价税合计',
      aliases: ['金额', '合计', '价税合计金额'],
      type: 'money',
      required: true,
      sum: true,
      example: '1280.00',
    },
    text('note', '备注', ['说明'], ''),
  ],
}
