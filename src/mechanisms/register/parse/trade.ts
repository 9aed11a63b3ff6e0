import { TRADES, type TradeCode } from './dictionary/index.ts'
import { tightText } from './text.ts'

/** The trade a cell of a trade column names: 电工, 水电(电), 木工班 → code. */
export function tradeOf(text: string): TradeCode | undefined {
  const name = tightText(text).replace(/(?:维修|报修|班组|班|组|类|工程|师傅|部)+$/g, '')
  if (name === '') return undefined
  for (const { code, name: own, also } of TRADES) {
    if (name === code || name === own || also.includes(name) || also.includes(name.replace(/工$/, '')))
      return code
  }
  return tradeIn(text)
}

/**
 * The trade that the name of a sheet or a title speaks of: 电工报修, 后勤部水道工报修登记本. None when it speaks
 * of several, as 水电维修 does.
 */
export function tradeIn(text: string): TradeCode | undefined {
  const tight = tightText(text)
  const found = new Set<TradeCode>()
  for (const { code, name, also } of TRADES) {
    const words = [name, ...also].filter(word => word.length > 1)
    if (words.some(word => tight.includes(word))) found.add(code)
  }
  if (/水电/.test(tight)) return undefined
  return found.size === 1 ? [...found][0] : undefined
}
