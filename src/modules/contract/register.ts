import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { contracts } from './contract.ts'
import { KINDS } from './rules.ts'

/** Registers of contracts as schools keep them; an existing contract is changed by its number. */
export const contractRegister: RegisterKind = {
  id: 'contract',
  title: '合同台账',
  noun: '份合同',
  operation: contracts.importRow,
  recordKind: 'contract.agreement',
  listPath: '/contracts',
  fields: [
    {
      key: 'no',
      title: '合同编号',
      aliases: ['编号', '合同号', '合同文本编号', '协议编号'],
      type: 'text',
      required: true,
      example: '2026-YH-01',
      note: '合同文本上的编号或系统编号；照它更新已有的合同',
    },
    {
      key: 'title',
      title: '合同名称',
      aliases: ['名称', '项目名称', '合同标题', '协议名称', '合同项目'],
      type: 'text',
      example: '校园绿化养护合同',
    },
    {
      key: 'supplier',
      title: '对方单位',
      aliases: ['供应商', '乙方', '合同对方', '签约单位', '承包单位', '中标单位', '对方名称'],
      type: 'text',
      example: '江城绿园园林养护有限公司',
    },
    {
      key: 'kind',
      title: '类别',
      aliases: ['合同类别', '合同类型', '类型'],
      type: 'choice',
      options: {
        goods: `${KINDS.goods}|采购|货物采购`,
        service: `${KINDS.service}|服务采购`,
        works: `${KINDS.works}|施工|维修工程`,
        care: `${KINDS.care}|维保|绿化养护`,
        rent: `${KINDS.rent}|租赁|出租`,
      },
      example: '养护',
    },
    {
      key: 'totalFen',
      title: '合同总价',
      aliases: ['合同金额', '金额', '总价', '总金额', '合同价款'],
      type: 'money',
      sum: true,
      example: '38000',
    },
    { key: 'paidFen', title: '已付', aliases: ['已付款', '已付金额', '累计付款'], type: 'money', sum: true },
    {
      key: 'signedOn',
      title: '签订日期',
      aliases: ['签约日期', '签订时间', '签订日'],
      type: 'day',
      example: '2026-02-25',
    },
    {
      key: 'startsOn',
      title: '开始',
      aliases: ['开始日期', '起始日期', '生效日期'],
      type: 'day',
      example: '2026-03-01',
    },
    {
      key: 'endsOn',
      title: '到期',
      aliases: ['到期日', '到期日期', '终止日期', '结束日期', '截止日期'],
      type: 'day',
      example: '2027-02-28',
    },
    { key: 'scope', title: '主要内容', aliases: ['合同内容', '内容', '标的'], type: 'text' },
    { key: 'note', title: '备注', aliases: ['说明'], type: 'text' },
  ],
}
