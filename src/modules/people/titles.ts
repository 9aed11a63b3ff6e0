import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'

/** How people write what somebody does, and the role it stands for; the first that fits holds. */
const WORDS: readonly (readonly [RegExp, RoleCode])[] = [
  [/系统管理|网络?管理员|信息管理/, 'admin'],
  [/班主任/, 'class_teacher'],
  [/副校长|校长助理|书记/, 'vice_principal'],
  [/校长/, 'principal'],
  [/(总务|后勤).*(主任|处长|科长|部长)/, 'director'],
  [/(总务|后勤).*(干事|科员|文员|内勤)|^干事$|^内勤$/, 'clerk'],
  [/会计(?!专业)/, 'accountant'],
  [/出纳/, 'cashier'],
  [/审核|审计/, 'auditor'],
  [/(资产|校产|财产).*管理/, 'asset_keeper'],
  [/采购/, 'buyer'],
  [/食堂.*(管理|主任|经理)|事务长/, 'canteen_manager'],
  [/保管|仓库|库管/, 'storekeeper'],
  [/炊事|厨|面点|食堂|切配/, 'cook'],
  [/门卫|保安|安保|监控|护校|巡逻/, 'guard'],
  [/宿管|宿舍管理|生活(指导|老师|教师)|寝室管理/, 'dorm_keeper'],
  [/绿化|园艺|花工|保洁|清洁|勤杂|卫生员/, 'groundskeeper'],
  [/维修|[水电木瓦泥焊钳漆]工|水道工|管道工|水电|锅炉|司炉|空调|搬运|修理/, 'tradesman'],
  [/室长|实验(室|员)|机房|图书(馆|管理)|器材/, 'room_head'],
  [/教育局|督学|区勤办/, 'district_officer'],
  [/老?教?师|教员|任课|校医|职员|教辅|[科处系组]长|主任|干事/, 'teacher'],
]

const BY_LABEL = new Map(Object.entries(ROLES).map(([code, label]) => [label as string, code as RoleCode]))

/** The role behind a title: 水道工 → tradesman; undefined where nobody could tell. */
export function roleOfTitle(title: string): RoleCode | undefined {
  return BY_LABEL.get(title) ?? WORDS.find(([word]) => word.test(title))?.[1]
}

/** 班主任、语文教师 → two posts. Each keeps its words, and has no role where they are not understood. */
export function readPosts(text: string): { title: string; role: RoleCode | undefined }[] {
  const titles = text
    .normalize('NFKC')
    .split(/[、,;/|\s]+/)
    .filter(title => title !== '')
  return [...new Set(titles)].map(title => ({ title, role: roleOfTitle(title) }))
}
