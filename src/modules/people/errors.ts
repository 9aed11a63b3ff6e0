export const ERRORS = {
  same_name: {
    status: 409,
    text: '已经有一位{name}（{about}）。如果是同一个人，请直接修改；如果是同名的另一位，请确认后再保存。',
  },
  same_no: { status: 409, text: '工号“{no}”已经是{name}的。请核对工号。' },
  alias_taken: { status: 409, text: '别名“{alias}”已经是{name}的。一个别名只能指一个人，请换一个。' },
  alias_is_name: { status: 409, text: '“{alias}”就是{name}的姓名，不用再加别名。' },
  left: { status: 409, text: '{name}已在 {on} 离开。要继续使用，请先“恢复在校”。' },
  not_left: { status: 409, text: '{name}还在校，不用恢复。' },
  merged: { status: 409, text: '这条人员记录已并入{name}。请打开{name}再操作。' },
  unit_ended: { status: 422, text: '“{unit}”已经撤销，请另选单位。' },
  unit_unknown: { status: 422, text: '没有找到单位“{unit}”。请先在“组织”里建好，或检查名称是否写对。' },
  unit_ambiguous: { status: 422, text: '叫“{unit}”的单位不止一个。请改用单位编号。' },
  needs_unit: { status: 422, text: '“{role}”要说明是哪个班。请选择班级。' },
  no_unit: { status: 422, text: '系统管理员是全校的，不用选单位。请把单位清空。' },
  has_post: { status: 409, text: '{name}已经在任“{post}”，不用再加。' },
  may_not_grant: {
    status: 403,
    text: '您不能给人加上或去掉“{role}”。请找{who}办理。',
    rule: '管钱管物和监督总务处的角色，由上一级任免',
  },
  last_admin: {
    status: 409,
    text: '{name}是最后一位能登录的系统管理员，去掉后就没有人能管理系统了。请先让另一位有账号的人担任系统管理员。',
    rule: '系统里始终要有一位能登录的管理员',
  },
  post_ended: { status: 409, text: '这个岗位已在 {on} 卸任，不用再办。' },
  too_early: { status: 422, text: '最后一天不能早于开始的日期 {from}。请改日期。' },
  same_person: { status: 422, text: '保留的和并入的是同一个人。请选另一位。' },
  two_accounts: {
    status: 409,
    text: '{keep}和{drop}各有一个能登录的账号，合并后只能留一个。请先到“账号”里停用{drop}的账号，再来合并。',
  },
  drop_has_account: {
    status: 409,
    text: '能登录的账号在{drop}名下，{keep}的账号已停用。请反过来：保留{drop}，并入{keep}。',
  },
  merge_conflict: {
    status: 409,
    text: '{keep}和{drop}在同一处各有一条登记（例如都在维修班组里），合不到一起。请先在那里去掉{drop}的那条，再来合并。',
  },
  several: {
    status: 422,
    text: '叫{name}的有 {count} 位，不知道是哪一位。请在表格里填上工号。',
  },
  no_person: { status: 404, text: '没有这个人，或者他的个人信息已经删除。' },
  erase_hindered: { status: 409, text: '还不能删除：{what}。办完以后再来。' },
  erase_reason: {
    status: 422,
    text: '理由会留在操作日志里，请不要写他的姓名和电话，可写“本人2026年3月书面申请”。',
  },
  post_unknown: {
    status: 422,
    text: '看不懂岗位“{post}”。请改写成常用的叫法，如 班主任、教师、水道工、电工、宿管、门卫。',
  },
} as const
