import type { ErrorSpec } from '../../kernel/pure/errors.ts'

const SOD = '不相容职务分离：采购执行与审批、定标、验收由不同的人办理（内部控制规范 财会〔2012〕21号）'
const THREE = '统一采购，货比三家'

export const PROCUREMENT_ERRORS = {
  in_stock: {
    status: 409,
    text: '仓库里有{name} {onhand}，够用的先领用，不用买。请到“申请物品”里领；确实不能用的，写明为什么库存不合用。',
    rule: '有库存的先领用后采购',
  },
  idle_first: {
    status: 409,
    text: '校内有闲置的同类设备：{list}。请先办调剂；确实不合用的，写明为什么不调剂。',
    rule: '调剂优先，能调剂的不购置',
  },
  needs_line: { status: 422, text: '还没有选经费预算。请总务处或会计先定这笔钱从哪个预算项目出，再采购。' },
  needs_justification: {
    status: 422,
    text: '金额 {amount}，达到 {limit} 要先做购置论证。请写明购置必要性、可替代方案、现有设备使用情况和论证意见。',
    rule: '大额设备购置须经论证',
  },
  year_limit: {
    status: 409,
    text: '{category}在本预算项目今年已采购 {sum}，加上这次 {amount} 就到了全年限额 {limit}。请改走政府采购平台，或核减数量。',
    rule: '一个财政年度内同一预算项目同一品目不得化整为零（政府采购法实施条例第二十八条）',
  },
  not_yours: { status: 403, text: '这张申请是{who}提出的，只有本人或总务处能{action}。请找申请人办理。' },
  in_batch: {
    status: 409,
    text: '“{name}”已并入采购批 {batch}，不能{action}。请先由采购员把它从采购批里退出。',
  },
  line_taken: { status: 409, text: '“{name}”刚被并入采购批 {batch}。请刷新后再选。' },
  line_not_ready: {
    status: 409,
    text: '“{name}”所在的申请 {no} 是“{state}”，还不能采购。请先等它批下来。',
    rule: '未经批准不得采购',
  },
  mixed: { status: 422, text: '一个采购批里只能是同一品目、同一渠道的东西。请分开并批。' },
  approver_buys: {
    status: 403,
    text: '您批过申请 {no}，不能再由您来采购。请换一位采购员。',
    rule: SOD,
  },
  buyer_chooses: {
    status: 403,
    text: '这次采购是您经办的，选定供应商要由另一位负责人办理。请总务主任或分管领导选定。',
    rule: SOD,
  },
  buyer_accepts: {
    status: 403,
    text: '{name}是这次采购的经办人，不能参加验收。请换一位验收人。',
    rule: SOD,
  },
  few_quotes: {
    status: 422,
    text: '这次采购要 {needed} 家报价，现在只有 {have} 家。请再询价，或写明为什么不足 {needed} 家。',
    rule: THREE,
  },
  no_quotes: { status: 422, text: '还没有报价，不能提出拟选。请先登记报价。' },
  dear_reason: {
    status: 422,
    text: '{supplier}的报价 {price} 不是最低，最低是 {lowest}。请写明为什么不选最低价。',
    rule: THREE,
  },
  single_reason: {
    status: 422,
    text: '单一来源采购要写明为什么只能从这一家买，再报批。',
    rule: '单一来源须说明理由并经批准',
  },
  frozen: {
    status: 409,
    text: '询价记录 {no} 现在是“{state}”，报价不能再改。确需重来，请先退回或作废，另起一张询价记录。',
    rule: '定标后报价不得更改',
  },
  quote_lines: { status: 422, text: '报价要逐项填单价，“{name}”还没有报。请补齐，或请这家不参加。' },
  quote_twice: { status: 409, text: '{supplier}已经报过价了。要改报价，请打开那一份改。' },
  first_below: { status: 422, text: '第一次报价不能低于最后报价。请核对两个金额。' },
  not_chosen: { status: 409, text: '这批采购还没有选定供应商，不能下单。请先完成询价和选定。', rule: THREE },
  needs_prices: { status: 422, text: '没有询价记录的订单要逐项填单价，“{name}”还没有填。' },
  needs_channel: {
    status: 409,
    text: '学校自行采购要先询价再下单；有定点供货合同的，请选合同按合同价下单。',
    rule: THREE,
  },
  needs_portal: {
    status: 422,
    text: '平台采购要填平台单号，才能和平台上的单子对得上。请填平台上的订单号或合同号。',
  },
  portal_used: { status: 409, text: '平台单号 {no} 已经登记在订单 {order} 上。请核对，不要重复登记。' },
  not_portal: { status: 409, text: '这张订单不是平台采购，没有平台进度。' },
  over_ordered: {
    status: 409,
    text: '“{name}”订了 {ordered}，已验收和正在验收 {taken}，这次最多再收 {left}。多送的请退回供应商，不要验收。',
    rule: '验收数量不得超过订购数量',
  },
  class_unknown: {
    status: 422,
    text: '“{name}”的资产分类“{code}”在 GB/T 14885-2022 里没有。请从列表里选，或者不填，验收建卡时再定。',
  },
  nothing_counted: { status: 422, text: '还没有点数。请填这次到了多少、合格多少。' },
  reject_reason: { status: 422, text: '“{name}”有 {rejected} 不合格，请写明哪里不对。' },
  delivered_sum: {
    status: 422,
    text: '“{name}”到货 {delivered}，合格加不合格是 {sum}，对不上。请重新点一遍。',
  },
  needs_item: {
    status: 422,
    text: '“{name}”要入库，请选它在物品目录里是哪一种；目录里没有的，请保管员先加。',
  },
  low_value: {
    status: 422,
    text: '“{name}”单价 {price}，不到固定资产的标准。请把“到货后”改成入库或直接交用；大批同类物资要建卡的，写明为什么按固定资产登记。',
    rule: '单位价值 1000 元（专用设备 1500 元）以上为固定资产，大批同类物资除外（财政部令第68号第四十条）',
  },
  needs_store: { status: 422, text: '有东西要入库，请选入哪个仓库。' },
  committee: {
    status: 422,
    text: '这次到货 {amount}，达到 {limit} 要 {needed} 人以上验收，现在只有 {have} 人。请加验收组成员。',
    rule: '验收组全体成员签字（政府采购法第四十一条）',
  },
  not_member: { status: 403, text: '您不在这张验收单的验收组里，不用签字。请由验收组成员签。' },
  being_accepted: { status: 409, text: '验收单 {no} 还没有签完，不能{action}。请先签完或作废它。' },
  mismatch_open: {
    status: 409,
    text: '订单 {no} 有 {count} 处购物不符还没有处理，不能付款。请先在“购物不符”里处理。',
    rule: '购物不符实者，一律不予报销',
  },
  buyer_settles: {
    status: 403,
    text: '购物不符要由经办采购以外的人处理。请总务主任或验收人处理。',
    rule: SOD,
  },
  deduct_too_much: { status: 422, text: '折价 {amount} 超过了已验收的 {accepted}。请核对。' },
  needs_deduct: { status: 422, text: '折价收下要写明减多少钱。' },
  claimed_already: {
    status: 409,
    text: '订单 {no} 的钱已经转进报销单，不能再扣。请先把那张报销单退回，扣款以后按减少后的金额重新报。',
  },
  contract_supplier: {
    status: 422,
    text: '合同 {no} 是和“{supplier}”签的，不能按它向别家下单。请换一份合同，或不关联合同。',
  },
  contract_line: {
    status: 422,
    text: '合同 {no} 里没有“{name}”（合同里有：{lines}）。请选它对应合同的哪一项；确实不在合同里的，另行询价。',
    rule: '按合同下单，内容以合同为准',
  },
  contract_price: {
    status: 422,
    text: '“{name}”单价 {price}，高于合同 {no} 约定的 {agreed}。请按合同价下单；要调价的，先办合同变更。',
    rule: '按合同下单，单价不得高于合同单价',
  },
  contract_quantity: {
    status: 422,
    text: '合同 {no} 里“{name}”一共 {agreed}，已经订了 {ordered}，还能订 {left}，这次要 {wanted}。请减少数量，或先办合同变更。',
    rule: '按合同下单，数量不得超过合同数量',
  },
  has_goods: { status: 409, text: '订单 {no} 已经有货验收，不能整单取消。请用“取消余量”。' },
  line_set: { status: 409, text: '这张申请的经费已经定了，不能再改。要换预算项目，请撤回后重新申请。' },
  nothing_left: { status: 409, text: '没有可以取消的余量。请刷新后看看。' },
  overpaid: {
    status: 409,
    text: '订单 {no} 验收合格应付 {payable}，已付 {paid}，再付 {amount} 就多付了。请按差额付。',
    rule: '付款不超过验收合格的金额',
  },
  nothing_written: { status: 422, text: '没有看出要什么东西。请写成“扫把3把、投影仪1台”这样。' },
} as const satisfies Record<string, ErrorSpec>
