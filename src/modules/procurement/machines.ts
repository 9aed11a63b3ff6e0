import { defineMachine } from '../../kernel/pure/state.ts'

export type RequestState =
  | 'draft'
  | 'pending'
  | 'returned'
  | 'approved'
  | 'buying'
  | 'done'
  | 'refused'
  | 'withdrawn'
  | 'closed'
export type RequestAction =
  | 'edit'
  | 'submit'
  | 'approve'
  | 'refuse'
  | 'sendBack'
  | 'withdraw'
  | 'merge'
  | 'unmerge'
  | 'finish'
  | 'close'

export const requestMachine = defineMachine<RequestState, RequestAction>({
  name: 'procurement.request',
  initial: 'draft',
  states: {
    draft: { label: '草稿', tone: 'waiting' },
    pending: { label: '审批中', tone: 'waiting' },
    returned: { label: '退回修改', tone: 'late' },
    approved: { label: '已批，待采购', tone: 'waiting' },
    buying: { label: '采购中', tone: 'doing' },
    done: { label: '已办结', tone: 'done', final: true },
    refused: { label: '未批准', tone: 'off', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
    closed: { label: '不再采购', tone: 'off', final: true },
  },
  transitions: {
    edit: { title: '修改', from: ['draft', 'returned'], to: ['draft', 'returned'] },
    submit: { title: '报批', from: ['draft', 'returned'], to: 'pending' },
    approve: { title: '批准', from: ['pending'], to: 'approved' },
    refuse: { title: '不批准', from: ['pending'], to: 'refused' },
    sendBack: { title: '退回', from: ['pending'], to: 'returned' },
    withdraw: { title: '撤回', from: ['draft', 'pending', 'returned', 'approved'], to: 'withdrawn' },
    merge: { title: '并入采购批', from: ['approved', 'buying'], to: 'buying' },
    unmerge: { title: '退出采购批', from: ['buying'], to: ['approved', 'buying'] },
    finish: { title: '办结', from: ['buying'], to: 'done' },
    close: { title: '余下不再采购', from: ['approved', 'buying'], to: ['closed', 'done', 'buying'] },
  },
})

export type BatchState = 'open' | 'sourcing' | 'ordered' | 'cancelled'
export type BatchAction = 'startQuotes' | 'stopQuotes' | 'order' | 'reopen' | 'cancel'

export const batchMachine = defineMachine<BatchState, BatchAction>({
  name: 'procurement.batch',
  initial: 'open',
  states: {
    open: { label: '待询价', tone: 'waiting' },
    sourcing: { label: '询价中', tone: 'doing' },
    ordered: { label: '已下单', tone: 'done' },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    startQuotes: { title: '开始询价', from: ['open'], to: 'sourcing' },
    stopQuotes: { title: '停止询价', from: ['sourcing'], to: 'open' },
    order: { title: '下单', from: ['open', 'sourcing'], to: 'ordered' },
    reopen: { title: '重新采购', from: ['ordered'], to: 'open' },
    cancel: { title: '撤销采购批', from: ['open'], to: 'cancelled' },
  },
})

export type SheetState = 'asking' | 'proposed' | 'approving' | 'chosen' | 'void'
export type SheetAction = 'quote' | 'propose' | 'askApproval' | 'choose' | 'approve' | 'sendBack' | 'void'

export const sheetMachine = defineMachine<SheetState, SheetAction>({
  name: 'procurement.sheet',
  initial: 'asking',
  states: {
    asking: { label: '询价中', tone: 'doing' },
    proposed: { label: '待选定', tone: 'waiting' },
    approving: { label: '单一来源审批中', tone: 'waiting' },
    chosen: { label: '已选定', tone: 'done' },
    void: { label: '已作废', tone: 'off', final: true },
  },
  transitions: {
    quote: { title: '登记报价', from: ['asking'], to: 'asking' },
    propose: { title: '提出拟选', from: ['asking'], to: 'proposed' },
    askApproval: { title: '报单一来源审批', from: ['asking'], to: 'approving' },
    choose: { title: '选定', from: ['proposed'], to: 'chosen' },
    approve: { title: '批准单一来源', from: ['approving'], to: 'chosen' },
    sendBack: { title: '退回重询', from: ['proposed', 'approving'], to: 'asking' },
    void: { title: '作废', from: ['asking', 'proposed', 'chosen'], to: 'void' },
  },
})

export type OrderState = 'ordered' | 'partly' | 'received' | 'ended' | 'cancelled'
export type OrderAction = 'receive' | 'track' | 'cancelRest' | 'cancel'

export const orderMachine = defineMachine<OrderState, OrderAction>({
  name: 'procurement.order',
  initial: 'ordered',
  states: {
    ordered: { label: '待到货', tone: 'waiting' },
    partly: { label: '部分到货', tone: 'doing' },
    received: { label: '已到齐', tone: 'done', final: true },
    ended: { label: '余量已取消', tone: 'done', final: true },
    cancelled: { label: '已取消', tone: 'off', final: true },
  },
  transitions: {
    receive: { title: '验收', from: ['ordered', 'partly'], to: ['partly', 'received'] },
    track: { title: '更新平台进度', from: ['ordered', 'partly'], to: ['ordered', 'partly'] },
    cancelRest: { title: '取消余量', from: ['partly'], to: 'ended' },
    cancel: { title: '取消订单', from: ['ordered'], to: 'cancelled' },
  },
})

export type AcceptanceState = 'signing' | 'accepted' | 'void'
export type AcceptanceAction = 'sign' | 'void'

export const acceptanceMachine = defineMachine<AcceptanceState, AcceptanceAction>({
  name: 'procurement.acceptance',
  initial: 'signing',
  states: {
    signing: { label: '待验收组签字', tone: 'waiting' },
    accepted: { label: '已验收', tone: 'done', final: true },
    void: { label: '已作废', tone: 'off', final: true },
  },
  transitions: {
    sign: { title: '签字', from: ['signing'], to: ['signing', 'accepted'] },
    void: { title: '作废', from: ['signing'], to: 'void' },
  },
})

export type MismatchState = 'open' | 'settled'

export const mismatchMachine = defineMachine<MismatchState, 'settle'>({
  name: 'procurement.mismatch',
  initial: 'open',
  states: {
    open: { label: '待处理，不付款', tone: 'late' },
    settled: { label: '已处理', tone: 'done', final: true },
  },
  transitions: { settle: { title: '处理', from: ['open'], to: 'settled' } },
})

/** The states of a machine under their codes, to choose from. */
export const labelsOf = (machine: { states: Record<string, { label: string }> }): Record<string, string> =>
  Object.fromEntries(Object.entries(machine.states).map(([code, { label }]) => [code, label]))
