import { COMMON_PASSWORDS } from './common-passwords.ts'
import { PASSWORD_MIN } from './rules.ts'

/** Words that stand for the place and not for a secret. */
const PLACE = [
  'zongwu',
  'zongwuchu',
  'houqin',
  'xuexiao',
  'laoshi',
  'mima',
  'school',
  'teacher',
  'admin',
  'password',
]

export interface Surroundings {
  login: string
  /** The school's code; none where the password is meant to be known, as in the demo school. */
  school?: string | undefined
}

/** Why a password is too easy; undefined when it may be used. */
export function weakness(password: string, { login, school }: Surroundings): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < PASSWORD_MIN) return `少于 ${PASSWORD_MIN} 位`
  if (COMMON_PASSWORDS.has(plain)) return '是最常见的密码'
  if (new Set(plain).size <= 2) return '字符太单一'
  if (login.length >= 4 && plain.includes(login.toLowerCase())) return '包含登录名'
  if (school === undefined) return undefined
  const word = plain.replace(/[^\p{L}]/gu, '')
  return [...PLACE, school.replace(/[^a-z]/g, '')].includes(word) ? '只是学校或系统的名字加数字' : undefined
}
