import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personColumn, personPoint } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import { destroy, propose, withdraw } from './operations.ts'
import { personal } from './personal.ts'
import { items, lists, report } from './queries.ts'
import './schema.ts'

export const retentionModule = defineModule({
  contract,
  dependsOn: [],
  handlers: { report, lists, items, propose, destroy, withdraw },
  migrations: 'mechanisms/retention/migrations',
  provides: [
    personDataPoint.of(personal),
    personPoint.of(personColumn('retention_list', 'proposed_by')),
    personPoint.of(personColumn('retention_list', 'decided_by')),
  ],
})
