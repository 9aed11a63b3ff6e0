import { type Doc, type Inline, inlineText } from '../doc.ts'
import { hasOwn, OWN_LEGEND, OWN_MARK } from './evidence.ts'
import { dayInWords, itemLabel, numbered } from './numbering.ts'

/** The paper as plain text: copied into a form, read by a script. */
export function toPlainText(doc: Doc): string {
  const body = numbered(doc).flatMap(({ block, label }) => {
    if (block.kind === 'heading') return [`${INDENT}${label}${block.text}`]
    if (block.kind === 'para') return [INDENT + spoken(block.inlines)]
    return block.items.map((item, index) => `${INDENT}${itemLabel(index + 1)}${spoken(item)}`)
  })
  const legend = hasOwn(doc) ? ['', OWN_LEGEND] : []
  return [doc.title, '', ...body, ...signOffLines(doc), ...legend, ''].join('\n')
}

/** 落款: the unit, the signatures, the day. */
export function signOffLines({ signOff }: Doc): string[] {
  if (!signOff) return []
  const signatures = signOff.signatures.map(({ role, name, on }) => `${role}：${name}（${dayInWords(on)}签）`)
  return ['', signOff.org, ...signatures, ...(signOff.on ? [dayInWords(signOff.on)] : [])]
}

const INDENT = '　　'

const spoken = (line: readonly Inline[]): string =>
  line.map(inline => inlineText(inline) + (inline.kind === 'own' ? OWN_MARK : '')).join('')
