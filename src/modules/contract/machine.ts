import { defineMachine } from '../../kernel/pure/state.ts'

export const TENDER_STATES = ['preparing', 'inviting', 'approving', 'decided', 'cancelled'] as const
export type TenderState = (typeof TENDER_STATES)[number]
export type TenderAction = 'invite' | 'propose' | 'approve' | 'sendBack' | 'decide' | 'cancel'

export const tenderMachine = defineMachine<TenderState, TenderAction>({
  name: 'contract.tender',
  initial: 'preparing',
  states: {
    preparing: { label: '准备中', tone: 'waiting' },
    inviting: { label: '邀标中', tone: 'doing' },
    approving: { label: '单一来源审批中', tone: 'waiting' },
    decided: { label: '已定标', tone: 'done' },
    cancelled: { label: '已取消', tone: 'off', final: true },
  },
  transitions: {
    invite: { title: '发出邀请', from: ['preparing'], to: 'inviting' },
    propose: { title: '提交单一来源审批', from: ['inviting'], to: 'approving' },
    approve: { title: '批准单一来源', from: ['approving'], to: 'decided' },
    sendBack: { title: '退回重新商谈', from: ['approving'], to: 'inviting' },
    decide: { title: '定标', from: ['inviting'], to: 'decided' },
    cancel: { title: '取消', from: ['preparing', 'inviting', 'decided'], to: 'cancelled' },
  },
})

export const AGREEMENT_STATES = [
  'draft',
  'approving',
  'approved',
  'active',
  'completed',
  'terminated',
  'void',
] as const
export type AgreementState = (typeof AGREEMENT_STATES)[number]
export type AgreementAction =
  | 'submit'
  | 'approve'
  | 'sendBack'
  | 'refuse'
  | 'sign'
  | 'complete'
  | 'reopen'
  | 'terminate'
  | 'discard'

export const agreementMachine = defineMachine<AgreementState, AgreementAction>({
  name: 'contract.agreement',
  initial: 'draft',
  states: {
    draft: { label: '草稿', tone: 'waiting' },
    approving: { label: '审批中', tone: 'waiting' },
    approved: { label: '待签订', tone: 'doing' },
    active: { label: '履行中', tone: 'doing' },
    completed: { label: '已完成', tone: 'done' },
    terminated: { label: '已终止', tone: 'off', final: true },
    void: { label: '已作废', tone: 'off', final: true },
  },
  transitions: {
    submit: { title: '提交审批', from: ['draft'], to: 'approving' },
    approve: { title: '批准', from: ['approving'], to: 'approved' },
    sendBack: { title: '退回修改', from: ['approving'], to: 'draft' },
    refuse: { title: '不同意', from: ['approving'], to: 'void' },
    sign: { title: '登记签订', from: ['approved'], to: 'active' },
    complete: { title: '履行完毕', from: ['active'], to: 'completed' },
    reopen: { title: '退款后恢复履行', from: ['completed'], to: 'active' },
    terminate: { title: '终止', from: ['active'], to: 'terminated' },
    discard: { title: '作废', from: ['draft', 'approved'], to: 'void' },
  },
})

export const CHANGE_STATES = ['pending', 'approved', 'refused', 'withdrawn'] as const
export type ChangeState = (typeof CHANGE_STATES)[number]
export type ChangeAction = 'approve' | 'refuse' | 'withdraw'

export const changeMachine = defineMachine<ChangeState, ChangeAction>({
  name: 'contract.change',
  initial: 'pending',
  states: {
    pending: { label: '变更审批中', tone: 'waiting' },
    approved: { label: '变更已生效', tone: 'done', final: true },
    refused: { label: '变更未同意', tone: 'off', final: true },
    withdrawn: { label: '变更已撤回', tone: 'off', final: true },
  },
  transitions: {
    approve: { title: '批准变更', from: ['pending'], to: 'approved' },
    refuse: { title: '不同意变更', from: ['pending'], to: 'refused' },
    withdraw: { title: '撤回变更', from: ['pending'], to: 'withdrawn' },
  },
})

export const IMPORT_STATES = [
  'negotiated',
  'contracted',
  'exempted',
  'shipped',
  'cleared',
  'accepted',
  'dropped',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]
export const IMPORT_ACTIONS = ['contract', 'exempt', 'ship', 'clear', 'accept', 'drop'] as const
export type ImportAction = (typeof IMPORT_ACTIONS)[number]

export const importMachine = defineMachine<ImportState, ImportAction>({
  name: 'contract.import',
  initial: 'negotiated',
  states: {
    negotiated: { label: '已谈判', tone: 'waiting' },
    contracted: { label: '已签约', tone: 'doing' },
    exempted: { label: '已办免税', tone: 'doing' },
    shipped: { label: '已发运', tone: 'doing' },
    cleared: { label: '已报关', tone: 'doing' },
    accepted: { label: '已验收', tone: 'done', final: true },
    dropped: { label: '已中止', tone: 'off', final: true },
  },
  transitions: {
    contract: { title: '登记签约', from: ['negotiated'], to: 'contracted' },
    exempt: { title: '登记免税', from: ['contracted'], to: 'exempted' },
    // Without exemption the goods are shipped and taxed.
    ship: { title: '登记发运', from: ['contracted', 'exempted'], to: 'shipped' },
    clear: { title: '登记报关', from: ['shipped'], to: 'cleared' },
    accept: { title: '登记验收', from: ['cleared'], to: 'accepted' },
    drop: { title: '中止', from: ['negotiated', 'contracted', 'exempted'], to: 'dropped' },
  },
})
