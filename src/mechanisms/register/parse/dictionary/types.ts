export type TradeCode =
  | 'plumber'
  | 'electrician'
  | 'carpenter'
  | 'mason'
  | 'metalworker'
  | 'av'
  | 'fire'
  | 'lift'
  | 'kitchen'
  | 'garden'

export interface Trade {
  code: TradeCode
  name: string
  /** Other names, as they stand in trade columns and names of sheets. */
  also: readonly string[]
}

/** How urgent the fault usually is: L0 at once … L4 planned works. */
export type FaultLevel = 'L0' | 'L1' | 'L2' | 'L3' | 'L4'

export interface FaultItem {
  /** '{trade}.{noun}', stable for ever. */
  code: string
  trade: TradeCode
  /** Canonical name. */
  name: string
  /** Title of the group that summary sentences add it up under. */
  reportGroup: string
  measure: string
  /** false: measured work (米), which stands outside the number of orders. */
  countsAsOrder: boolean
  level: FaultLevel
  /** Phrases that mean this item wherever they stand in a text. */
  synonyms: readonly string[]
  /** The same as shapes; the longest match of all items wins. */
  pattern?: RegExp
  /** Words that suggest the item where nothing names one. */
  hint?: RegExp
}

export interface ReportGroup {
  trade: TradeCode
  /** Title within a sentence: 灯具及开关、插座. */
  title: string
  /** Verb before the title, may be empty: 修理更换. */
  verb: string
  measure: string
}

type Extras = Partial<Pick<FaultItem, 'countsAsOrder' | 'level' | 'pattern' | 'hint'>>

/** One line of the dictionary. `group` is null for an item that is its own group. */
export function fault(
  code: string,
  name: string,
  group: string | null,
  measure: string,
  synonyms: string,
  extras: Extras = {},
): FaultItem {
  return {
    code,
    trade: code.slice(0, code.indexOf('.')) as TradeCode,
    name,
    reportGroup: group ?? name,
    measure,
    countsAsOrder: true,
    level: 'L2',
    synonyms: synonyms.split(' ').filter(Boolean),
    ...extras,
  }
}
