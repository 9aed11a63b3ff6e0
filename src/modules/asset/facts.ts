import type { Ctx } from '../../kernel/server/ctx.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { contract } from './contract.ts'
import { BULK_COUNT, BULK_YUAN, GENERAL_YUAN, SPECIAL_YUAN } from './parameters.ts'
import {
  type CategoryCode,
  categoryOf,
  classInfo,
  EDITIONS,
  type Edition,
  editionsLike,
  type Thresholds,
} from './rules.ts'

export interface Classified {
  classCode: string | null
  classEdition: Edition | null
  category: CategoryCode
}

interface Wanted {
  name: string
  classCode: string
  classEdition: Edition | null
  category: CategoryCode | null
}

/** The class with its edition and the category it is depreciated by; what cannot be known is asked, not guessed. */
export function classify({ name, classCode, classEdition, category }: Wanted): Classified {
  if (classCode === '') {
    if (!category) throw contract.fail('no_category', { name }, { category: '请选一项' })
    return { classCode: null, classEdition: null, category }
  }
  if (!classEdition) throw noEdition(classCode)
  const info = classInfo(classEdition, classCode)
  if (!info) {
    const form = classEdition === '2022' ? '2022 版是字母 A 加 8 位数字。' : '2010 版是 1 到 7 位数字。'
    const edition = EDITIONS[classEdition]
    throw contract.fail('class_unknown', { edition, code: classCode, form }, { classCode: '没有这个代码' })
  }
  const found = category ?? categoryOf(classEdition, classCode)
  if (!found) throw contract.fail('no_category', { name }, { category: '请选一项' })
  return { classCode, classEdition, category: found }
}

export function noEdition(code: string) {
  const [like, ...more] = editionsLike(code)
  const hint = like && more.length === 0 ? `这个代码的写法像 ${EDITIONS[like]}。` : ''
  return contract.fail('no_edition', { code, hint }, { classEdition: '请选版本' })
}

/** Limits in force on a day. */
export async function thresholdsOn(ctx: Ctx, day: string): Promise<Thresholds> {
  return {
    generalFen: (await readParameter(ctx, GENERAL_YUAN, day)) * 100,
    specialFen: (await readParameter(ctx, SPECIAL_YUAN, day)) * 100,
    bulkCount: await readParameter(ctx, BULK_COUNT, day),
    bulkFen: (await readParameter(ctx, BULK_YUAN, day)) * 100,
  }
}
