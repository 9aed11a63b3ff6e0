import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { metricPoint, summaryPoint } from '../../mechanisms/metric/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { replacePerson, schoolPoint, workKindPoint } from '../../mechanisms/workorder/index.ts'
import { PERSON_LEFT, PERSON_MERGED, type PersonLeft, type PersonMerged } from '../people/index.ts'
import { catalogue } from './catalogue.ts'
import { contract } from './contract.ts'
import { crew } from './crew.ts'
import { follow } from './follow.ts'
import { repairRegister } from './import/index.ts'
import { repairKind } from './kind.ts'
import { metrics } from './metrics.ts'
import { repairParameters } from './parameters.ts'
import { personal } from './personal.ts'
import { publicPages } from './public.ts'
import { record } from './record.ts'
import { report } from './report.ts'
import './schema.ts'
import { schoolFacts } from './school.ts'
import { settings } from './settings.ts'
import { repairSummary } from './summary.ts'
import { warranty } from './warranty.ts'

export const repairModule = defineModule({
  contract,
  dependsOn: [
    'metric',
    'parameter',
    'register',
    'attachment',
    'workorder',
    'people',
    'calendar',
    'place',
    'asset',
  ],
  handlers: {
    ...report,
    ...publicPages,
    ...follow,
    ...record,
    ...catalogue,
    ...crew,
    ...settings,
    ...warranty,
  },
  migrations: 'modules/repair/migrations',
  subscribers: [
    {
      event: PERSON_LEFT,
      name: 'leaves-the-crew',
      async handle(ctx, payload: PersonLeft) {
        await ctx.db
          .updateTable('repair_crew_member')
          .set({ until_on: payload.lastDay, updated_at: ctx.now })
          .where('school_id', '=', ctx.schoolId)
          .where('person_id', '=', payload.personId)
          .execute()
      },
    },
    {
      event: PERSON_MERGED,
      name: 'follows-merged-persons',
      handle: (ctx, { droppedId, keptId }: PersonMerged) => replacePerson(ctx, droppedId, keptId),
    },
  ],
  provides: [
    personDataPoint.of(personal),
    workKindPoint.of(repairKind),
    schoolPoint.of(schoolFacts),
    ...repairParameters.map(p => parameterPoint.of(p)),
    ...metrics.map(m => metricPoint.of(m)),
    summaryPoint.of(repairSummary),
    registerPoint.of(repairRegister),
  ],
})
