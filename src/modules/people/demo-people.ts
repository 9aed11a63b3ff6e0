import type { RoleCode } from '../../kernel/pure/roles.ts'

interface DemoPost {
  role: RoleCode
  title?: string
  /** The unit the post is for. */
  of?: string
}

export interface DemoPerson {
  name: string
  unit: string
  posts: readonly DemoPost[]
  /** As old registers call them. */
  aliases?: readonly string[]
  /** Account of the demo that is this person's. */
  login?: string
}

const staff = (
  name: string,
  unit: string,
  role: RoleCode,
  title: string,
  more: Partial<DemoPerson> = {},
): DemoPerson => ({
  name,
  unit,
  posts: [{ role, title }],
  ...more,
})

const classTeacher = (name: string, of: string, more: Partial<DemoPerson> = {}): DemoPerson => ({
  name,
  unit: of.startsWith('高职') ? '高职部' : '三校部',
  posts: [{ role: 'teacher' }, { role: 'class_teacher', of }],
  ...more,
})

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  staff('郑志远', '校长室', 'principal', '校长', { login: 'principal' }),
  staff('韩建平', '校长室', 'vice_principal', '分管副校长', { login: 'vice' }),
  staff('周国良', '总务处', 'director', '总务主任', { login: 'director', aliases: ['周主任'] }),
  staff('钱伟民', '总务处', 'clerk', '后勤科长', { aliases: ['钱科长'] }),
  staff('许静', '总务处', 'clerk', '总务干事', { login: 'clerk', aliases: ['小许'] }),
  {
    name: '蒋涛',
    unit: '信息中心',
    posts: [{ role: 'admin' }, { role: 'room_head', title: '机房管理员' }],
    login: 'admin',
  },
  staff('严丽华', '财务室', 'accountant', '会计', { login: 'accountant' }),
  staff('沈慧', '财务室', 'cashier', '出纳', { login: 'cashier' }),
  staff('冯正', '财务室', 'auditor', '审核人', { login: 'reviewer' }),
  staff('曹志刚', '总务处', 'asset_keeper', '资产管理员', { login: 'keeper' }),
  staff('陶金妹', '仓库', 'storekeeper', '仓库保管员', { login: 'storekeeper' }),
  staff('邹凯', '总务处', 'buyer', '采购员', { login: 'buyer' }),
  staff('潘志明', '水道组', 'tradesman', '水道工', { login: 'plumber', aliases: ['小潘'] }),
  staff('陆建国', '水道组', 'tradesman', '水道工', { aliases: ['老陆', '陆师傅'] }),
  staff('何永强', '电工组', 'tradesman', '电工', { login: 'electrician', aliases: ['老何'] }),
  staff('施磊', '电工组', 'tradesman', '电工', { aliases: ['小施'] }),
  staff('吴根宝', '木工组', 'tradesman', '木工', { login: 'carpenter', aliases: ['老吴', '吴师傅'] }),
  staff('郑小军', '木工组', 'tradesman', '木工', { aliases: ['小郑'] }),
  staff('丁国庆', '食堂', 'canteen_manager', '食堂管理员'),
  staff('马秀英', '一食堂', 'cook', '炊事员'),
  staff('柴金根', '一食堂', 'cook', '厨师长'),
  staff('徐福根', '门卫室', 'guard', '门卫', { aliases: ['老徐', '门卫老徐'] }),
  staff('周大勇', '保卫科', 'guard', '保安班长', { aliases: ['周班长'] }),
  staff('孙立', '保卫科', 'guard', '夜间保安'),
  staff('葛阿根', '绿化保洁组', 'groundskeeper', '绿化工'),
  staff('薛桂英', '绿化保洁组', 'groundskeeper', '保洁员'),
  staff('张桂芳', '宿管中心', 'dorm_keeper', '宿管', { aliases: ['张阿姨', '宿管张阿姨'] }),
  staff('刘玉兰', '宿管中心', 'dorm_keeper', '宿管', { aliases: ['刘阿姨'] }),
  staff('胡长林', '宿管中心', 'dorm_keeper', '生活指导教师'),
  staff('方敏', '图书馆', 'room_head', '图书管理员'),
  staff('袁斌', '实训中心', 'room_head', '实训室管理员'),
  staff('余红', '学生处', 'teacher', '校医'),
  staff('李敏', '教务处', 'teacher', '教师', { login: 'teacher' }),
  classTeacher('顾晓燕', '高职24会计1班', { login: 'classteacher', aliases: ['顾老师'] }),
  classTeacher('陈建国', '高职24会计2班', { aliases: ['陈老师'] }),
  classTeacher('王芳', '高职24会计3班', { aliases: ['王老师'] }),
  classTeacher('唐莉', '高职24会计4班'),
  classTeacher('罗成', '高职25机电1班'),
  classTeacher('谢军', '高职25机电2班'),
  classTeacher('彭丽娟', '高职25机电3班'),
  classTeacher('董海', '高职25机电4班'),
  classTeacher('沈国华', '三校24数控1班', { aliases: ['沈老师'] }),
  classTeacher('贺明', '三校24数控2班'),
  classTeacher('龚志强', '三校24数控3班'),
  classTeacher('姚琴', '三校24数控4班'),
  classTeacher('吴静', '三校25电商1班', { aliases: ['吴老师'] }),
  classTeacher('白雪', '三校25电商2班'),
  classTeacher('陆文英', '三校25电商3班', { aliases: ['陆老师'] }),
  classTeacher('段鹏', '三校25电商4班'),
]

/** Who heads which unit. */
export const DEMO_HEADS: Readonly<Record<string, string>> = {
  校长室: '郑志远',
  总务处: '周国良',
  财务室: '严丽华',
  保卫科: '周大勇',
  食堂: '丁国庆',
  宿管中心: '胡长林',
  图书馆: '方敏',
  信息中心: '蒋涛',
  实训中心: '袁斌',
  水道组: '陆建国',
  电工组: '何永强',
  木工组: '吴根宝',
}
