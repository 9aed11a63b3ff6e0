import { defineModule } from '../../kernel/server/module.ts'
import { deskPoint } from '../../mechanisms/desk/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { contract } from './contract.ts'
import { schoolDay } from './desk.ts'
import { clearDays, createTerm, createYear, importRow, markDays, setHours, updateTerm } from './operations.ts'
import * as queries from './queries.ts'
import { ownDayRegister } from './register.ts'
import './schema.ts'

export const calendarModule = defineModule({
  contract,
  dependsOn: ['desk', 'register', 'org'],
  handlers: { ...queries, createYear, createTerm, updateTerm, markDays, clearDays, setHours, importRow },
  migrations: 'modules/calendar/migrations',
  provides: [deskPoint.of(schoolDay), registerPoint.of(ownDayRegister)],
})
