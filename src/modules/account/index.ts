export { account } from './contract.ts'
export { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts'
export { isLastAdmin } from './operations.ts'
export { authenticate, forgetSessions, keepSessions } from './session.ts'
