import { pages as approvalPages } from '../mechanisms/approval/web/pages.ts'
import { pages as ledgerPages } from '../mechanisms/ledger/web/pages.ts'
import { pages as metricPages } from '../mechanisms/metric/web/pages.ts'
import { pages as notificationPages } from '../mechanisms/notification/web/pages.ts'
import { pages as parameterPages } from '../mechanisms/parameter/web/pages.ts'
import { pages as reconciliationPages } from '../mechanisms/reconciliation/web/pages.ts'
import { pages as registerPages } from '../mechanisms/register/web/pages.ts'
import { pages as retentionPages } from '../mechanisms/retention/web/pages.ts'
import { pages as assetPages, slots as assetSlots } from '../modules/asset/web/pages.ts'
import { pages as budgetPages } from '../modules/budget/web/pages.ts'
import { pages as calendarPages } from '../modules/calendar/web/pages.ts'
import { pages as claimPages } from '../modules/claim/web/pages.ts'
import { pages as contractPages } from '../modules/contract/web/pages.ts'
import { pages as damagePages } from '../modules/damage/web/pages.ts'
import { pages as orgPages } from '../modules/org/web/pages.ts'
import { pages as peoplePages } from '../modules/people/web/pages.ts'
import { pages as placePages } from '../modules/place/web/pages.ts'
import { pages as procurementPages } from '../modules/procurement/web/pages.ts'
import { pages as propertyPages } from '../modules/property/web/pages.ts'
import { pages as repairPages } from '../modules/repair/web/pages.ts'
import { pages as stockPages } from '../modules/stock/web/pages.ts'
import { slots as stockSlots } from '../modules/stock/web/slots.ts'
import { pages as stocktakePages } from '../modules/stocktake/web/pages.ts'
import { pages as summaryPages } from '../modules/summary/web/pages.ts'
import { pages as supplierPages } from '../modules/supplier/web/pages.ts'
import { pages as shellPages } from './app/pages.ts'
import type { PageSpec } from './page-spec.ts'
import type { SlotSpec } from './slot.tsx'

/** All pages of the shell. */
export const pages: readonly PageSpec[] = [
  ...shellPages,
  ...ledgerPages,
  ...reconciliationPages,
  ...approvalPages,
  ...assetPages,
  ...contractPages,
  ...damagePages,
  ...budgetPages,
  ...claimPages,
  ...procurementPages,
  ...propertyPages,
  ...stocktakePages,
  ...stockPages,
  ...summaryPages,
  ...supplierPages,
  ...metricPages,
  ...placePages,
  ...parameterPages,
  ...notificationPages,
  ...orgPages,
  ...peoplePages,
  ...calendarPages,
  ...repairPages,
  ...registerPages,
  ...retentionPages,
]

/** Parts that modules add to the pages of others. */
export const slots: readonly SlotSpec[] = [...assetSlots, ...stockSlots]
