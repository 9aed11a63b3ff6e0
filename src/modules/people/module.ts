import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { approverPoint, replaceApprover } from '../../mechanisms/approval/index.ts'
import { searchPoint } from '../../mechanisms/desk/index.ts'
import { registerPoint } from '../../mechanisms/register/index.ts'
import { UNIT_ENDED, type UnitEnded } from '../org/index.ts'
import { addAlias, removeAlias } from './aliases.ts'
import { approvers } from './approvers.ts'
import { contract } from './contract.ts'
import { copy } from './data/copy.ts'
import { erase, erasePlan } from './data/erase.ts'
import { personSearch } from './desk.ts'
import { PERSON_MERGED, type PersonMerged } from './events.ts'
import { followEndedUnit, moveMembers } from './follow-units.ts'
import { importRow } from './import-row.ts'
import { exportList, list } from './list.ts'
import { merge } from './merge.ts'
import { comeBack, create, leave, setHead, update } from './operations.ts'
import { personal } from './personal.ts'
import { assignPost, endPost } from './posts.ts'
import * as queries from './queries.ts'
import { personRegister } from './register.ts'
import './schema.ts'

export const peopleModule = defineModule({
  contract,
  dependsOn: ['desk', 'register', 'approval', 'org'],
  handlers: {
    ...queries,
    list,
    export: exportList,
    create,
    update,
    leave,
    comeBack,
    addAlias,
    removeAlias,
    assignPost,
    endPost,
    setHead,
    merge,
    importRow,
    copy,
    erase,
    erasePlan,
  },
  migrations: 'modules/people/migrations',
  provides: [
    personDataPoint.of(personal),
    searchPoint.of(personSearch),
    registerPoint.of(personRegister),
    approverPoint.of(approvers),
  ],
  subscribers: [
    {
      event: UNIT_ENDED,
      name: 'followUnit',
      handle: (ctx, payload: UnitEnded) => followEndedUnit(ctx, payload),
    },
    {
      event: PERSON_MERGED,
      name: 'approvals',
      handle: (ctx, { droppedId, keptId }: PersonMerged) => replaceApprover(ctx, droppedId, keptId),
    },
  ],
  schedules: [
    { name: 'moveMembers', title: '把撤销单位的人员转到接替单位', cron: '5 0 * * *', run: moveMembers },
  ],
})
