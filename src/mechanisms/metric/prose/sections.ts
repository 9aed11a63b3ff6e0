/** Something the office is bound to do, under which its work is told. */
export interface Obligation {
  code: string
  title: string
}

export interface SectionSpec {
  code: string
  title: string
  /**
   * `report` tells what was done; `reflect` (problems, plans) only people can write when no record
   * feeds it; `closing` has no heading.
   */
  kind: 'report' | 'reflect' | 'closing'
  obligations: readonly Obligation[]
}

const section = (
  code: string,
  title: string,
  obligations: Record<string, string> = {},
  kind: SectionSpec['kind'] = 'report',
): SectionSpec => ({
  code,
  title,
  kind,
  obligations: Object.entries(obligations).map(([key, name]) => ({ code: `${code}.${key}`, title: name })),
})

/** The order of a logistics department's summary; schools and variants may give their own. */
export const DEPARTMENT_SECTIONS: readonly SectionSpec[] = [
  section('team', '思想与队伍建设', { study: '学习与会议', staff: '队伍与分工', training: '培训与持证' }),
  section('finance', '财务与收费管理', { budget: '预算与开支', fees: '收费与公示', settle: '结算与清退' }),
  section('service', '常规服务工作', {
    opening: '开学准备',
    purchase: '物资采购与发放',
    repair: '维修服务',
    utilities: '水电管理',
    hygiene: '环境卫生',
    support: '活动与会议保障',
  }),
  section('greening', '绿化美化工作', { care: '花木养护', planting: '补种与新建' }),
  section('assets', '校产管理工作', { register: '登记与盘点', damage: '损坏与赔偿', custody: '领用与借用' }),
  section('canteen', '食堂与学生生活', { food: '食品安全', meals: '饭菜质量', dormitory: '住宿管理' }),
  section('safety', '安全保卫工作', {
    gate: '门卫与来访',
    fire: '消防设施',
    hazards: '隐患排查整改',
    incidents: '事故情况',
  }),
  section('works', '硬件建设与工程', { projects: '工程与整修', equipment: '设备添置' }),
  section('problems', '存在问题及对策', {}, 'reflect'),
  section('plan', '下一步打算', {}, 'reflect'),
  section('closing', '结尾', {}, 'closing'),
]
