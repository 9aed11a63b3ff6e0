import { z } from 'zod'
import { Id, line, pageInput, pageOf, requiredLine } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { INITIAL_DAYS, PASSWORD_MIN } from './rules.ts'

const Login = requiredLine(40)
  .regex(/^[\p{L}\p{N}._@-]+$/u, '只能用文字、数字和 . _ @ -')
  .meta({ title: '登录名' })
const Password = z.string().min(1, '请输入密码').max(200, '密码太长').meta({ title: '密码' })
const NewPassword = z
  .string()
  .min(PASSWORD_MIN, `新密码至少 ${PASSWORD_MIN} 位`)
  .max(200, '密码太长')
  .meta({ title: '新密码' })

const Code = z.string().trim().max(30, '动态码是 6 位数字').meta({ title: '动态码' })
/** Asked anew of whoever is signed in; the code where the account has a second factor. */
const proof = { password: Password, code: Code.optional() }
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

const Me = z.object({
  userId: Id,
  personId: Id,
  name: z.string(),
  roles: z.array(z.object({ code: z.string(), title: z.string() })),
  mustChangePassword: z.boolean(),
  /** A role asks for a second factor, which comes before everything else. */
  mustEnrol: z.boolean(),
  /** Operations the person may call; pages and menus follow it. */
  may: z.array(z.string()),
  school: z.object({ id: Id, slug: z.string(), name: z.string(), shortName: z.string(), demo: z.boolean() }),
  today: z.string(),
})

export const Account = z.object({
  id: Id,
  personId: Id,
  name: z.string(),
  login: z.string(),
  roles: z.array(z.string()),
  mustChange: z.boolean(),
  secondFactor: z.enum(['on', 'off', 'missing']),
  disabled: z.boolean(),
  lockedUntil: z.date().nullable(),
  lastSeenAt: z.date().nullable(),
})

const Done = z.object({})
const manage = ['admin', 'director'] as const

