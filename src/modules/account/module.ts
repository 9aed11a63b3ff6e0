import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import * as operations from './operations.ts'
import * as queries from './queries.ts'
import './schema.ts'

const { isLastAdmin: _door, ...commands } = operations

export const accountModule = defineModule({
  contract,
  dependsOn: ['people'],
  handlers: { ...commands, ...queries },
  migrations: 'modules/account/migrations',
  schedules: [
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
