import { defineMachine } from '../../kernel/pure/state.ts'

export type ReportState = 'draft' | 'signed' | 'approved'
export type ReportAction = 'edit' | 'refresh' | 'sign' | 'withdraw' | 'approve' | 'reopen'

export const reportMachine = defineMachine<ReportState, ReportAction>({
  name: 'summary.report',
  initial: 'draft',
  states: {
    draft: { label: '起草中', tone: 'doing' },
    signed: { label: '已签字，待审定', tone: 'waiting' },
    approved: { label: '已审定', tone: 'done' },
  },
  transitions: {
    edit: { title: '修改', from: ['draft'], to: 'draft' },
    refresh: { title: '按最新记录更新', from: ['draft'], to: 'draft' },
    sign: { title: '签字', from: ['draft'], to: 'signed' },
    withdraw: { title: '撤回签字', from: ['signed'], to: 'draft' },
    approve: { title: '审定', from: ['signed'], to: 'approved' },
    reopen: { title: '退回修改', from: ['signed', 'approved'], to: 'draft' },
  },
})

/** Who signs as what; each place holds one seal. */
export const SIGNERS = { author: '总务主任', approver: '校领导' } as const
export type SignerRole = keyof typeof SIGNERS
