import type { ErrorSpec } from '../../kernel/pure/errors.ts'

export const REPAIR_ERRORS = {
  code_unknown: {
    status: 404,
    text: '这张二维码还没有登记贴在哪里。请换附近的码扫，或直接填写地点报修。',
  },
  public_off: { status: 403, text: '学校暂时没有开放免登录报修。请登录后报修，或打电话给总务处。' },
  public_hours: {
    status: 403,
    text: '免登录报修的时间是每天 {from} 到 {to}。现在请登录后报修，急事请打总务处电话。',
  },
  public_limit: {
    status: 429,
    text: '您今天已经报了 {limit} 次，达到免登录报修的上限。请登录后继续报，或打电话给总务处。',
  },
  public_phone: { status: 422, text: '请留一个手机号，维修师傅找不到地方时好联系您。' },
  public_photo: { status: 422, text: '请拍一张照片，师傅看了才知道带什么工具和配件。' },
  place_unknown: { status: 422, text: '没有找到这个地点。请重新选择，或直接写明在哪里。' },
  place_needed: { status: 422, text: '请说明在哪里：选一个地点，或写上楼号和房间。' },
  person_unknown: { status: 422, text: '没有找到这个人。请从人员名单里选。' },
  what_needed: { status: 422, text: '请说明哪里坏了：选一项，或写几个字。' },
  item_taken: { status: 409, text: '项目代码“{code}”已经有了（{name}）。请换一个代码。' },
  item_unknown: { status: 404, text: '没有找到这个维修项目。请刷新页面后重试。' },
  trade_unknown: { status: 422, text: '没有“{trade}”这个工种。请从列表里选。' },
  synonym_taken: { status: 409, text: '“{text}”已经归到“{name}”。请先删掉原来的，再归到别的项目。' },
  rule_person: { status: 422, text: '指定到人的规则要选一个人，而且他要在维修班组里。' },
  token_unknown: {
    status: 404,
    text: '没有找到这张报修单。请检查链接是否完整，或凭单号向总务处查询。',
  },
  day_future: { status: 422, text: '{what} {day} 还没有到，请检查日期。' },
  day_order: { status: 422, text: '完成日期 {done} 早于报修日期 {reported}，请检查日期。' },
  day_mismatch: { status: 422, text: '报修时间和报修日期不是同一天。请检查这一行的日期。' },
  hours_order: { status: 422, text: '开放时间的起点要早于终点。' },
} as const satisfies Record<string, ErrorSpec>
