import type { ServerModule } from '../kernel/server/module.ts'
import { approvalModule } from '../mechanisms/approval/index.ts'
import { attachmentModule } from '../mechanisms/attachment/index.ts'
import { deskModule } from '../mechanisms/desk/index.ts'
import { labelModule } from '../mechanisms/label/index.ts'
import { ledgerModule } from '../mechanisms/ledger/index.ts'
import { metricModule } from '../mechanisms/metric/index.ts'
import { notificationModule } from '../mechanisms/notification/index.ts'
import { parameterModule } from '../mechanisms/parameter/index.ts'
import { reconciliationModule } from '../mechanisms/reconciliation/index.ts'
import { registerModule } from '../mechanisms/register/index.ts'
import { retentionModule } from '../mechanisms/retention/index.ts'
import { signatureModule } from '../mechanisms/signature/index.ts'
import { workorderModule } from '../mechanisms/workorder/index.ts'
import { accountModule } from './account/module.ts'
import { assetModule } from './asset/index.ts'
import { budgetModule } from './budget/index.ts'
import { calendarModule } from './calendar/module.ts'
import { claimModule } from './claim/index.ts'
import { contractModule } from './contract/index.ts'
import { damageModule } from './damage/module.ts'
import { orgModule } from './org/module.ts'
import { peopleModule } from './people/module.ts'
import { placeModule } from './place/module.ts'
import { procurementModule } from './procurement/index.ts'
import { propertyModule } from './property/module.ts'
import { repairModule } from './repair/index.ts'
import { stockModule } from './stock/index.ts'
import { stocktakeModule } from './stocktake/module.ts'
import { summaryModule } from './summary/module.ts'
import { supplierModule } from './supplier/index.ts'

/** All modules and mechanisms, in dependency order. */
export const modules: readonly ServerModule[] = [
  deskModule,
  metricModule,
  parameterModule,
  retentionModule,
  attachmentModule,
  notificationModule,
  registerModule,
  labelModule,
  signatureModule,
  approvalModule,
  ledgerModule,
  reconciliationModule,
  workorderModule,
  orgModule,
  peopleModule,
  accountModule,
  calendarModule,
  placeModule,
  supplierModule,
  budgetModule,
  stockModule,
  assetModule,
  contractModule,
  procurementModule,
  claimModule,
  repairModule,
  damageModule,
  propertyModule,
  stocktakeModule,
  summaryModule,
]
