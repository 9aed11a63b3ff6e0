import type { RoleCode } from '../../kernel/pure/roles.ts'

export const PERSON_KINDS = {
  staff: '教职工',
  worker: '后勤工人',
  student: '学生',
  vendor: '外单位人员',
  other: '其他',
} as const

export type PersonKind = keyof typeof PERSON_KINDS
export const PERSON_KIND_CODES = Object.keys(PERSON_KINDS) as [PersonKind, ...PersonKind[]]

/** A name as it is kept and compared: 李 敏 and 李　敏 are 李敏; Latin names keep single spaces. */
export function tidyName(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\p{Script=Latin}\d]) | (?=[^\p{Script=Latin}\d])/gu, '')
}

/** 138 0000 1234 → 13800001234; undefined when it is no telephone number. */
export function tidyPhone(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .replace(/^\+86-?/, '')
  if (/^1\d{10}$/.test(plain.replace(/-/g, ''))) return plain.replace(/-/g, '')
  return /^(0\d{2,3}-?)?\d{5,8}([-转]\d{1,6})?$/.test(plain) ? plain : undefined
}

/** The last four figures, by which people find and tell numbers apart. */
export const phoneTail = (phone: string): string => phone.replace(/\D/g, '').slice(-4)

const ADMIN_ONLY: readonly string[] = [
  'admin',
  'principal',
  'vice_principal',
  'auditor',
  'director',
  'district_officer',
]
const CUSTODIANS: readonly string[] = [
  'clerk',
  'accountant',
  'cashier',
  'asset_keeper',
  'storekeeper',
  'buyer',
]

/**
 * Who may give or end a role: those that watch over the office only an administrator, those that hold
 * money and goods the director, all others the office.
 */
export function mayGrant(actorRoles: readonly string[], role: string): boolean {
  if (actorRoles.includes('admin')) return true
  if (ADMIN_ONLY.includes(role)) return false
  if (actorRoles.includes('director')) return true
  return actorRoles.includes('clerk') && !CUSTODIANS.includes(role)
}

/** Roles that make sense only with the unit they are held for. */
export const needsUnit = (role: string): boolean => role === 'class_teacher'

interface Dated {
  from: string
  to: string | null
}

export const isCurrent = (post: Dated, day: string): boolean =>
  post.from <= day && (post.to === null || day <= post.to)

/** How a post reads: 水道工, 班主任（高职24会计1班）. */
export const postText = (post: { roleTitle: string; title: string; unitName: string | null }): string =>
  `${post.title || post.roleTitle}${post.unitName ? `（${post.unitName}）` : ''}`

/** May the posts of this person end? The last administrator who can still sign in must stay. */
export const isLastAdmin = (lastingAdmins: readonly string[], personId: string): boolean =>
  lastingAdmins.length > 0 && lastingAdmins.every(id => id === personId)

/** Students are minors: only those who need them for their work see them. */
export const SEES_STUDENTS: readonly RoleCode[] = [
  'admin',
  'director',
  'clerk',
  'principal',
  'vice_principal',
  'class_teacher',
  'dorm_keeper',
  'cashier',
]

/** Who needs staff numbers, notes and whole telephone numbers; others see the last four figures. */
export const SEES_DETAILS: readonly RoleCode[] = ['admin', 'director', 'clerk']
