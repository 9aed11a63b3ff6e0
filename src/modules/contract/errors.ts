import type { ErrorSpec } from '../../kernel/pure/errors.ts'

const PAY_RULE = '合同付款不得超过合同总价'

export const CONTRACT_ERRORS = {
  total_differs: {
    status: 422,
    text: '合同总价填的是 {stated}，明细单价×数量合计 {sum}，差 {difference}。请核对单价、数量或总价。',
    rule: '单价×数量=总价',
  },
  too_much: { status: 422, text: '明细合计超过 9 亿元，请核对单价和数量。' },
  plan_differs: {
    status: 422,
    text: '付款计划合计 {sum}，合同总价 {total}，差 {difference}。请把各期金额改到与总价相等。',
    rule: '付款计划合计等于合同总价',
  },
  ends_first: { status: 422, text: '到期日 {ends} 早于开始日 {starts}。请改正日期。' },
  no_line: {
    status: 422,
    text: '合同没有选预算项目，不能提交。请先选从哪个预算项目支付；预算里没有的，先请会计增列。',
    rule: '无预算不签约',
  },
  signed_later: { status: 422, text: '签订日期 {day} 还没到。请填实际签订的日期。' },
  outer_known: {
    status: 409,
    text: '合同文本编号 {outerNo} 已经登记过（{no} {title}）。请核对，同一份合同不要登记两次。',
  },
  tender_open: {
    status: 422,
    text: '{no} 还没有定标（{state}），不能据它签合同。请先定标，或不关联邀标记录。',
  },
  other_winner: {
    status: 422,
    text: '{no} 定的是“{winner}”，合同对方却是“{supplier}”。请改成中选单位。',
    rule: '合同与定标结果一致',
  },
  above_bid: {
    status: 422,
    text: '合同总价 {total} 高于 {no} 的中选报价 {bid}。请按报价签；要增加内容的，签订后办变更。',
    rule: '合同与定标结果一致',
  },
  tender_used: { status: 409, text: '{no} 已经签了合同 {agreement}。同一次定标只签一份合同。' },
  over_paid: {
    status: 422,
    text: '合同 {no} 总价 {total}，已付 {paid}，还能付 {left}；这次要付 {amount}，超出 {over}。请核对金额，或先办合同变更。',
    rule: PAY_RULE,
  },
  over_drawn: {
    status: 422,
    text: '合同 {no} 总价 {total}，已付 {paid}，已下单未付 {drawn}，还能订 {left}；这次要订 {amount}。请减少数量，或先办合同变更。',
    rule: '按合同下单不得超过合同总价',
  },
  not_orderable: {
    status: 422,
    text: '合同 {no} 现在是“{state}”，不能按它下单。只有已签订、履行中的采购合同才能下单。',
  },
  expired: { status: 422, text: '合同 {no} 已于 {day} 到期，不能再按它下单。请先续签，或另行询价。' },
  orders_open: {
    status: 409,
    text: '合同 {no} 下面还有采购单没有付清：{orders}。请先验收付款，或取消采购单的余量。',
  },
  not_running: {
    status: 422,
    text: '合同 {no} 现在是“{state}”，不能付款。只有已签订、履行中的合同才能付款。',
    rule: PAY_RULE,
  },
  paid_before: { status: 409, text: '{document} 已经记在合同 {no} 上，不会重复记。' },
  not_paid: { status: 409, text: '这笔付款没有记在合同上，或已经冲回，不能再冲。' },
  not_rent: {
    status: 422,
    text: '合同 {no} 不是租赁收入合同，不在这里收款。付给对方的钱请走报销付款。',
  },
  is_rent: { status: 422, text: '合同 {no} 是租赁收入合同，是学校收款，不能付款。请在合同页上登记收款。' },
  left_unpaid: {
    status: 422,
    text: '合同还有 {left} 没有付。确实不再支付的，请写明原因再办理履行完毕。',
  },
  ends_unsaid: { status: 422, text: '变更没有改金额，也没有改到期日。请至少改一项。' },
  change_open: { status: 409, text: '这份合同有一项变更（第 {seq} 次）正在审批，批完再办下一项。' },
  below_paid: {
    status: 422,
    text: '减少 {less} 后总价 {total}，低于已付和已下单的 {paid}。请核对，最多减 {most}。',
    rule: PAY_RULE,
  },
  change_due: { status: 422, text: '增加的金额没有写什么时候付。请填增加部分的应付日期。' },
  no_reference: {
    status: 422,
    text: '还没有参考价和来源，不能发邀请。请先向主管行业部门询价（例如：绿化养护问园林局），把价格和出处填上。',
    rule: '先向行业主管部门了解收费标准，再邀标协商',
  },
  nobody_invited: { status: 422, text: '还没有选邀请的单位。请至少选一家再发邀请。' },
  not_invited: { status: 422, text: '“{name}”不在这次邀请之列，不能登记它的报价。请先修改邀请名单。' },
  bids_frozen: {
    status: 409,
    text: '{no} 现在是“{state}”，报价已经封存，不能再改。确实报错的，请取消后重新邀标。',
    rule: '定标后报价不得更改',
  },
  quoted_once: {
    status: 409,
    text: '询价采购要求一次报出不得更改的价格，“{name}”已经报过 {amount}。',
    rule: '《政府采购法》第四十条',
  },
  received_later: { status: 422, text: '收到报价的日期 {day} 还没到。请填实际收到的日期。' },
  same_hand: {
    status: 403,
    text: '{name}经办了这次邀标（{what}），不能再由本人定标。请另一位负责人定标。',
    rule: '不相容岗位分离：邀标经办与定标分开',
  },
  no_bid: { status: 422, text: '“{name}”没有报价，不能定它。请先登记报价，或选有报价的单位。' },
  few_bids: {
    status: 422,
    text: '{way}至少要 {least} 家报价，现在只有 {have} 家{also}。请补足报价；确实没有的，写明理由再定标。',
  },
  not_lowest: {
    status: 422,
    text: '“{name}”报价 {amount}，不是最低（最低 {lowest}）。选它要写明理由。',
  },
  single_reason: {
    status: 422,
    text: '单一来源要写明为什么只能向这一家采购。请填理由。',
    rule: '《政府采购法》第三十一条',
  },
  single_many: { status: 422, text: '单一来源只邀请一家；现在选了 {count} 家。请改方式，或只留一家。' },
  tender_signed: { status: 409, text: '{no} 已经签了合同 {agreement}，不能取消。请先处理那份合同。' },
  supplier_unknown: {
    status: 422,
    text: '名册里没有叫“{name}”的供应商。请先登记这家供应商，或把名称写成名册里的全称。',
  },
  total_by_change: {
    status: 422,
    text: '合同 {no} 现在的总价是 {total}，表里是 {stated}。总价不能用导入改，请办合同变更。',
    rule: '合同变更须经审批',
  },
  import_needs: { status: 422, text: '登记新合同缺{what}。请在表里补上。' },
  paid_above: { status: 422, text: '已付 {paid} 超过总价 {total}。请核对。', rule: PAY_RULE },
  no_exemption: { status: 422, text: '没有填免税证明编号。没有办免税的，直接登记发运。' },
  step_before: { status: 422, text: '日期 {day} 早于上一步的 {before}。请核对。' },
  step_later: { status: 422, text: '日期 {day} 还没到。请填实际办理的日期。' },
  other_firm: {
    status: 422,
    text: '合同 {no} 是和“{supplier}”签的，与这一批的供货单位不同。请选对合同。',
  },
} as const satisfies Record<string, ErrorSpec>
