/** Accounts of the demo school, shown on the login page in demo mode only. */
export const DEMO_PASSWORD = 'zongwu2026'

export const DEMO_ACCOUNTS: readonly { login: string; role: string; about: string }[] = [
  { login: 'director', role: 'director', about: '派工、导入、写工作总结' },
  { login: 'clerk', role: 'clerk', about: '受理报修、登记' },
  { login: 'vice', role: 'vice_principal', about: '审批采购、处置' },
  { login: 'accountant', role: 'accountant', about: '预算、记账、月报' },
  { login: 'reviewer', role: 'auditor', about: '审核报销单' },
  { login: 'keeper', role: 'asset_keeper', about: '资产卡片、盘点' },
  { login: 'storekeeper', role: 'storekeeper', about: '入库、发放、借还' },
  { login: 'buyer', role: 'buyer', about: '询价、下单' },
  { login: 'plumber', role: 'tradesman', about: '手机上接单、完工' },
  { login: 'electrician', role: 'tradesman', about: '手机上接单、完工' },
  { login: 'carpenter', role: 'tradesman', about: '手机上接单、完工' },
  { login: 'teacher', role: 'teacher', about: '报修、确认、评价' },
  { login: 'classteacher', role: 'class_teacher', about: '报修、申请物品、班级财产' },
  { login: 'principal', role: 'principal', about: '审批、看总结' },
  { login: 'cashier', role: 'cashier', about: '收款、付款' },
  { login: 'admin', role: 'admin', about: '账号与设置' },
]
