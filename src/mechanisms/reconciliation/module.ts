import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { personPoint } from '../../kernel/server/persons.ts'
import { gatePoint } from '../ledger/index.ts'
import { contract } from './contract.ts'
import { reconciliationGate } from './gate.ts'
import { movePerson } from './merging.ts'
import * as operations from './operations.ts'
import { personal } from './personal.ts'
import { exportRun, get, kinds, list } from './queries.ts'
import './schema.ts'

const { agree, explain, run, sendBack } = operations

export const reconciliationModule = defineModule({
  contract,
  dependsOn: ['register', 'ledger'],
  handlers: { agree, explain, run, sendBack, exportRun, get, kinds, list },
  migrations: 'mechanisms/reconciliation/migrations',
  provides: [personDataPoint.of(personal), gatePoint.of(reconciliationGate), personPoint.of(movePerson)],
})
