export interface FilterOption {
  value: string
  label: string
  /** How many rows it would give. */
  count?: number
}

export interface FilterPart {
  key: string
  /** What it filters by: 工种. Unchosen it reads 不限工种. */
  label: string
  value: readonly string[]
  options: readonly FilterOption[]
  multiple?: boolean
  /** Always part of the sentence; others appear once chosen. */
  pinned?: boolean
  /** Words for a value that is no option (a range of days, a person). */
  text?: string
}

/** The part's word in the sentence: 电工, 电工、水工, 电工等3项, 不限工种. */
export function partText(part: FilterPart): string {
  if (part.text) return part.text
  const labels = part.value.map(v => part.options.find(o => o.value === v)?.label ?? v)
  if (labels.length === 0) return `不限${part.label}`
  return labels.length <= 2 ? labels.join('、') : `${labels[0]}等${labels.length}项`
}

/** The whole filter as words, for print heads and file names: 未完成的 · 电工 · 2025年秋季学期. */
export function filterSentence(parts: readonly FilterPart[], search = ''): string {
  const words = parts.filter(p => p.value.length > 0 || p.text).map(partText)
  if (search.trim()) words.push(`含“${search.trim()}”`)
  return words.length > 0 ? words.join(' · ') : '全部'
}

/** The new value after a choice has been pressed. */
export function toggleChoice(part: FilterPart, pressed: string): string[] {
  const has = part.value.includes(pressed)
  if (!part.multiple) return has ? [] : [pressed]
  return has ? part.value.filter(v => v !== pressed) : [...part.value, pressed]
}
