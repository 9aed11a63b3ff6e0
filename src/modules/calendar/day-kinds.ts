/** What a day is in the school's year. */
export const DAY_KINDS = {
  school: '上学',
  weekend: '周末',
  holiday: '法定放假',
  makeup: '调休上班',
  own_off: '本校放假',
  own_work: '本校上班',
  vacation: '假期',
  duty: '假期值班',
} as const

export type DayKind = keyof typeof DAY_KINDS
export const DAY_KIND_CODES = Object.keys(DAY_KINDS) as [DayKind, ...DayKind[]]
