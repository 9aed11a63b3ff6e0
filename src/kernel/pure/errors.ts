/** HTTP statuses an operation may answer with when it refuses. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 423 | 429 | 503 | 507

export interface ErrorSpec {
  status: RefusalStatus
  /** What the user reads: what happened, why, the way out. `{name}` is filled from params. */
  text: string
  /** The rule that refused, with its source, where a rule did. */
  rule?: string
}

export type ErrorParams = Record<string, string | number>

let stacks = true

/**
 * Refusals are answers, not faults, and each page asks for dozens of them to know which buttons to offer: a server
 * that works for users does not note where in the code each was made.
 */
export function refuseWithoutStacks(): void {
  stacks = false
}

/** The one error that operations throw. Its text is written for users. */
export class AppError extends Error {
  readonly code: string
  readonly status: RefusalStatus
  readonly params: ErrorParams
  readonly rule?: string
  /** Errors by field path ("lines.0.qty"), shown beside the field. */
  readonly fields?: Record<string, string>

  constructor(code: string, spec: ErrorSpec, params: ErrorParams = {}, fields?: Record<string, string>) {
    const { stackTraceLimit } = Error
    if (!stacks) Error.stackTraceLimit = 0
    super(fillText(spec.text, params))
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'AppError'
    this.code = code
    this.status = spec.status
    this.params = params
    if (spec.rule !== undefined) this.rule = spec.rule
    if (fields !== undefined) this.fields = fields
  }
}

/** What a client receives when an operation refuses. */
export interface ErrorBody {
  code: string
  message: string
  rule?: string
  fields?: Record<string, string>
  requestId?: string
}

export const KERNEL_ERRORS = {
  'kernel.signed_out': { status: 401, text: '您还没有登录，或登录已过期。请重新登录后再试。' },
  'kernel.forbidden': { status: 403, text: '您没有“{operation}”的权限。如需办理，请找总务主任开通。' },
  'kernel.not_found': { status: 404, text: '没有找到这条记录。它可能不存在，或者不在您可以查看的范围内。' },
  'kernel.invalid': { status: 400, text: '有内容没有填对：{detail}' },
  'kernel.too_large': { status: 413, text: '内容太大，超过了 {limit} 的上限。请缩小或拆分后再试。' },
  'kernel.unsupported': { status: 415, text: '不认识这种内容格式。请从页面上重新提交。' },
  'kernel.changed': { status: 409, text: '这条记录刚刚被{who}改过。请刷新看到最新内容后再操作。' },
  'kernel.state': { status: 409, text: '现在是“{state}”，不能{action}。请刷新后看看可以做什么。' },
  'kernel.school_unknown': { status: 404, text: '没有找到这所学校。请检查网址，或从学校给您的链接进入。' },
  'kernel.too_often': { status: 429, text: '操作太频繁了，请过 {seconds} 秒再试。' },
  'kernel.must_change_password': { status: 403, text: '首次登录请先修改初始密码，再使用其他功能。' },
  'kernel.must_enrol': {
    status: 403,
    text: '您的职务要求登录时加一道动态码。请先在手机上设置好，再使用其他功能。',
  },
  'kernel.busy': { status: 503, text: '系统正忙，您的内容没有丢失，请稍后再试一次。' },
  'kernel.disk_full': {
    status: 507,
    text: '服务器的磁盘满了，这次没有保存任何内容。请联系管理员腾出磁盘空间，然后再试一次。',
  },
  'kernel.files_away': {
    status: 503,
    text: '存放照片和文件的服务器暂时没有应答，这次没有保存任何内容。请稍后再试一次；一直这样请告诉管理员。',
  },
  'kernel.files_refused': {
    status: 503,
    text: '存放照片和文件的服务器拒绝了访问，这次没有保存任何内容。请告诉管理员核对它的地址、桶名和密钥。',
  },
  'kernel.command_mismatch': { status: 409, text: '同一个提交编号已用于另一项操作。请刷新页面后重新提交。' },
} as const satisfies Record<string, ErrorSpec>

export type KernelErrorCode = keyof typeof KERNEL_ERRORS

export function kernelError(
  code: KernelErrorCode,
  params: ErrorParams = {},
  fields?: Record<string, string>,
): AppError {
  return new AppError(code, KERNEL_ERRORS[code], params, fields)
}

export const notFound = (): AppError => kernelError('kernel.not_found')

export function fillText(text: string, params: ErrorParams): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in params ? String(params[key]) : whole))
}

export function toErrorBody(error: AppError, requestId?: string): ErrorBody {
  return {
    code: error.code,
    message: error.message,
    ...(error.rule ? { rule: error.rule } : {}),
    ...(error.fields ? { fields: error.fields } : {}),
    ...(requestId ? { requestId } : {}),
  }
}
