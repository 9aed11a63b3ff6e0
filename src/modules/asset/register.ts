import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { asset } from './contract.ts'
import { readAhead } from './import-writing.ts'
import { CATEGORIES, CATEGORY_CODES, EDITIONS } from './rules.ts'

const text = (
  key: string,
  title: string,
  aliases: string[],
  more: { example?: string; note?: string } = {},
) => ({
  key,
  title,
  aliases,
  type: 'text' as const,
  ...more,
})

/** Asset lists as schools keep them and as other products export them. */
export const assetRegister: RegisterKind = {
  id: 'asset',
  title: '固定资产台账',
  noun: '张资产卡片',
  operation: asset.importCard,
  recordKind: 'asset.card',
  listPath: '/assets',
  ahead: readAhead,
  options: async () => [
    {
      key: 'edition',
      title: '分类代码的版本',
      type: 'select',
      choices: [
        { value: '', label: '每行写明' },
        { value: '2022', label: EDITIONS['2022'] },
        { value: '2010', label: EDITIONS['2010'] },
      ],
      default: '',
      note: '表里没有“分类版本”一栏时选定；同一个代码在两版里是两样东西',
    },
    {
      key: 'category',
      title: '看不出折旧类别的',
      type: 'select',
      choices: [
        { value: '', label: '不导入，列出来' },
        ...CATEGORY_CODES.map(code => ({ value: code, label: `作“${CATEGORIES[code].title}”` })),
      ],
      default: '',
    },
  ],
  toInput: (values, options) => ({
    ...values,
    ...(values.classEdition === undefined && values.classCode !== undefined && options.edition
      ? { classEdition: options.edition }
      : {}),
    ...(options.category ? { elseCategory: options.category } : {}),
  }),
  fields: [
    {
      ...text(
        'no',
        '资产编号',
        ['编号', '资产代码', '卡片编号', '资产编码', '固定资产编号', '资产条码', '条码号'],
        {
          example: 'ZC-2026-000001',
          note: '已有的编号按这一行更新，空着就新编',
        },
      ),
      number: true,
    },
    text('name', '资产名称', ['名称', '品名', '设备名称', '物品名称', '资产品名', '固定资产名称'], {
      example: '台式计算机',
    }),
    text(
      'classCode',
      '分类代码',
      [
        '资产分类代码',
        '国标分类代码',
        '国标代码',
        '分类号',
        '国标码',
        '资产分类号',
        '六大类代码',
        '教育分类代码',
      ],
      {
        example: 'A02010105',
      },
    ),
    text('classEdition', '分类版本', ['分类标准', '国标版本'], { example: '2022' }),
    text(
      'category',
      '折旧类别',
      ['资产类别', '类别', '资产大类', '资产分类', '资产分类名称', '分类名称', '大类'],
      {
        example: '计算机设备',
      },
    ),
    text('brand', '品牌', ['牌号', '厂牌', '商标']),
    text('model', '型号', ['规格型号', '型号规格', '设备型号']),
    text('spec', '规格', ['规格参数', '技术参数', '配置']),
    text('serialNo', '机身编号', ['序列号', '出厂编号', 'SN', '出厂号', '机身号']),
    text('measure', '计量单位', ['单位', '量词'], { example: '台' }),
    {
      key: 'quantity',
      title: '数量',
      aliases: ['件数', '台件数', '数量/面积'],
      type: 'quantity',
      sum: '资产',
    },
    { key: 'unitPriceFen', title: '单价', aliases: ['单价元', '购置单价'], type: 'money' },
    {
      key: 'valueFen',
      title: '原值',
      aliases: ['价值', '资产原值', '账面原值', '金额', '总价', '原值元', '账面价值', '购置金额', '入账价值'],
      type: 'money',
      sum: '原值',
      example: '4500.00',
    },
    {
      key: 'depreciatedFen',
      title: '累计折旧',
      aliases: ['已提折旧', '累计折旧额', '折旧额'],
      type: 'money',
    },
    {
      key: 'lifeYears',
      title: '使用年限',
      aliases: ['折旧年限', '预计使用年限', '年限'],
      type: 'number',
      note: '年；空着按折旧年限表',
    },
    text('acquireMode', '取得方式', ['来源', '取得途径', '增加方式', '资产来源', '购置方式']),
    {
      key: 'acquiredOn',
      title: '取得日期',
      aliases: [
        '购置日期',
        '购入日期',
        '启用日期',
        '购置时间',
        '购买日期',
        '开始使用日期',
        '取得时间',
        '投入使用日期',
      ],
      type: 'day',
      example: '2024-03-15',
    },
    {
      key: 'bookedOn',
      title: '入账日期',
      aliases: ['财务入账日期', '记账日期', '登记日期', '建账日期'],
      type: 'day',
    },
    text('funding', '经费来源', ['资金来源', '经费', '资金性质']),
    text('direction', '使用方向', ['用途', '使用性质']),
    text('unit', '使用部门', [
      '部门',
      '使用单位',
      '所属部门',
      '管理部门',
      '归口部门',
      '领用部门',
      '使用管理部门',
    ]),
    text('place', '存放地点', ['地点', '存放地', '安装地点', '存放位置', '位置', '放置地点', '所在地点']),
    text('keeper', '保管人', ['责任人', '管理人', '保管员', '负责人', '领用人', '使用保管人']),
    text('userName', '使用人', ['使用者', '实际使用人']),
    text('state', '使用状况', ['状态', '使用状态', '资产状态', '现状', '使用情况']),
    text('supplierText', '供应商', ['供货商', '供货单位', '销售商', '生产厂家', '厂家']),
    text('invoiceNo', '发票号', ['发票号码', '凭证号', '会计凭证号', '记账凭证号']),
    { key: 'warrantyUntil', title: '保修到', aliases: ['保修截止日期', '质保期至', '保修期至'], type: 'day' },
    {
      key: 'areaM2',
      title: '建筑面积',
      aliases: ['面积', '占地面积', '土地面积', '房屋面积', '面积平方米'],
      type: 'number',
      note: '房屋和土地；平方米',
    },
    text('titleNo', '权证号', ['产权证号', '房产证号', '不动产权证号', '权属证号', '土地使用权证号']),
    text('plate', '车牌号', ['车牌', '车牌号码', '号牌号码']),
    text('engineNo', '发动机号', ['发动机号码']),
    text('vin', '车架号', ['车辆识别代号', 'VIN', '车架号码']),
    {
      key: 'insuredUntil',
      title: '保险到期',
      aliases: ['保险到期日', '保险截止日期', '交强险到期'],
      type: 'day',
    },
    { key: 'inspectedUntil', title: '年检到期', aliases: ['检验有效期至', '年审到期'], type: 'day' },
    text('note', '备注', ['说明', '附注', '摘要']),
  ],
}