export const contract = defineContract({
  id: 'account',
  title: '账号',
  operations: {
    door: query({
      title: '查看登录页信息',
      input: z.strictObject({}),
      output: z.object({
        school: z.object({ name: z.string(), shortName: z.string(), slug: z.string() }),
        demoAccounts: z.array(
          z.object({
            login: z.string(),
            password: z.string(),
            name: z.string(),
            role: z.string(),
            about: z.string(),
          }),
        ),
      }),
      access: 'anyone',
    }),
    signIn: command({
      title: '登录',
      input: z.strictObject({
        login: Login,
        password: Password,
        device: line(200).default(''),
        code: Code.optional(),
      }),
      /** With `codeNeeded` nobody is signed in yet: the same call again, with the code. */
      output: z.object({ mustChangePassword: z.boolean(), codeNeeded: z.boolean() }),
      access: 'anyone',
      secret: true,
      rateLimit: 30,
    }),
    signOut: command({
      title: '退出登录',
      input: z.strictObject({}),
      output: Done,
      access: 'signed-in',
      beforePasswordChange: true,
    }),
    me: query({
      title: '查看我是谁',
      input: z.strictObject({}),
      output: Me,
      access: 'signed-in',
      beforePasswordChange: true,
    }),
    changePassword: command({
      title: '修改密码',
      input: z.strictObject({ current: Password, next: NewPassword }),
      output: Done,
      access: 'signed-in',
      beforePasswordChange: true,
      secret: true,
    }),
    sessions: query({
      title: '查看我的登录设备',
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({
            id: Id,
            device: z.string(),
            createdAt: z.date(),
            seenAt: z.date(),
            current: z.boolean(),
          }),
        ),
      }),
      access: 'signed-in',
    }),
    endSession: command({
      title: '让一台设备退出',
      input: z.strictObject({ id: Id, password: Password }),
      output: Done,
      access: 'signed-in',
      secret: true,
    }),
    factor: query({
      title: '查看我的动态码',
      input: z.strictObject({}),
      output: z.object({
        since: z.date().nullable(),
        required: z.boolean(),
        codesLeft: z.int(),
      }),
      access: 'signed-in',
      beforeSecondFactor: true,
    }),
    startFactor: command({
      title: '设置动态码',
      input: z.strictObject(proof),
      output: z.object({ secret: z.string(), address: z.string() }),
      access: 'signed-in',
      beforeSecondFactor: true,
      secret: true,
    }),
    confirmFactor: command({
      title: '启用动态码',
      input: z.strictObject({ code: Code }),
      output: RecoveryCodes,
      access: 'signed-in',
      beforeSecondFactor: true,
      secret: true,
    }),
    newRecoveryCodes: command({
      title: '换一组恢复码',
      input: z.strictObject(proof),
      output: RecoveryCodes,
      access: 'signed-in',
      secret: true,
    }),
    dropFactor: command({
      title: '停用动态码',
      input: z.strictObject(proof),
      output: Done,
      access: 'signed-in',
      secret: true,
    }),
    list: query({
      title: '查看账号',
      input: z.strictObject({ search: line(50).optional(), ...pageInput }),
      output: pageOf(Account),
      access: manage,
    }),
    candidates: query({
      title: '查看还没有账号的人',
      input: z.strictObject({ search: line(50).optional(), ...pageInput }),
      output: pageOf(
        z.object({
          id: Id,
          name: z.string(),
          staffNo: z.string().nullable(),
          unit: z.string(),
          roles: z.array(z.string()),
        }),
      ),
      access: manage,
    }),
    create: command({
      title: '开通账号',
      input: z.strictObject({ personId: Id, login: Login, password: NewPassword.optional() }),
      output: z.object({ id: Id, login: z.string(), initialPassword: z.string() }),
      access: manage,
      secret: true,
    }),
    createMany: command({
      title: '批量开通账号',
      input: z.strictObject({ personIds: z.array(Id).min(1).max(500) }),
      output: z.object({
        created: z.array(z.object({ name: z.string(), login: z.string(), initialPassword: z.string() })),
        skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
      }),
      access: manage,
      secret: true,
    }),
    resetPassword: command({
      title: '重置密码',
      input: z.strictObject({ id: Id }),
      output: z.object({ initialPassword: z.string() }),
      access: manage,
      secret: true,
    }),
    resetFactor: command({
      title: '清除动态码',
      input: z.strictObject({ id: Id }),
      output: Done,
      access: manage,
    }),
    disable: command({ title: '停用账号', input: z.strictObject({ id: Id }), output: Done, access: manage }),
    enable: command({ title: '启用账号', input: z.strictObject({ id: Id }), output: Done, access: manage }),
  },
  errors: {
    wrong: { status: 401, text: '登录名或密码不对。请核对后再试；忘记密码请找总务处重置。' },
    locked: {
      status: 423,
      text: '密码连续输错多次，账号已暂停登录，请 {minutes} 分钟后再试，或找总务处重置密码。',
    },
    disabled: { status: 403, text: '这个账号已停用。如需恢复，请找总务主任。' },
    wrong_current: { status: 422, text: '密码不对，没有改动任何内容。请重新输入现在的密码。' },
    wrong_code: {
      status: 422,
      text: '动态码不对，或已经用过。请等手机上换出下一个再输入；时间对不上时，把手机时间设为自动。',
    },
    code_missing: { status: 422, text: '这个账号开启了动态码。请输入手机上的 6 位动态码，或一个恢复码。' },
    enrol_anew: { status: 409, text: '这个二维码已过期。请重新点“设置动态码”，扫新的二维码。' },
    no_factor: { status: 409, text: '这个账号没有开启动态码，不用清除。' },
    factor_required: {
      status: 409,
      text: '您的职务要求登录时加动态码，不能停用。换手机请点“换一部手机”。',
      rule: '制度参数“哪些职务登录时必须加动态码”',
    },
    factor_unreadable: {
      status: 409,
      text: '服务器的密钥换过了，读不出原来的动态码。请用恢复码登录，或请管理员清除动态码后重新设置。',
    },
    own_factor: {
      status: 409,
      text: '不能清除自己的动态码。请用恢复码登录后换一部手机，或请另一位管理员来办。',
      rule: '第二道验证不能由本人绕过',
    },
    initial_expired: {
      status: 403,
      text: `初始密码发出超过 ${INITIAL_DAYS} 天没有使用，已经失效。请找总务处重新发一个。`,
    },
    weak: { status: 422, text: '这个密码太容易被猜到：{why}。请换一个。' },
    login_taken: { status: 409, text: '登录名“{login}”已有人使用。请换一个，例如加上工号。' },
    has_account: { status: 409, text: '{name}已经有账号（登录名 {login}），不用再开。' },
    last_admin: {
      status: 409,
      text: '这是最后一个可用的系统管理员账号，不能停用。请先给另一位开通管理员。',
      rule: '系统里始终要有一位能登录的管理员',
    },
    own: { status: 409, text: '不能停用自己正在使用的账号。请让另一位管理员来办。' },
  },
})

export const account = contract.operations
