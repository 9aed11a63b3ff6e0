import { defineModule } from '../../kernel/server/module.ts'
import { personColumn, personPoint } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import { handlers, purgeOld } from './operations.ts'
import './schema.ts'

export const notificationModule = defineModule({
  contract,
  dependsOn: [],
  handlers,
  migrations: 'mechanisms/notification/migrations',
  provides: [personPoint.of(personColumn('notification_message', 'person_id'))],
  schedules: [{ name: 'purge', title: '清理旧消息', cron: '41 3 * * *', run: purgeOld }],
})
