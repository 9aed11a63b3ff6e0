import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const errors = {
  empty_scope: {
    status: 422,
    text: '这个范围里没有{what}，盘不了。请换一个范围，或先登记。',
  },
  needs_counter: { status: 422, text: '还没有安排盘点人，不能开始。请先安排至少一名盘点人和一名监盘人。' },
  needs_watcher: {
    status: 422,
    text: '还没有安排监盘人，不能开始。请至少安排一名不点数、只监督的人。',
    rule: '盘点人、监盘人不由一人担任',
  },
  twice_assigned: { status: 422, text: '{name}排了两次。盘点人和监盘人不能是同一个人，请去掉一个。' },
  unknown_person: { status: 422, text: '有一位人员没有找到，可能已经离校。请重新选择。' },
  not_counter: { status: 403, text: '您不是这次盘点的盘点人，不能登记。请资产管理员先把您排进去。' },
  finished: {
    status: 409,
    text: '清点已经结束（现在是“{state}”），这些没有计入。请联系资产管理员安排复盘，记录还留在手机上。',
  },
  uncounted: {
    status: 422,
    text: '还有 {count} 件没有点到（如：{name}）。确认找过、确实没有的，请勾选“没点到的按盘亏处理”再结束。',
  },
  missing_stays: {
    status: 422,
    text: '“{name}”没有找到，不能移出盘点。找到了请重新点；确实没有的，结束清点后说明原因、送审。',
    rule: '盘亏要说明原因、经审批才能销账',
  },
  already_out: { status: 409, text: '“{name}”已经不在这次盘点里，不用再移出。请刷新后看看。' },
  nothing_to_recount: { status: 422, text: '没有选要复盘的。请先选几行。' },
  foreign_line: { status: 422, text: '有一行不在这次盘点里。请刷新后重新选择。' },
  no_difference: { status: 422, text: '“{name}”账物相符，没有差异要说明。' },
  unexplained: { status: 422, text: '还有 {count} 项差异没有说明（如：{name}）。全部说明后再送审。' },
  needs_value: {
    status: 422,
    text: '盘盈的“{name}”按市场价入账要填价值。没有参考价的，请选“名义金额 1 元”。',
    rule: '盘盈资产按评估价或同类市场价，没有的按名义金额 1 元',
  },
  needs_item: {
    status: 422,
    text: '“{name}”不在库存账上，要先说明它是物品目录里的哪一种才能入账。请单独选这一行，选定物品后再说明。',
  },
  one_item: { status: 422, text: '指定物品只能对一行账外物品。请每次只选一行。' },
  no_item: { status: 422, text: '物品目录里没有这一种，可能已经删除。请重新选择，或先在物品目录里新增。' },
  not_yours_to_withdraw: { status: 403, text: '送审的是{who}，要由送审人撤回。' },
  not_this_duty: { status: 403, text: '“{duty}”一栏要由{who}签。请转给本人。' },
  no_such_duty: { status: 422, text: '盘点报告上没有“{duty}”这一栏。应由{duties}签字。' },
  same_person: {
    status: 403,
    text: '您已经作为{other}签过字，一个人不能签两栏。请另一位来签。',
    rule: '盘点、监盘、保管、财务各自签字',
  },
} as const satisfies Record<string, ErrorSpec>
