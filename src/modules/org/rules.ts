/** Kinds of unit, with their 中文 names. */
export const UNIT_KINDS = {
  school: '学校',
  campus: '校区',
  department: '部门',
  grade: '年级',
  class: '班级',
  crew: '班组',
} as const

export type UnitKind = keyof typeof UNIT_KINDS
export const UNIT_KIND_CODES = Object.keys(UNIT_KINDS) as [UnitKind, ...UnitKind[]]

const BELOW: Record<UnitKind, readonly UnitKind[]> = {
  school: ['campus', 'department', 'grade', 'class', 'crew'],
  campus: ['department', 'grade', 'class', 'crew'],
  department: ['department', 'grade', 'class', 'crew'],
  grade: ['class'],
  class: [],
  crew: [],
}

export const mayStandBelow = (kind: UnitKind, parent: UnitKind): boolean => BELOW[parent].includes(kind)

/** What may stand below a unit, for a form's choice. */
export const kindsBelow = (parent: UnitKind): readonly UnitKind[] => BELOW[parent]

/** The kind that a name most likely means: 高职24会计1班 is a class, 电工班 a crew, 高一年级 a grade. */
export function guessUnitKind(name: string): UnitKind {
  if (/校区$|分校$/.test(name)) return 'campus'
  if (/(工|保安|保洁|绿化|维修|水电|食堂|炊事|物业|搬运)班$|班组$|[队组]$/.test(name)) return 'crew'
  if (/班$/.test(name)) return 'class'
  if (/年级$|[级届]$|级部$/.test(name)) return 'grade'
  return 'department'
}

/** A span of days, both ends included; without `to` it lasts. */
export interface Validity {
  from: string
  to: string | null
}

export const holdsOn = (span: Validity, day: string): boolean =>
  span.from <= day && (span.to === null || day <= span.to)

export const overlaps = (a: Validity, b: Validity): boolean =>
  (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to)

export interface TreeUnit extends Validity {
  id: string
  parentId: string | null
  name: string
  sort: number
}

/** How a unit was called and where it stood until `to`. */
export interface PastUnit {
  unitId: string
  name: string
  parentId: string | null
  from: string
  to: string
}

/** The units as they were on a day, with the names and parents of that day, each after its parent. */
export function treeAsOf<U extends TreeUnit>(
  units: readonly U[],
  past: readonly PastUnit[],
  day: string,
): U[] {
  const then = new Map(past.filter(p => holdsOn(p, day)).map(p => [p.unitId, p]))
  const living = units
    .filter(unit => holdsOn(unit, day))
    .map(unit => {
      const old = then.get(unit.id)
      return old ? { ...unit, name: old.name, parentId: old.parentId } : unit
    })
  return inTreeOrder(living)
}

/** Each unit after its parent, siblings by `sort` and then by name as people count (高一 before 高二, 2班 before 10班). */
export function inTreeOrder<U extends TreeUnit>(units: readonly U[]): U[] {
  const ids = new Set(units.map(unit => unit.id))
  const children = new Map<string | null, U[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  const ordered: U[] = []
  const visit = (parent: string | null): void => {
    for (const unit of (children.get(parent) ?? []).sort(bySortAndName)) {
      ordered.push(unit)
      visit(unit.id)
    }
  }
  visit(null)
  return ordered
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

const bySortAndName = (a: TreeUnit, b: TreeUnit): number =>
  a.sort - b.sort || collator.compare(counted(a.name), counted(b.name)) || (a.id < b.id ? -1 : 1)

const counted = (name: string): string =>
  name.replace(/[一二三四五六七八九]/g, n => String('一二三四五六七八九'.indexOf(n) + 1))

/** Would standing below `parentPath` make the unit stand below itself? */
export const isCircle = (unitId: string, parentPath: readonly string[]): boolean =>
  parentPath.includes(unitId)

/** Form in which names of units are compared: 高职２４会计（３）班 is 高职24会计3班. */
export const unitKey = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, '').replace(/[()]/g, '').toLowerCase()
