import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personPoint } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import * as operations from './operations.ts'
import { personal } from './personal.ts'
import * as queries from './queries.ts'
import { tidyImports } from './tidy.ts'
import * as views from './views.ts'
import './schema.ts'

export const registerModule = defineModule({
  contract,
  dependsOn: ['notification'],
  handlers: {
    ...operations,
    ...queries,
    views: views.views,
    saveView: views.saveView,
    deleteView: views.deleteView,
  },
  migrations: 'mechanisms/register/migrations',
  provides: [personDataPoint.of(personal), personPoint.of(views.moveViews)],
  schedules: [{ name: 'tidy', title: '整理导入记录', cron: '41 3 * * *', run: tidyImports }],
})
