import type { Doc, Inline } from '../doc.ts'
import { evidenceNote, hasOwn, type LinkOf, OWN_LEGEND, OWN_MARK } from './evidence.ts'
import { itemLabel, numbered } from './numbering.ts'
import { signOffLines } from './text.ts'

export interface MarkdownOptions {
  /** Figures become links to their records. */
  linkOf?: LinkOf
  /** A footnote at each paragraph with its metrics, records and day; on unless refused. */
  notes?: boolean
  zone?: string
}

export function toMarkdown(doc: Doc, { linkOf, notes = true, zone }: MarkdownOptions = {}): string {
  const footnotes: string[] = []
  const line = (inlines: readonly Inline[]): string => {
    const text = inlines.map(inline => written(inline, linkOf)).join('')
    const note = notes ? evidenceNote(inlines, zone) : undefined
    return note ? `${text}[^${footnotes.push(note)}]` : text
  }
  const body = numbered(doc).map(({ block, label }) => {
    if (block.kind === 'heading') return `${'#'.repeat(block.level + 1)} ${label}${escapeText(block.text)}`
    if (block.kind === 'para') return line(block.inlines)
    return block.items.map((item, index) => `${itemLabel(index + 1)} ${line(item)}`).join('\n\n')
  })
  const signOff = signOffLines(doc).filter(Boolean).map(escapeText).join('  \n')
  const legend = hasOwn(doc) ? OWN_LEGEND : ''
  const notesText = footnotes.map((note, index) => `[^${index + 1}]: ${escapeText(note)}`).join('\n')
  return `${[`# ${escapeText(doc.title)}`, ...body, signOff, legend, notesText].filter(Boolean).join('\n\n')}\n`
}

function written(inline: Inline, linkOf: LinkOf | undefined): string {
  if (inline.kind !== 'figure') return escapeText(inline.text) + (inline.kind === 'own' ? OWN_MARK : '')
  const url = linkOf?.(inline.figure)
  const display = escapeText(inline.figure.display)
  return url ? `[${display}](<${url.replace(/[<>\n]/g, encodeURIComponent)}>)` : display
}

/** Nobody's words may turn into markup. */
const escapeText = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>#|~!]/g, '\\$&')
    .replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, '$1\\$2')
    .replace(/\n+/g, ' ')
