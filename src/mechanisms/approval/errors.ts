import type { ErrorSpec } from '../../kernel/pure/errors.ts'

const SEPARATION = '不相容岗位分离：本人不批本人的申请，同一份单据上经办的人不批'

export const APPROVAL_ERRORS = {
  withdrawn: {
    status: 409,
    text: '{who}已在{when}撤回了这份申请，您的意见没有记入。请刷新；如果还要办，请{who}重新提交。',
    rule: '撤回后不能再批',
  },
  ended: { status: 409, text: '这份申请{state}了（{who}，{when}），您的意见没有记入。请刷新后查看结果。' },
  not_yours: { status: 409, text: '这一步现在等{who}批，不在您手上。请刷新后查看走到哪里。' },
  moved_on: { status: 409, text: '您看到的这一步已经过去了，意见没有记入。请刷新，看清新的情况再批。' },
  own: {
    status: 403,
    text: '这是您自己提出的申请，不能自己批。请等别人批，或者撤回。',
    rule: SEPARATION,
  },
  barred: {
    status: 409,
    text: '{who}在这份单据上另有经手（{reason}），不能批。请由别人批。',
    rule: SEPARATION,
  },
  not_holder: {
    status: 403,
    text: '您已经不任{role}，这一步要由现任的人批，一小时内会自动转过去。如有疑问请联系管理员。',
  },
  nobody: {
    status: 409,
    text: '“{step}”这一步没有人能批：{why}。请先在“人员”里安排别的人任这个职并开通账号，或请管理员在“审批路线”里指定最后代批人，然后再办。',
    rule: SEPARATION,
  },
  running: {
    status: 409,
    text: '这份单据正在审批，等{who}批，不用再提交。如果要改内容，请先撤回。',
  },
  none_running: { status: 409, text: '这份单据没有在审批，没有什么可撤回的。请刷新后查看。' },
  subject_unknown: { status: 422, text: '不认识审批事项“{kind}”。请刷新页面后重试。' },
  person_unknown: { status: 422, text: '选的人不在岗或没有账号，批不了。请另选一人。' },
  sits_already: { status: 409, text: '{who}本来就在这一步里，不用再加。' },
  too_large_for_bulk: {
    status: 409,
    text: '{amount} 超过成批同意的限额 {limit}，要打开单独看过再批。',
    rule: '大额开支逐件审批',
  },
  step_unknown: { status: 422, text: '只能退回到已经走过的步骤。请从列表里选。' },
  only_asker: { status: 403, text: '只有申请人{who}能撤回。如有不妥，请批“不同意”或“退回”。' },
  only_asker_urges: { status: 403, text: '只有申请人{who}或总务办公室能催办。如需加快，请直接联系批准人。' },
  urged: { status: 429, text: '{when}刚催过，{hours} 小时内只能催一次。请在{next}以后再催，或直接打电话。' },
  last_hand: { status: 409, text: '这一步没有别的人可催。请刷新后查看走到哪里。' },
  routes_flawed: { status: 422, text: '{why}。请改好再保存。' },
  routes_changed: {
    status: 409,
    text: '审批路线刚刚由{who}改成第 {version} 版，您的改动没有保存。请刷新，在新的一版上改。',
  },
  delegate_self: { status: 422, text: '不能委托给本人。请另选一人。' },
  delegate_days: { status: 422, text: '委托的日子不对：{why}。请重新选择。' },
  delegate_twice: {
    status: 409,
    text: '{from}至{to}已经委托给{who}了，同一段日子不能再委托别人。请先收回那一次委托。',
  },
  delegate_over: { status: 409, text: '这次委托已经收回或到期，不用再收回。' },
  delegate_other: {
    status: 403,
    text: '不能替别人办理委托。请本人办理；本人办不了的，请校长、总务主任或管理员代办，且不能委托给代办人自己。',
  },
} as const satisfies Record<string, ErrorSpec>
