import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personColumn, personPoint } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import { handlers, purgeOld } from './operations.ts'
import { personal } from './personal.ts'
import './schema.ts'

export const notificationModule = defineModule({
  contract,
  dependsOn: [],
  handlers,
  migrations: 'mechanisms/notification/migrations',
  provides: [personDataPoint.of(personal), personPoint.of(personColumn('notification_message', 'person_id'))],
  schedules: [{ name: 'purge', title: '清理旧消息', cron: '41 3 * * *', run: purgeOld }],
})
