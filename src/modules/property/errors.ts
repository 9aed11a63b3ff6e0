import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const errors = {
  no_term: {
    status: 422,
    text: '校历里没有“{term}”这个学期。请先在校历里设好学期，再发起登记。',
  },
  nothing_to_start: {
    status: 422,
    text: '没有可以登记的{kind}。请先在组织或场所里建好，或换一个范围。',
  },
  needs_unit: { status: 422, text: '还没选班级或部门。请选好再登记。' },
  needs_place: { status: 422, text: '还没选房间。请选好再登记。' },
  not_a_class: { status: 422, text: '“{name}”不是{kind}，不能按{kind}登记。请重新选择。' },
  exists: { status: 409, text: '{title}本学期已经登记过（{no}）。请打开那一张修改。' },
  no_lines: { status: 422, text: '登记表还是空的，不能交付签字。请先填上物品和数量。' },
  broken_too_many: {
    status: 422,
    text: '“{name}”只有{quantity}{measure}，其中已坏的不能多于它。请改正数量。',
  },
  twice_named: { status: 422, text: '“{name}”写了两行。请合成一行，或在名称里写明区别。' },
  no_such_duty: { status: 422, text: '{kind}登记表上没有“{duty}”这一栏。应由{duties}签字。' },
  must_draw: { status: 422, text: '“{duty}”没有账号，要在手机屏幕上手写。请把手机交给本人签。' },
  not_drawn: { status: 422, text: '“{duty}”要用自己的账号登录后签。请登录后点“签字”。' },
  not_your_duty: { status: 403, text: '这一栏要由{duty}签。您不是{duty}，请转给本人。' },
  not_yours: { status: 403, text: '这张表由{keeper}负责，您不能改。请找本人或总务处。' },
  same_person: {
    status: 403,
    text: '您已经作为{other}签过字，三方签字不能由一个人签两处。请另一位来签。',
    rule: '学生、班主任、室长三方签字',
  },
  not_counted: {
    status: 422,
    text: '还有 {count} 样没有点（如：{name}）。没有了的请填 0，全部点完再完成复查。',
  },
  foreign_line: { status: 422, text: '有一行不在这张登记表上。请刷新后重新填写。' },
  no_difference: { status: 422, text: '“{name}”和期初登记一致，没有差异要处理。' },
  human_is_charged: {
    status: 422,
    text: '人为损坏或丢失要按损坏赔偿处理，不能只作说明。请点“赔偿”。',
    rule: '人为损坏照价赔偿',
  },
  already_charged: { status: 409, text: '“{name}”已转损坏赔偿（{no}），不用再处理。要改请到那件赔偿里改。' },
  charge_too_many: {
    status: 422,
    text: '“{name}”少了或坏了的共 {most}{measure}，赔偿数量不能比它多。请改正数量。',
  },
  unsettled: {
    status: 422,
    text: '还有 {count} 样差异没有处理（如：{name}）。请先说明原因或转赔偿，再办结。',
  },
  nothing_to_review: { status: 422, text: '没有可以复查的登记表。三方签完字的才能复查。' },
  month_published: {
    status: 409,
    text: '{month} 的考核已经公布，不能再改分。确要更正，请总务主任先撤回公布。',
  },
  month_open: { status: 409, text: '{month} 的考核还没有公布，不用撤回。' },
  month_future: { status: 422, text: '{month} 还没到，不能评分。请选本月或以前的月份。' },
  day_outside: { status: 422, text: '日期 {day} 不在 {month} 里。请选这个月里的日期。' },
  already_withdrawn: { status: 409, text: '这笔扣分已经撤销过了。' },
} as const satisfies Record<string, ErrorSpec>
