import { type FieldSpec, words } from './mapping-types.ts'

/** Columns of a register of damage and compensation. */
export const DAMAGE_FIELDS: readonly FieldSpec[] = [
  { key: 'serialNo', title: '序号', kind: 'serial', aliases: words('序 编号 行号') },
  {
    key: 'day',
    title: '日期',
    kind: 'day',
    required: true,
    byContent: true,
    aliases: words(
      '赔偿日期 缴款日期 交款日期 登记日期 损坏日期 收款日期 时间 赔款日期 缴费日期 发现日期 登记时间 赔偿时间',
    ),
  },
  { key: 'month', title: '月', kind: 'month', aliases: words('月份') },
  { key: 'date', title: '日', kind: 'date', aliases: words('号数') },
  {
    key: 'classText',
    title: '班级/寝室',
    kind: 'text',
    aliases: words(
      '班级 寝室 班级寝室 宿舍 部门 班级宿舍 所在班级 寝室号 地点 单位 班级/宿舍 年级班级 教室 班级或寝室 损坏地点',
    ),
  },
  {
    key: 'liable',
    title: '责任人',
    kind: 'text',
    aliases: words('学生 姓名 学生姓名 赔偿人 损坏人 当事人 责任学生 缴款人 交款人 责任者 肇事人 赔款人'),
  },
  {
    key: 'item',
    title: '损坏物品',
    kind: 'fault',
    required: true,
    aliases: words(
      '物品 损坏内容 赔偿项目 项目 财产名称 物品名称 损坏项目 公物名称 损坏财产 赔偿物品 损坏公物 内容 名称 损坏情况 财物名称 事由',
    ),
  },
  { key: 'quantity', title: '数量', kind: 'quantity', aliases: words('损坏数量 件数 数') },
  { key: 'measure', title: '单位', kind: 'measure', aliases: words('计量单位') },
  { key: 'unitPrice', title: '单价', kind: 'money', aliases: words('赔偿单价 单价元 价格 标准') },
  {
    key: 'amount',
    title: '赔偿金额',
    kind: 'money',
    required: true,
    aliases: words(
      '金额 赔款 赔偿 赔偿款 赔款金额 应赔金额 实收金额 缴款金额 交款金额 赔偿费 实赔金额 总价 收款金额 合计金额 赔偿数额',
    ),
  },
  {
    key: 'receiptNo',
    title: '收据号',
    kind: 'text',
    aliases: words('收据编号 票据号 票号 单据号 收据 发票号 凭证号 票据编号 收款收据号 收据号码'),
  },
  { key: 'remark', title: '备注', kind: 'text', aliases: words('说明 附注 其他') },
]
