import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const RECONCILIATION_ERRORS = {
  unknown_kind: { status: 404, text: '没有这项核对。请从“对账”页面重新选择。' },
  future: { status: 409, text: '{day} 还没有到，不能核对到那一天。请选今天（{today}）或以前的日期。' },
  stale: { status: 409, text: '这项核对后来又做过一次，这里是旧的结果。请打开最新一次再说明或确认。' },
  same_person: {
    status: 403,
    text: '这处差异是您自己说明的，要由另一个人确认。请找会计、审核人或领导确认。',
    rule: '说明与确认由不同的人办理（不相容岗位分离）',
  },
  merge_agreed: {
    status: 409,
    text: '“{label}”的差异由这两个人一个说明、一个确认，不能合并成一个人。请先核实是不是同一个人；确是一个人的，请先退回那处说明。',
    rule: '说明与确认由不同的人办理（不相容岗位分离）',
  },
} as const satisfies Record<string, ErrorSpec>
