import { defineModule } from '../../kernel/server/module.ts'
import { personDataPoint } from '../../kernel/server/person-data.ts'
import { deskPoint } from '../../mechanisms/desk/index.ts'
import { parameterPoint } from '../../mechanisms/parameter/index.ts'
import { PERSON_LEFT } from '../people/index.ts'
import { contract } from './contract.ts'
import { factorDesk } from './desk.ts'
import { endSession } from './devices.ts'
import * as factorOperations from './factor/operations.ts'
import { factorRoles } from './factor/required.ts'
import * as operations from './operations.ts'
import { personal } from './personal.ts'
import * as queries from './queries.ts'
import './schema.ts'
import { signIn } from './sign-in.ts'

const { resetFactorOf: _byLogin, ...factor } = factorOperations
const { isLastAdmin: _door, closeAccountsOfLeavers, ...commands } = operations

export const accountModule = defineModule({
  contract,
  dependsOn: ['desk', 'parameter', 'people'],
  handlers: { ...commands, ...factor, ...queries, signIn, endSession },
  migrations: 'modules/account/migrations',
  subscribers: [{ event: PERSON_LEFT, name: 'closeAccount', handle: closeAccountsOfLeavers }],
  provides: [personDataPoint.of(personal), parameterPoint.of(factorRoles), deskPoint.of(factorDesk)],
  schedules: [
    {
      name: 'closeAccountsOfLeavers',
      title: '停用离校人员账号',
      cron: '7 0 * * *',
      run: closeAccountsOfLeavers,
    },
    {
      name: 'purgeSessions',
      title: '清理过期登录',
      cron: '17 3 * * *',
      run: async ctx => {
        await ctx.db.deleteFrom('account_session').where('expires_at', '<', ctx.now).execute()
      },
    },
  ],
})
