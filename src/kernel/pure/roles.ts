/**
 * The roles of a school's logistics office and of those it serves. A person may hold several;
 * separation of duties is tested per document, not per account.
 */
export const ROLES = {
  admin: '系统管理员',
  principal: '校长',
  vice_principal: '分管副校长',
  director: '总务主任',
  clerk: '总务干事',
  accountant: '会计',
  cashier: '出纳',
  auditor: '审核人',
  asset_keeper: '资产管理员',
  storekeeper: '保管员',
  buyer: '采购员',
  tradesman: '维修工',
  canteen_manager: '食堂管理员',
  cook: '炊事员',
  guard: '门卫保安',
  groundskeeper: '绿化保洁',
  dorm_keeper: '宿管',
  class_teacher: '班主任',
  room_head: '室长',
  teacher: '教师',
  district_officer: '区教育局干部',
} as const

export type RoleCode = keyof typeof ROLES
export const ROLE_CODES = Object.keys(ROLES) as [RoleCode, ...RoleCode[]]

/** Groups used in contracts, so that a rule reads as a sentence. */
export const OFFICE = ['director', 'clerk'] as const satisfies readonly RoleCode[]
export const LEADERS = ['principal', 'vice_principal', 'director'] as const satisfies readonly RoleCode[]
export const STAFF = ROLE_CODES.filter(r => r !== 'district_officer')
