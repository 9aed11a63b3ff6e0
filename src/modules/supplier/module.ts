import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { deskPoint, searchPoint } from '../../mechanisms/desk/index.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { contract } from './contract.ts'
import { licenceDesk, supplierSearch } from './desk.ts'
import { exportFirms } from './export.ts'
import { metrics } from './metrics.ts'
import * as operations from './operations.ts'
import { licenceLeadDays, scoreWeights } from './parameters.ts'
import { personal } from './personal.ts'
import { deliveries, get, list, options, scorecard } from './queries.ts'
import { supplierRegister } from './register.ts'
import './schema.ts'
import { supplierSummary } from './summary.ts'

export const supplierModule = defineModule({
  contract,
  dependsOn: ['desk', 'metric', 'parameter', 'register', 'org'],
  handlers: { ...operations, deliveries, get, list, options, scorecard, export: exportFirms },
  migrations: 'modules/supplier/migrations',
  provides: [
    personDataPoint.of(personal),
    ...metrics.map(metric => metricPoint.of(metric)),
    summaryPoint.of(supplierSummary),
    registerPoint.of(supplierRegister),
    deskPoint.of(licenceDesk),
    searchPoint.of(supplierSearch),
    parameterPoint.of(scoreWeights),
    parameterPoint.of(licenceLeadDays),
  ],
})
