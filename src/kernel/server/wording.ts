import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const KINDS: Record<string, string> = {
  string: '应是文字',
  number: '应是数字',
  int: '应是整数',
  boolean: '只能是“是”或“否”',
  array: '应是一列',
  date: '应是日期',
}

const FORMATS: Record<string, string> = {
  uuid: '编号不完整，请从列表中重新选择',
  date: '日期不对，应如 2026-09-01',
  datetime: '时间不对，应如 2026-09-01T08:00:00Z',
  email: '邮箱地址不对，应如 name@example.com',
  url: '网址不对，应以 http:// 或 https:// 开头',
}

/** What a refused value is told in plain Chinese, where its schema has no words of its own. */
export const wording: z.core.$ZodErrorMap = issue => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return '没有填'
      return KINDS[issue.expected] ?? '格式不对'
    case 'invalid_value':
      return issue.input === undefined ? '没有选' : '不在可选的范围里'
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return FORMATS[issue.format] ?? '格式不对'
    case 'not_multiple_of':
      return `应是 ${issue.divisor} 的倍数`
    case 'unrecognized_keys':
      return `不认识的内容：${issue.keys.slice(0, 5).join('、')}`
    default:
      return '内容不对'
  }
}

function tooSmall({ origin, minimum, inclusive }: Extract<Issue, { code: 'too_small' }>): string {
  if (origin === 'string') return Number(minimum) <= 1 ? '没有填' : `至少 ${minimum} 个字`
  if (origin === 'array' || origin === 'set')
    return Number(minimum) <= 1 ? '至少要有一项' : `至少 ${minimum} 项`
  return inclusive === false ? `应大于 ${minimum}` : `不能小于 ${minimum}`
}

function tooBig({ origin, maximum, inclusive }: Extract<Issue, { code: 'too_big' }>): string {
  if (origin === 'string') return `太长了，最多 ${maximum} 个字`
  if (origin === 'array' || origin === 'set') return `太多了，最多 ${maximum} 项`
  return inclusive === false ? `应小于 ${maximum}` : `不能大于 ${maximum}`
}
