import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { supplier } from './contract.ts'

const text = (key: string, title: string, aliases: readonly string[], example: string) =>
  ({ key, title, aliases, type: 'text', example }) as const

/** Lists of suppliers as schools keep them; an existing firm is changed by number, code or name. */
export const supplierRegister: RegisterKind = {
  id: 'supplier',
  title: '供应商名册',
  noun: '家供应商',
  operation: supplier.importRow,
  recordKind: 'supplier.firm',
  listPath: '/suppliers',
  fields: [
    {
      ...text(
        'name',
        '名称',
        ['供应商', '供应商名称', '单位名称', '公司名称', '企业名称', '供货商', '商家', '往来单位'],
        '江城晨光办公用品有限公司',
      ),
      required: true,
    },
    {
      ...text('code', '编号', ['供应商编号', '供应商编码', '编码', '代码'], 'GY-2026-000001'),
      note: '系统里的编号；照它更新已有的那一家',
      rare: true,
    },
    text(
      'creditCode',
      '统一社会信用代码',
      ['信用代码', '社会信用代码', '税号', '纳税人识别号', '营业执照号'],
      '91440300708461136T',
    ),
    text(
      'supplies',
      '供应什么',
      ['经营范围', '主营', '供应品类', '供货类别', '品类', '类别'],
      '办公用品、纸张',
    ),
    text('contactName', '联系人', ['姓名', '业务员', '负责人'], '王经理'),
    text('phone', '电话', ['手机', '联系电话', '联系方式', '手机号'], '0510-8888'),
    text('address', '地址', ['单位地址', '经营地址', '联系地址'], '人民路 1 号'),
    text('bankName', '开户行', ['开户银行', '银行'], '江城农商行城中支行'),
    text('bankAccount', '账号', ['银行账号', '银行账户', '卡号', '账户'], '3205 0000 0000 0001'),
    text('note', '备注', ['说明'], ''),
  ],
}
