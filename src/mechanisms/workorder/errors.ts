import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const ORDER_ERRORS = {
  kind_unknown: { status: 422, text: '不认识工单种类“{kind}”。请刷新页面后重试。' },
  place_unknown: { status: 422, text: '没有找到这个地点。它可能已被删除，请重新选择，或直接写明在哪里。' },
  trade_unknown: { status: 422, text: '没有“{trade}”这个工种。请从列表里选，或请办公室先添加。' },
  item_unknown: { status: 422, text: '维修项目“{item}”不在目录里。请从列表里选，或直接写明修了什么。' },
  no_worker: {
    status: 409,
    text: '没有能派的人：{trade}名下没有在岗的维修人员。请先在“维修班组”里添加，或手工指定维修人。',
  },
  person_unknown: {
    status: 422,
    text: '选的人不在维修班组里，或者已经停工。请重新选人，或先在“维修班组”里添加他。',
  },
  not_skilled: { status: 409, text: '{who}没有“{trade}”这个工种，不能从抢单池接这张单。请等办公室派工。' },
  already_taken: { status: 409, text: '这张单刚刚被{who}接走了。请看看抢单池里别的单。' },
  not_assignee: { status: 403, text: '这张单派给了{who}，只有他本人或办公室能办。如要换人，请办公室转派。' },
  not_reporter: { status: 403, text: '只有报修人本人或办公室能办这一步。' },
  own_work: {
    status: 403,
    text: '自己修的单不能自己验收。请报修人或办公室验收；{days} 天没有答复会自动验收。',
    rule: '维修人与验收人分开',
  },
  cancel_late: { status: 409, text: '已经派工给{who}，不能自己撤销了。请联系办公室，或在单上留言。' },
  reopen_late: {
    status: 409,
    text: '完工已超过 {days} 天，不能再要求返修。请重新报一次修。',
    rule: '返修期限（参数）',
  },
  closed_reason: { status: 422, text: '工单已归档，更正维修内容要写明原因，原因会留在记录里。' },
  closed_office: { status: 403, text: '工单已归档，只有办公室能更正维修内容。请联系办公室。' },
  extension_late: {
    status: 409,
    text: '已经超过期限，不能再申请延期。请尽快处理，并在单上留言说明。',
    rule: '延期须在到期前申请',
  },
  extension_back: { status: 422, text: '延期的日子要在现在的期限（{due}）之后。' },
  extension_open: { status: 409, text: '已有一个延期申请在等办公室答复，不用再提。' },
  extension_decided: { status: 409, text: '这个延期申请已经答复过了。' },
  clock_unset: { status: 409, text: '这张单没有完成期限，不需要延期。' },
  vendor_done: { status: 409, text: '这次厂家维修已经登记过结果了。' },
  endorsed: { status: 409, text: '您已经附议过这张单，我们会一起通知您进展。' },
  endorse_closed: { status: 409, text: '这张单已经“{state}”，不能附议了。如果问题还在，请重新报修。' },
  selection_changed: {
    status: 409,
    text: '您看到的是 {expected} 张，现在符合条件的有 {actual} 张。请刷新列表，确认后再批量处理。',
  },
  person_needed: { status: 422, text: '请选要派给谁。' },
  duplicate: { status: 409, text: '这一行已经登记过，就是工单 {no}（{where}）。没有重复登记。' },
  span_too_long: { status: 422, text: '日历一次最多看 62 天。请缩短起止日期。' },
  term_unknown: { status: 422, text: '没有“{term}”这个学期。请从列表里选，或先在校历里添加。' },
  already_rated: { status: 409, text: '这张单已经评价过了，谢谢。' },
} as const satisfies Record<string, ErrorSpec>
