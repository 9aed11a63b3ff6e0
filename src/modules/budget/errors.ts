import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const BUDGET_ERRORS = {
  short: {
    status: 409,
    text: '预算项目“{line}”只剩 {left}，不够这次的 {need}，还差 {missing}。请减少金额、换一个有余额的项目，或先办预算追加、调剂。',
    rule: '先有预算后有支出，量入为出',
  },
  not_open: {
    status: 409,
    text: '预算项目“{line}”所在的 {year} 年预算{state}，不能列支。请等预算下达后再办，或改用本年已下达的项目。',
    rule: '先有预算后有支出，量入为出',
  },
  wrong_year: {
    status: 422,
    text: '“{line}”是 {year} 年的预算项目，不能列支 {day} 的开支。请选 {day} 所在年度的项目。',
    rule: '当年预算当年用',
  },
  earmarked: {
    status: 422,
    text: '“{line}”是专款（{purpose}），只能用于{category}，不能用于{wanted}。请换一个预算项目。',
    rule: '专款专用',
  },
  nothing_held: {
    status: 409,
    text: '{no} 在这个预算项目上已没有占用，不能再释放。请刷新看到最新情况。',
  },
  over_release: { status: 409, text: '{no} 还占用 {held}，不能释放 {amount}。请按占用数办理。' },
  unknown_line: { status: 404, text: '没有找到这个预算项目。请重新选择。' },
  code_used: { status: 409, text: '编码 {code} 已经用于“{title}”。编码不能重复，请换一个。' },
  year_used: { status: 409, text: '{year} 年的预算已经建好了，请直接在里面编制。' },
  source_code_used: { status: 409, text: '来源编码 {code} 已经用于“{title}”，请换一个。' },
  needs_purpose: {
    status: 422,
    text: '专款要写明用途。请填写这笔钱只能用来做什么。',
    rule: '专款专用',
  },
  unknown_source: {
    status: 422,
    text: '没有叫“{source}”的经费来源。请先登记来源，或改成已有的名称、编码。',
  },
  unknown_category: { status: 422, text: '没有“{category}”这个支出类别。可以写：{list}。' },
  no_lines: { status: 422, text: '{year} 年的预算还没有项目，不能批准。请先添加或导入预算项目。' },
  own_plan: {
    status: 403,
    text: '这份预算是您自己编制的，要由另一位校领导批准。',
    rule: '自己编制的不能自己批',
  },
  by_adjustment: {
    status: 422,
    text: '{year} 年预算已经下达，项目的金额不能直接改。请先以 0 元建项目，再办追加或调剂。',
    rule: '下达后的预算以调整单变更',
  },
  line_in_use: { status: 409, text: '预算项目“{line}”已经下达，不能删除。不再使用的，请办核减。' },
  open_commitments: {
    status: 409,
    text: '还有 {count} 笔占用没有了结（{list}），不能结转。请先付款或撤销这些单据。',
  },
  adjust_empty: { status: 422, text: '调整单没有金额。请至少写一个项目和它的增减额。' },
  adjust_sign: {
    status: 422,
    text: '{kind}单里各项目的金额方向不对：追加只增，核减只减。请改正或改为调剂。',
  },
  adjust_unbalanced: { status: 422, text: '调剂单调出与调入相差 {difference}。请让两边相等。' },
  adjust_earmarked: {
    status: 422,
    text: '“{line}”是专款，不能与别的来源调剂。请退回不用的专款，或申请追加。',
    rule: '专款专用',
  },
  adjust_strange: {
    status: 422,
    text: '调整单里的项目“{line}”不在 {year} 年预算里。请只选同一年度的项目。',
  },
  not_asker: { status: 403, text: '这张调整单是 {name} 提出的，要由本人修改或撤回。' },
  income_remitted: {
    status: 409,
    text: '这笔收入已随缴款书 {slip} 上缴，不能冲销。请向财政申请退付，退付到账后再办。',
    rule: '收支两条线',
  },
  income_chosen: { status: 409, text: '所选收入里有已上缴或已冲销的。请刷新后重新勾选。' },
  income_none: { status: 422, text: '没有选要上缴的收入。请至少勾选一笔。' },
  income_negative: {
    status: 422,
    text: '所选收入合计 {sum}，没有可上缴的钱。请把冲销的与原收入一起勾选。',
  },
  already_reversed: { status: 409, text: '这笔已经冲销过了。请刷新看到最新情况。' },
  from_document: {
    status: 409,
    text: '这笔收入来自 {no}，要在那张单据上冲销，账上会一起更正。',
  },
  slip_used: { status: 409, text: '缴款书号 {slip} 已经登记过（{no}）。请核对缴款书号。' },
  receipt_used: { status: 409, text: '收据号 {receipt} 已经登记过（{no}）。请核对收据号。' },
  cashier_checks: {
    status: 403,
    text: '上缴是您办的，要由会计另一个人核对缴款书。',
    rule: '出纳不得兼任稽核和收入账目登记（会计法）',
  },
  no_saving: {
    status: 422,
    text: '实际 {actual} 不低于基准 {baseline}，没有节约。请核对两个数。',
  },
  no_evidence: {
    status: 422,
    text: '还没有依据，不能核实。请让填报人附上合同、报价、账单等文件，或写明单据编号。',
  },
  own_saving: {
    status: 403,
    text: '这笔节约是您自己填报的，要由另一个人核实。',
    rule: '填报人与核实人不得为同一人',
  },
  month_open: {
    status: 409,
    text: '{month}还没有结账，不能出月报。请会计先在账簿里结清这个月。',
    rule: '月报只由已结账的月份生成',
  },
  report_made: { status: 409, text: '{month}的月报已经做好了，请直接打开。要重做的，先把原来的作废。' },
  signed_other: {
    status: 403,
    text: '您已经作为{duty}签过字了，另一个签名要由别人签。',
    rule: '会计与校长分别签字',
  },
  not_duty: { status: 403, text: '{duty}一栏要由{who}签字。' },
} as const satisfies Record<string, ErrorSpec>
