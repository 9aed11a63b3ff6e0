import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const LEDGER_ERRORS = {
  closed: {
    status: 409,
    text: '{book}的{month}已经结账，不能再记入。请把日期改为今天（{today}）再办；要更正以前的，用冲销单在今天冲回；确需补记的，请校长重开该月。',
    rule: '已结账的月份不再记账，更正以冲销和补记进行（会计基础工作规范）',
  },
  short: {
    status: 409,
    text: '“{account}”账上只有 {left}，不够这次的 {need}。请把数目改小，或先补足（入库、调入、追加）后再办。',
    rule: '账面余额不得为负',
  },
  empty: { status: 400, text: '这笔账没有金额也没有数量。请填写金额或数量。' },
  not_fen: { status: 400, text: '金额 {value} 元精确到了分以下。金额最小到分，请改为两位小数。' },
  not_quantity: { status: 400, text: '数量“{value}”写得不对。数量最多三位小数，请重新填写。' },
  unbalanced: {
    status: 409,
    text: '这笔账两边不相等，差 {difference}，没有记入。请核对各行金额后重新提交。',
  },
  unknown_entry: { status: 404, text: '没有找到要冲销的那笔账。请刷新后重新选择。' },
  already_reversed: {
    status: 409,
    text: '这笔账已经冲销过了，一笔账只能冲销一次。请刷新看到最新情况。',
  },
  is_reversal: {
    status: 409,
    text: '这本身是一笔冲销，不能再冲销。冲错了的，请按正确的内容重新办理一笔。',
  },
  unknown_book: { status: 404, text: '没有这本账，或者您不能查看它。请从“账簿”页面重新选择。' },
  not_ended: {
    status: 409,
    text: '{month}还没有过完，{day} 起才能结账。请到那天再结。',
  },
  earlier_open: { status: 409, text: '{earlier}还没有结账，要按月份顺序结。请先结{earlier}。' },
  later_closed: { status: 409, text: '{later}已经结账，要从最后一个月起往前重开。请先重开{later}。' },
  obstructed: {
    status: 409,
    text: '{month}还不能结账：{obstacles}。请先处理完再结。',
    rule: '账实、账账相符后才能结账（会计基础工作规范）',
  },
} as const satisfies Record<string, ErrorSpec>
