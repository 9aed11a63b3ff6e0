import type { RepairRecord } from '../../../mechanisms/register/parse/index.ts'

export interface Finished {
  /** Undefined: still in work. */
  day?: string
  time?: string
  /** Said in the order's remark where the register was not simply followed. */
  remark?: string
}

const NOT_YET = /未修|没修|未完|待料|待修|等配件|等材料|转报|无法修|不能修/

/**
 * When the work was done. Registers that have no such column list what was done; in the others old rows with
 * nothing in it were forgotten rather than left undone, which the user may decide otherwise.
 */
export function finishedOn(
  record: RepairRecord,
  hasColumn: boolean,
  blankDone: string | undefined,
  oldBefore: string,
): Finished {
  const reported = record.reportedOn.day
  if (record.doneOn) {
    if (record.doneOn.day >= reported) return { ...record.doneOn }
    return { day: reported, remark: `表上的完成日期 ${record.doneOn.day} 早于报修日期，按报修当天完成记` }
  }
  if (NOT_YET.test(`${record.handling ?? ''}${record.remark ?? ''}`)) return {}
  if (!hasColumn || blankDone === 'done') return { day: reported }
  if (blankDone === 'open' || reported >= oldBefore) return {}
  return { day: reported }
}
