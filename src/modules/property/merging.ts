import type { TemplateLine } from './rules.ts'

export interface Proposed {
  name: string
  measure: string
  quantity: number
  broken: number
  note: string
  asset_id: string | null
  asset_no: string
}

export interface Card {
  id: string
  no: string
  name: string
  measure: string
  quantity: number
}

/**
 * What the registers know of a room, as the lines of its sheet: last term's sheet as its review found it, else
 * the school's list with what the standard gives; and the cards that stand there. Of a thing that was counted
 * last term the count stays and the book is noted beside it; else the book's quantity goes before the list's.
 */
export function mergeProposal(known: {
  previous: readonly Proposed[] | undefined
  template: readonly TemplateLine[]
  standard: readonly TemplateLine[]
  cards: readonly Card[]
}): Proposed[] {
  const lines = known.previous
    ? known.previous.map(line => ({ ...line }))
    : overlaid(known.template, known.standard).map(fromTemplate)
  for (const group of grouped(known.cards)) {
    const quantity = group.reduce((sum, card) => sum + card.quantity, 0)
    const [card] = group
    if (!card) continue
    const numbers = {
      asset_id: group.length === 1 ? card.id : null,
      asset_no: group.length === 1 ? card.no : `${card.no} 等${group.length}件`,
    }
    const line = lines.find(l => l.name === card.name)
    if (!line) {
      lines.push({ name: card.name, measure: card.measure, quantity, broken: 0, note: '', ...numbers })
      continue
    }
    Object.assign(line, numbers)
    if (!known.previous) Object.assign(line, { quantity, measure: card.measure })
    else if (line.quantity !== quantity) line.note = `资产账 ${quantity}${card.measure}`
  }
  return lines
}

/** The standard's quantity for what both name; what only the standard names comes after. */
function overlaid(template: readonly TemplateLine[], standard: readonly TemplateLine[]): TemplateLine[] {
  const more = standard.filter(s => !template.some(t => t.name === s.name))
  return [...template.map(t => standard.find(s => s.name === t.name) ?? t), ...more]
}

function grouped(cards: readonly Card[]): Card[][] {
  const groups = new Map<string, Card[]>()
  for (const card of cards) groups.set(card.name, [...(groups.get(card.name) ?? []), card])
  return [...groups.values()]
}

const fromTemplate = ({ name, measure, quantity }: TemplateLine): Proposed => ({
  name,
  measure,
  quantity,
  broken: 0,
  note: '',
  asset_id: null,
  asset_no: '',
})
