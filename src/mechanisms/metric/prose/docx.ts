import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import type { Doc, Inline } from './doc.ts'
import { INK, PAGE, STYLES } from './docx-style.ts'
import { evidenceNote, hasOwn, type LinkOf, OWN_LEGEND, OWN_MARK } from './render/evidence.ts'
import { dayInWords, itemLabel, numbered } from './render/numbering.ts'

export interface DocxOptions {
  /** Absolute addresses: Word opens them outside the system. */
  linkOf?: LinkOf
  /** A footnote at each paragraph with its metrics, records and day; on unless refused. */
  notes?: boolean
  zone?: string
}

/** The paper as Word: numbering and faces of official papers, figures that lead to their records. */
export async function toDocx(doc: Doc, options: DocxOptions = {}): Promise<Buffer> {
  const footnotes: Paragraph[] = []
  const body = numbered(doc).flatMap(({ block, label }) => {
    if (block.kind === 'heading')
      return [new Paragraph({ heading: HEADINGS[block.level], children: [run(label + block.text)] })]
    const lines = block.kind === 'para' ? [block.inlines] : block.items
    return lines.map((line, index) => {
      const number = block.kind === 'list' ? [run(itemLabel(index + 1))] : []
      return new Paragraph({ style: 'Body', children: [...number, ...runsOf(line, options, footnotes)] })
    })
  })
  const file = new Document({
    title: clean(doc.title),
    creator: clean(doc.org),
    styles: STYLES,
    footnotes: Object.fromEntries(footnotes.map((note, index) => [index + 1, { children: [note] }])),
    sections: [
      {
        properties: PAGE,
        headers: { default: headerOf(doc) },
        footers: { default: pageOfPages() },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [run(doc.title)] }),
          ...body,
          ...signOff(doc),
          ...(hasOwn(doc) ? [new Paragraph({ style: 'Small', children: [run(OWN_LEGEND)] })] : []),
        ],
      },
    ],
  })
  return Packer.toBuffer(file)
}

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

function runsOf(line: readonly Inline[], options: DocxOptions, footnotes: Paragraph[]): ParagraphChild[] {
  const { linkOf, notes = true, zone } = options
  const runs = line.flatMap((inline): ParagraphChild[] => {
    if (inline.kind === 'text') return [run(inline.text)]
    if (inline.kind === 'own') return [run(inline.text), new TextRun({ text: OWN_MARK, superScript: true })]
    const link = linkOf?.(inline.figure)
    if (!link) return [run(inline.figure.display)]
    const shown = new TextRun({ text: clean(inline.figure.display), style: 'Hyperlink' })
    return [new ExternalHyperlink({ link: clean(link), children: [shown] })]
  })
  const note = notes ? evidenceNote(line, zone) : undefined
  if (!note) return runs
  const number = footnotes.push(new Paragraph({ style: 'FootnoteText', children: [run(note)] }))
  return [...runs, new FootnoteReferenceRun(number)]
}

/** 落款: on the right, each signature as a vermilion line in place of a seal. */
function signOff({ signOff }: Doc): Paragraph[] {
  if (!signOff) return []
  const line = (...children: TextRun[]) => new Paragraph({ style: 'SignOff', children })
  const signatures = signOff.signatures.map(({ role, name, on }) =>
    line(run(`${role}：`), new TextRun({ text: clean(`【${name}  ${dayInWords(on)}签】`), color: INK.seal })),
  )
  const dated = signOff.on ? [line(run(dayInWords(signOff.on)))] : []
  return [line(), line(run(signOff.org)), ...signatures, ...dated]
}

const headerOf = (doc: Doc): Header =>
  new Header({
    children: [
      new Paragraph({
        style: 'Small',
        alignment: AlignmentType.RIGHT,
        border: { bottom: { style: 'single', size: 4, space: 4, color: '808080' } },
        children: [run(doc.org)],
      }),
    ],
  })

const pageOfPages = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Small',
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ children: ['第 ', PageNumber.CURRENT, ' 页 共 ', PageNumber.TOTAL_PAGES, ' 页'] }),
        ],
      }),
    ],
  })

const run = (text: string): TextRun => new TextRun(clean(text))

/** A paper with a character that XML forbids cannot be opened at all. */
const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
