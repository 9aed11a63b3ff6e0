import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const STOCK_ERRORS = {
  code_used: {
    status: 409,
    text: '编码 {code} 已经是“{name}”的。编码不能重复，请换一个，或直接修改那种物品。',
  },
  same_item: {
    status: 409,
    text: '已经有同名同规格的“{name}”（{code}）。请用原来的那种，或把规格写得不同。',
  },
  item_closed: { status: 409, text: '“{name}”已经停用，不能再办。请选用别的物品，或先启用它。' },
  measure_used: {
    status: 409,
    text: '“{name}”已有出入库，单位“{measure}”不能再改，否则以前的数量就错了。请新建一种物品。',
  },
  item_held: { status: 409, text: '“{name}”还有库存 {left}，不能停用。请先发完、调出或报损。' },
  pack_unclear: {
    status: 422,
    text: '整件单位和每整件数量要一起填，例如：箱、10。只按单个收发的，两项都不填。',
  },
  min_over_max: { status: 422, text: '最低库存 {min} 比最高库存 {max} 还大。请改过来。' },
  store_used: { status: 409, text: '已经有叫“{name}”的仓库了。请换个名称。' },
  store_held: { status: 409, text: '“{name}”里还有 {count} 种物品，不能停用。请先调拨到别的仓库。' },
  store_closed: { status: 409, text: '“{name}”已经停用。请选别的仓库。' },
  no_lines: { status: 422, text: '一样物品都没有选。请至少选一样。' },
  line_twice: { status: 422, text: '“{name}”写了两行。请合成一行。' },
  future: { status: 422, text: '日期 {day} 还没有到。请填今天或以前的日期。' },
  day_order: {
    status: 422,
    text: '保质期 {day} 早于入库日期，这批货已经过期，不能入库。请核对日期，确已过期的请退给供应商。',
  },
  short: {
    status: 409,
    text: '{store}的“{name}”只有 {left}，不够 {need}，可能刚被别人领走。请减少数量，或等补货后再发。',
    rule: '库存不得为负',
  },
  which_batch: {
    status: 422,
    text: '“{name}”在{store}是分批存放的，没有说明是哪一批。请选好批次，几批的分几行写。',
  },
  expired_left: {
    status: 409,
    text: '{store}的“{name}”没有过期的只有 {left}，不够 {need}；过期的不能发。请减少数量，过期的请办报损。',
    rule: '先到期先发，过期不发',
  },
  quota_over: {
    status: 422,
    text: '“{name}”本学期{unit}的定额是 {quota}，已领和在办 {used}，这次申请 {asked}，超了。{way}',
    rule: '按需发放，定额领用',
  },
  not_your_unit: {
    status: 403,
    text: '您不在{unit}，不能替它领用。请选自己的班级或部门，或请那边的人来申请。',
  },
  not_approver: {
    status: 403,
    text: '这张领用单要先审批才能发放。现在是“{state}”。',
    rule: '先审批，后发放',
  },
  own_issue: {
    status: 403,
    text: '这是您自己申请的领用，不能由您自己发放。请另一位保管员或总务干事来发。',
    rule: '领用人与发放人分开',
  },
  own_loan: {
    status: 403,
    text: '借用人是您自己，不能由您自己办借出。请另一位保管员或总务干事来办。',
    rule: '借用人与发放人分开',
  },
  not_asker: {
    status: 403,
    text: '这张领用单是{name}申请的，要由本人确认领取；代领的请在保管员的手机上签名。',
  },
  needs_signature: {
    status: 422,
    text: '还没有领用人签名，不能发放。请{name}在屏幕上签名，或在自己的手机上确认领取。',
    rule: '无签字不发放',
  },
  over_asked: {
    status: 422,
    text: '“{name}”申请的还剩 {left} 没发，这次要发 {need}，多了。多领的请另办一张领用单。',
  },
  nothing: { status: 422, text: '这次一样都不发。请至少填一样的数量。' },
  trade_in: {
    status: 422,
    text: '“{name}”是以旧换新的物品，还没说明旧件交回没有。请选“已交回”，没有交回的写明原因。',
    rule: '以旧换新',
  },
  over_returned: { status: 422, text: '“{name}”这张单上还能退 {left}，要退 {need}，多了。请核对。' },
  over_damaged: { status: 422, text: '“{name}”坏的比退的还多。请核对：坏的也算在退的里面。' },
  over_back: { status: 422, text: '“{name}”还在外的只有 {left}，填的 {need} 多了。请核对。' },
  not_lendable: { status: 422, text: '“{name}”是领用的物品，不外借。请办领用，或在物品卡上改为可借用。' },
  due_past: { status: 422, text: '归还日期 {day} 已经过了。请填今天以后的日期。' },
  same_store: { status: 422, text: '调出和调入是同一个仓库。请选两个不同的仓库。' },
  own_transfer: {
    status: 403,
    text: '这批货是您自己发出的，不能由您自己接收。请{store}的{name}点收签字。',
    rule: '调拨双方签字',
  },
  not_your_store: {
    status: 403,
    text: '{store}由{name}保管，要由本人接收；本人不在的，请总务干事或总务主任代收。',
    rule: '调拨双方签字',
  },
  over_sent: {
    status: 422,
    text: '“{name}”发来的是 {left}，填的 {need} 多了。请按发来的数接收，多出来的请办更正。',
  },
  over_missing: { status: 422, text: '“{name}”还差的是 {left}，填的 {need} 多了。请核对。' },
  nothing_came: { status: 422, text: '一样都没有收到的不能接收。请让调出人撤回这张调拨单。' },
  say_why_short: { status: 422, text: '少收了{what}。请写一句情况，例如：途中破损、装车时没有装。' },
  before_sent: { status: 422, text: '接收日期 {day} 早于调出日期 {sent}。请改成当天或以后。' },
  store_transit: {
    status: 409,
    text: '还有调拨在途，从“{name}”发出或发往它（{no}）。请先接收或撤回，再停用。',
  },
  item_transit: { status: 409, text: '“{name}”还有 {left} 在调拨途中，不能停用。请先接收或撤回。' },
  reversed_value: {
    status: 409,
    text: '这批“{name}”已经发出去一部分，账上剩下的不够冲回。请先冲销后面的单据，或办更正单。',
  },
  not_reversible: { status: 409, text: '{why}' },
  has_returns: { status: 409, text: '这张单已经有退库，不能再整张冲销。请先冲销退库单。' },
  opening_twice: {
    status: 409,
    text: '“{name}”在{store}已经有出入库了，期初数只能在第一次使用前登记。现在账上 {left}，如果不对请办更正单。',
  },
  source_used: { status: 409, text: '{source} 已经在 {no} 入过库了，不能再入一次。' },
  quota_whom: { status: 422, text: '定额给谁还没有说。请选一个班级或部门，或选“每个班级”“每个部门”。' },
  kit_past: { status: 422, text: '“{title}”已有 {day} 起的标准，新标准要从更晚的日期起。' },
  no_kit: { status: 422, text: '还没有适用的开学物资标准。请先在“标准”里定好每班配什么。' },
  no_classes: { status: 422, text: '没有班级。请先在组织机构里登记班级。' },
  nothing_due: { status: 422, text: '各班现有的都够标准，没有要发的。' },
  not_class_hand: {
    status: 403,
    text: '只有{unit}的班主任本人能用账号签收；别人代收请在保管员的手机上手写签名。',
  },
  supplier_unknown: { status: 422, text: '没有找到这家供应商。请重新选择，或直接写名称。' },
  order_unknown: { status: 422, text: '没有找到这张维修单，或它已经办结。请从维修单上再点“领料”。' },
  store_unknown: { status: 422, text: '没有叫“{name}”的仓库。请先建立，或改用：{names}。' },
} as const satisfies Record<string, ErrorSpec>
