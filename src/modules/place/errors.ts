import type { ErrorSpec } from '../../kernel/pure/errors.ts'

/** Refusals of the place module. */
export const errors = {
  misplaced: { status: 422, text: '{kind}不能放在“{parent}”里面。请另选上级，或改一下类别。' },
  same_name: {
    status: 409,
    text: '已经有“{name}”。请换一个名字，例如加上校区；如果是同一处，直接用原来的。',
  },
  same_code: { status: 409, text: '编号“{code}”已用于{name}。请核对后换一个编号。' },
  alias_taken: { status: 409, text: '“{alias}”已经指{name}，不能再指别处。请先删掉那边的别名，或换个叫法。' },
  alias_empty: { status: 422, text: '“{alias}”只有符号，认不出是哪里。请写成平时的叫法，例如 学5幢。' },
  ended: { status: 409, text: '“{name}”已在 {on} 停用。要继续使用请先恢复。' },
  not_ended: { status: 409, text: '“{name}”没有停用，不用恢复。' },
  parent_ended: { status: 409, text: '上级“{name}”已停用。请先恢复上级，再恢复这里。' },
  has_inside: {
    status: 409,
    text: '“{name}”里面还有 {count} 处在用（{examples}）。请选“里面的也一起停用”，或先把它们移走。',
  },
  last_day: { status: 422, text: '最后一天要在 {from} 到 {today} 之间。请重新选日期。' },
  too_early: { status: 422, text: '“{name}”的现状从 {from} 起，新的情况要从这一天之后算起。请重新选日期。' },
  too_late: { status: 422, text: '日期不能晚于今天。到了那天再改。' },
  nothing: { status: 422, text: '没有改动任何内容，不用保存。' },
  span: { status: 422, text: '{what}要从小到大填，例如 1 到 6。' },
  not_building: { status: 422, text: '“{name}”不是楼，不能批量建房间。请选一幢楼。' },
  unit_unknown: { status: 422, text: '没有找到部门“{unit}”。请检查名称，或先在组织里建好。' },
  use_unknown: { status: 422, text: '不认识用途“{use}”。可以写：教室、宿舍、办公、食堂、实验室、仓库等。' },
  looks_like: {
    status: 409,
    text: '“{name}”看起来就是已有的“{other}”。如果是同一处，请写成“{other}”或先给它加别名“{name}”；如果不是，请先在“场所”里建好“{name}”。',
  },
  no_selection: { status: 422, text: '没有选场所。请选几处，或选一幢楼。' },
  too_many: { status: 422, text: '选中 {count} 处，一次最多 {max} 处。请分几次，例如一层一层来。' },
  no_code: { status: 409, text: '有 {count} 处还没有二维码。请先生成二维码，再打印。' },
  nothing_to_print: { status: 422, text: '没有可以打印的二维码。请检查选的场所或批次。' },
  code_unknown: { status: 404, text: '没有这个二维码。请核对标签下面的 8 位字母和数字。' },
  code_retired: { status: 409, text: '这个二维码已经停用。请换贴一张新的，或找总务处。' },
  code_taken: { status: 409, text: '这个二维码已经贴在{name}。要改贴别处，请先停用它再用新的一张。' },
} as const satisfies Record<string, ErrorSpec>
