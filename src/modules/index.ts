import { defineContract } from '../kernel/pure/operation.ts'
import type { ServerModule } from '../kernel/server/module.ts'
import { attachmentModule } from '../mechanisms/attachment/index.ts'
import { deskModule } from '../mechanisms/desk/index.ts'
import { metricModule } from '../mechanisms/metric/index.ts'
import { notificationModule } from '../mechanisms/notification/index.ts'
import { parameterModule } from '../mechanisms/parameter/index.ts'
import { registerModule } from '../mechanisms/register/index.ts'
import { accountModule } from './account/module.ts'
import { calendarModule } from './calendar/module.ts'
import { damageModule } from './damage/module.ts'
import { summaryModule } from './summary/module.ts'
import { orgModule } from './org/module.ts'
import { peopleModule } from './people/module.ts'

/** Stands in for a module whose schema exists before its code; each line is replaced by the module itself. */
const schemaOnly = (id: string, folder = `modules/${id}/migrations`): ServerModule => ({
  contract: defineContract({ id, title: id, operations: {}, errors: {} }),
  dependsOn: [],
  handlers: {},
  migrations: folder,
})

/** All modules and mechanisms, in dependency order. */
export const modules: readonly ServerModule[] = [
  deskModule,
  metricModule,
  parameterModule,
  attachmentModule,
  notificationModule,
  registerModule,
  orgModule,
  peopleModule,
  accountModule,
  calendarModule,
  schemaOnly('place'),
  damageModule,
  summaryModule,
]
