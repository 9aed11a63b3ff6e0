import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { clearDays, createTerm, createYear, importRow, markDays, setHours, updateTerm } from './operations.ts'
import * as queries from './queries.ts'
import './schema.ts'

export const calendarModule = defineModule({
  contract,
  dependsOn: ['org'],
  handlers: { ...queries, createYear, createTerm, updateTerm, markDays, clearDays, setHours, importRow },
  migrations: 'modules/calendar/migrations',
})
