import { defineMachine } from '../../kernel/pure/state.ts'

export type CardState = 'in_use' | 'idle' | 'lent' | 'repairing' | 'disposing' | 'disposed'
export type CardAction =
  | 'offerIdle'
  | 'withdrawIdle'
  | 'lend'
  | 'giveBack'
  | 'sendRepair'
  | 'backFromRepair'
  | 'propose'
  | 'keep'
  | 'writeOff'

/** A card is never deleted: what leaves the school stays on the book as written off. */
export const cardMachine = defineMachine<CardState, CardAction>({
  name: 'asset.card',
  initial: 'in_use',
  states: {
    in_use: { label: '在用', tone: 'done' },
    idle: { label: '闲置', tone: 'waiting' },
    lent: { label: '借出', tone: 'doing' },
    repairing: { label: '维修', tone: 'doing' },
    disposing: { label: '待处置', tone: 'late' },
    disposed: { label: '已处置', tone: 'off', final: true },
  },
  transitions: {
    offerIdle: { title: '转入闲置', from: ['in_use'], to: 'idle' },
    withdrawIdle: { title: '重新启用', from: ['idle'], to: 'in_use' },
    lend: { title: '借出', from: ['in_use', 'idle'], to: 'lent' },
    giveBack: { title: '归还', from: ['lent'], to: ['in_use', 'idle'] },
    sendRepair: { title: '送修', from: ['in_use', 'idle'], to: 'repairing' },
    backFromRepair: { title: '修好收回', from: ['repairing'], to: 'in_use' },
    propose: { title: '申请处置', from: ['in_use', 'idle', 'repairing'], to: 'disposing' },
    keep: { title: '不再处置', from: ['disposing'], to: 'in_use' },
    writeOff: { title: '核销', from: ['disposing', 'in_use', 'idle', 'lent', 'repairing'], to: 'disposed' },
  },
})

export type TransferState = 'requested' | 'released' | 'received' | 'booked' | 'cancelled'
export type TransferAction = 'release' | 'receive' | 'book' | 'cancel'

export const transferMachine = defineMachine<TransferState, TransferAction>({
  name: 'asset.transfer',
  initial: 'requested',
  states: {
    requested: { label: '待调出', tone: 'waiting' },
    released: { label: '待接收', tone: 'doing' },
    received: { label: '待入账', tone: 'doing' },
    booked: { label: '已入账', tone: 'done', final: true },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    release: { title: '签字调出', from: ['requested'], to: 'released' },
    receive: { title: '签字接收', from: ['released'], to: 'received' },
    book: { title: '入账', from: ['received'], to: 'booked' },
    cancel: { title: '撤销', from: ['requested', 'released'], to: 'cancelled' },
  },
})

export type LoanState = 'prepared' | 'out' | 'returned' | 'cancelled'
export type LoanAction = 'take' | 'giveBack' | 'extend' | 'cancel'

export const loanMachine = defineMachine<LoanState, LoanAction>({
  name: 'asset.loan',
  initial: 'prepared',
  states: {
    prepared: { label: '待领取签字', tone: 'waiting' },
    out: { label: '借出', tone: 'doing' },
    returned: { label: '已还清', tone: 'done', final: true },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    take: { title: '签字领取', from: ['prepared'], to: 'out' },
    giveBack: { title: '归还', from: ['out'], to: ['out', 'returned'] },
    extend: { title: '延期', from: ['out'], to: 'out' },
    cancel: { title: '撤销', from: ['prepared'], to: 'cancelled' },
  },
})

export type CustodyState = 'offered' | 'accepted' | 'declined' | 'withdrawn'
export type CustodyAction = 'accept' | 'decline' | 'withdraw'

export const custodyMachine = defineMachine<CustodyState, CustodyAction>({
  name: 'asset.custody',
  initial: 'offered',
  states: {
    offered: { label: '待签收', tone: 'waiting' },
    accepted: { label: '已签收', tone: 'done', final: true },
    declined: { label: '未接受', tone: 'late', final: true },
    withdrawn: { label: '已收回', tone: 'off', final: true },
  },
  transitions: {
    accept: { title: '签收', from: ['offered'], to: 'accepted' },
    decline: { title: '不接受', from: ['offered'], to: 'declined' },
    withdraw: { title: '收回', from: ['offered'], to: 'withdrawn' },
  },
})

export type DisposalState = 'proposed' | 'approving' | 'approved' | 'executed' | 'refused' | 'cancelled'
export type DisposalAction = 'check' | 'approve' | 'refuse' | 'sendBack' | 'execute' | 'cancel'

export const disposalMachine = defineMachine<DisposalState, DisposalAction>({
  name: 'asset.disposal',
  initial: 'proposed',
  states: {
    proposed: { label: '待技术鉴定', tone: 'waiting' },
    approving: { label: '审批中', tone: 'doing' },
    approved: { label: '已批准，待执行', tone: 'doing' },
    executed: { label: '已核销', tone: 'done', final: true },
    refused: { label: '未批准', tone: 'off', final: true },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    check: { title: '写鉴定意见并送审', from: ['proposed'], to: 'approving' },
    approve: { title: '批准', from: ['approving'], to: 'approved' },
    refuse: { title: '不批准', from: ['approving'], to: 'refused' },
    sendBack: { title: '退回', from: ['approving'], to: 'proposed' },
    execute: { title: '执行并核销', from: ['approved'], to: 'executed' },
    cancel: { title: '撤销', from: ['proposed', 'approved', 'approving'], to: 'cancelled' },
  },
})

export type CheckState = 'open' | 'closed'
export type CheckAction = 'close'

export const checkMachine = defineMachine<CheckState, CheckAction>({
  name: 'asset.check',
  initial: 'open',
  states: {
    open: { label: '自查中', tone: 'doing' },
    closed: { label: '已结束', tone: 'done', final: true },
  },
  transitions: { close: { title: '结束', from: ['open'], to: 'closed' } },
})
