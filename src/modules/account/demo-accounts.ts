/** Accounts of the demo school, shown on the login page in demo mode only. */
export const DEMO_PASSWORD = 'zongwu2026'

export const DEMO_ACCOUNTS: readonly { login: string; role: string; about: string }[] = [
  { login: 'director', role: 'director', about: '派工、导入、写工作总结' },
  { login: 'clerk', role: 'clerk', about: '受理报修、登记' },
  { login: 'plumber', role: 'tradesman', about: '手机上接单、完工' },
  { login: 'electrician', role: 'tradesman', about: '手机上接单、完工' },
  { login: 'carpenter', role: 'tradesman', about: '手机上接单、完工' },
  { login: 'teacher', role: 'teacher', about: '报修、确认、评价' },
  { login: 'classteacher', role: 'class_teacher', about: '报修、班级赔偿' },
  { login: 'principal', role: 'principal', about: '看总结、批减免' },
  { login: 'cashier', role: 'cashier', about: '收赔款、开收据' },
  { login: 'admin', role: 'admin', about: '账号与设置' },
]
