import type { ErrorSpec } from '../../kernel/pure/errors.ts'

const THREE = '购物发票须经手人、验收人、审核人三人签定后方有效，购物不符实者一律不予报销'
const SOD = '不相容岗位分离（会计法、内部控制规范）'

export const CLAIM_ERRORS = {
  invoice_seen: {
    status: 409,
    text: '发票 {number} 已经登记过（{where}）。一张发票只能报一次，请核对发票号码。',
    rule: '发票号码唯一，重复报销不予受理',
  },
  invoice_number: { status: 422, text: '发票号码“{number}”不对。纸质票 8 位数字，数电票 20 位数字。' },
  invoice_code: { status: 422, text: '8 位号码的发票要填发票代码，10 位或 12 位数字。请看发票左上角。' },
  invoice_code_extra: { status: 422, text: '20 位号码的数电票没有发票代码。请把代码一栏清空。' },
  wrong_buyer: {
    status: 422,
    text: '发票抬头是“{given}”，学校的是“{own}”。请退给开票方重开。',
    rule: '不符合规定的发票不得作为报销凭证（发票管理办法第二十条）',
  },
  wrong_tax_no: {
    status: 422,
    text: '发票上的购买方税号是“{given}”，学校的是“{own}”。请退给开票方重开。',
    rule: '不符合规定的发票不得作为报销凭证（发票管理办法第二十条）',
  },
  lines_sum: { status: 422, text: '发票各行合计 {lines}，与价税合计 {amount} 不符。请核对后再登记。' },
  future_invoice: { status: 422, text: '开票日期 {day} 还没有到。请核对发票上的日期。' },
  invoice_used: { status: 409, text: '发票 {number} 已用在 {no} 上，不能再用。请选别的发票。' },
  needs_invoice: {
    status: 422,
    text: '还没有发票。请先登记发票，再由经手人签字。',
    rule: THREE,
  },
  invoice_short: {
    status: 422,
    text: '发票合计 {invoices}，不够报销的 {amount}。请补发票或减少金额。',
    rule: '报销金额不得超过发票金额',
  },
  other_seller: {
    status: 422,
    text: '发票是“{seller}”开的，采购的供应商是“{supplier}”。请让供应商开票。',
    rule: THREE,
  },
  no_request: {
    status: 422,
    text: '{no}不能报销：{why}。要先有批准的申请和验收。',
    rule: '没有批准的申请不予报销',
  },
  not_accepted: {
    status: 422,
    text: '采购单 {no} 还没有验收的东西，不能报销。请先由验收人验收。',
    rule: '没有验收不予报销',
  },
  over_accepted: {
    status: 422,
    text: '采购单 {no} 验收合格 {accepted}，已报 {claimed}，还能报 {left}，这次的 {amount} 多了。请按验收数报。',
    rule: '报销金额不超过验收数量乘单价',
  },
  over_contract: {
    status: 422,
    text: '合同 {no} 除去已付和在报的还剩 {left}，这次的 {amount} 多了。请减少金额，或先办合同变更。',
    rule: '付款不超过合同总价',
  },
  mismatch: {
    status: 409,
    text: '采购单 {no} 有货物与单据不符，还没有处理，不能报销。请采购员先办退换、补货或扣款。',
    rule: '购物不符实者一律不予报销',
  },
  not_listed: {
    status: 422,
    text: '“{kind}”不在学校的免申请事项里。请先提采购申请，验收后再报；确需免申请的，请校长在制度参数里列入。',
    rule: '没有批准的申请不予报销',
  },
  needs_line: { status: 422, text: '还没有选预算项目。请选这笔钱从哪里出。' },
  needs_witness: { status: 422, text: '这类报销没有验收单，要有证明人签字。请选一位证明人。' },
  witness_self: {
    status: 422,
    text: '证明人不能是经手人自己。请选另一个人。',
    rule: THREE,
  },
  not_handler: { status: 403, text: '这张报销单是 {name} 经手的，要由本人{action}。' },
  handler_accepts: {
    status: 403,
    text: '您是这张单的经手人，不能再作验收人签字。请由验收过货物的另一个人签。',
    rule: THREE,
  },
  buyer_accepts: {
    status: 403,
    text: '这批货是您采购的，不能作验收人签字。请由验收过货物的人签。',
    rule: THREE,
  },
  not_acceptor: {
    status: 403,
    text: '您没有参加 {no} 的验收，不能作验收人签字。请由验收单上签过字的人签。',
    rule: THREE,
  },
  not_witness: { status: 403, text: '证明人是 {name}，要由本人签字。' },
  auditor_signed: {
    status: 403,
    text: '您已经在这张单上作为{duty}签过字，不能再审核。请由另一位审核人签。',
    rule: THREE,
  },
  three_signatures: {
    status: 409,
    text: '{no} 还差{missing}签字，不能付款。三个签名都齐了才有效。',
    rule: THREE,
  },
  held_up: {
    status: 409,
    text: '{no} 还没有批准，不能付款。现在：{state}。',
    rule: '先审批后付款',
  },
  auditor_pays: {
    status: 403,
    text: '这张单是您审核的，付款要由出纳另一个人办。',
    rule: '出纳不得兼任稽核（会计法第三十五条）',
  },
  cashier_books: {
    status: 403,
    text: '这笔款是您付的，记账要由会计另一个人办。',
    rule: '出纳不得兼任支出账目登记（会计法第三十五条）',
  },
  handler_books: {
    status: 403,
    text: '您是这张单的{duty}，记账要由会计另一个人办。',
    rule: SOD,
  },
  slip_used: { status: 409, text: '回单号 {slip} 已经登记过（{no}）。请核对。' },
  paid_before: { status: 422, text: '付款日期 {day} 早于报销日期 {claimed}。请核对日期。' },
  booked_before: { status: 422, text: '记账日期 {day} 早于付款日期 {paid}。请核对日期。' },
  merge_signed: {
    status: 409,
    text: '这两个人在报销单 {no} 上分别办过手续，不能合并成一个人。请先核实是不是同一个人；确是一个人的，请先退回或冲销那张报销单。',
    rule: THREE,
  },
  nothing_to_sample: {
    status: 422,
    text: '{from} 到 {to} 没有符合条件的已付报销单。请放宽期间或金额。',
  },
} as const satisfies Record<string, ErrorSpec>
