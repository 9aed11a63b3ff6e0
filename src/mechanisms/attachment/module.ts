import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personColumn, personPoint } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import { handlers } from './operations.ts'
import { personal } from './personal.ts'
import './schema.ts'
import { purgeLoose } from './store.ts'

export const attachmentModule = defineModule({
  contract,
  dependsOn: [],
  handlers,
  migrations: 'mechanisms/attachment/migrations',
  provides: [personDataPoint.of(personal), personPoint.of(personColumn('attachment_file', 'uploaded_by'))],
  schedules: [{ name: 'purge', title: '清理未使用的上传', cron: '23 * * * *', run: purgeLoose }],
})
