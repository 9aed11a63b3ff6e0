import { type Block, type Doc, figuresIn, linesOf, lineText, say } from './doc.ts'
import type { ReportPeriod } from './figure.ts'
import { type Missing, type PatternResult, sentence } from './patterns/result.ts'
import type { SectionSpec } from './sections.ts'

/** What a module has to tell in a section. */
export interface Contribution extends PatternResult {
  section: string
  /** Which obligation it answers, e.g. 'service.repair'. */
  obligation?: string
  /** 维修服务; printed where a section tells several things. */
  title?: string
  /** Lower comes first. */
  order?: number
}

export interface AssembleSpec {
  title: string
  org: string
  period: ReportPeriod
  /** Up to when the records were read, as ISO text. */
  asAt: string
  sections: readonly SectionSpec[]
  contributions: readonly Contribution[]
  /** In place of the standard opening. */
  opening?: readonly Block[]
}

export interface Assembled {
  doc: Doc
  /** 可补充的证据: what was left out for want of a record, by section. */
  missing: (Missing & { section: string; sectionTitle: string })[]
  /** Obligations about which nothing was told. */
  uncovered: { section: string; code: string; title: string }[]
}

/**
 * The sections in their order with what the modules tell. Sections about which nothing is told do
 * not become empty headings: one closing sentence names them.
 */
export function assemble(spec: AssembleSpec): Assembled {
  const { sections, contributions, period } = spec
  const known = new Set(sections.map(section => section.code))
  const stray = contributions.find(({ section }) => !known.has(section))
  if (stray) throw new RangeError(`unknown section: ${stray.section}`)

  const told = sections.map(section => ({ section, parts: partsOf(section, contributions) }))
  const silent = told.filter(({ section, parts }) => section.kind === 'report' && !hasBlocks(parts))
  const closing = told.filter(({ section }) => section.kind === 'closing')
  const bodies = told.filter(({ section, parts }) => section.kind !== 'closing' && hasBlocks(parts))
  const blocks = [
    ...(spec.opening ?? [standardOpening(period)]),
    ...bodies.flatMap(({ section, parts }) => sectionBlocks(section, parts)),
    ...silentSections(
      period,
      silent.map(({ section }) => section),
    ),
    ...closing.flatMap(({ section, parts }) =>
      inSection(
        section.code,
        parts.flatMap(part => part.blocks),
      ),
    ),
  ]
  const doc: Doc = {
    title: spec.title,
    org: spec.org,
    period,
    asAt: spec.asAt,
    blocks: withOwnKeys(blocks),
    signOff: { org: spec.org, on: null, signatures: [] },
  }
  return { doc, missing: allMissing(told, period), uncovered: uncovered(told) }
}

type Told = { section: SectionSpec; parts: Contribution[] }

const hasBlocks = (parts: readonly Contribution[]): boolean => parts.some(part => part.blocks.length > 0)

const partsOf = (section: SectionSpec, contributions: readonly Contribution[]): Contribution[] =>
  contributions.filter(part => part.section === section.code).sort((a, b) => (a.order ?? 0) - (b.order ?? 0))

function standardOpening({ label }: ReportPeriod): Block {
  return sentence('opening', 'opening', say`现将${label}总务后勤工作总结如下。`)
}

function sectionBlocks({ code, title }: SectionSpec, parts: readonly Contribution[]): Block[] {
  const speaking = parts.filter(part => part.blocks.length > 0)
  // Where others tell something, those with no records are named together at the end, not one by one.
  const empty = speaking.filter(part => part.blocks.every(isNone))
  const telling = empty.length < speaking.length ? speaking.filter(part => !empty.includes(part)) : speaking
  const several = telling.length > 1
  const blocks = telling.flatMap((part, index): Block[] => {
    const key = `${part.obligation ?? `${code}.${index}`}.title`
    const said = telling[index - 1]?.title === part.title
    const heading: Block[] =
      several && part.title && !said ? [{ kind: 'heading', level: 2, text: part.title, key }] : []
    return [...heading, ...part.blocks]
  })
  const rest = telling === speaking ? [] : noneTogether(`${code}.none`, empty)
  return inSection(code, [
    { kind: 'heading', level: 1, text: title, key: `${code}.heading` },
    ...blocks,
    ...rest,
  ])
}

const isNone = (block: Block): boolean => block.kind === 'para' && block.pattern === 'none'

/** 本学期没有损坏赔偿、财产登记的记录。 */
function noneTogether(key: string, parts: readonly Contribution[]): Block[] {
  const texts = parts.flatMap(part =>
    part.blocks.map(block => (block.kind === 'para' ? lineText(block.inlines) : '')),
  )
  const [first] = texts
  if (!first) return []
  const [lead = ''] = first.split('没有')
  const nouns = texts.map(text => text.replace(/^.*?没有/, '').replace(/的记录。$/, ''))
  return [sentence(key, 'none', say`${lead}没有${nouns.join('、')}的记录。`)]
}

const inSection = (section: string, blocks: readonly Block[]): Block[] =>
  blocks.map(block => ({ ...block, section }))

/** Two blocks of one name could not be told apart when an edited text is brought up to date. */
function withOwnKeys(blocks: readonly Block[]): Block[] {
  const seen = new Map<string, number>()
  return blocks.map((block, index) => {
    const key = block.key ?? `${block.section ?? 'block'}.${index}`
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return { ...block, key: times > 1 ? `${key}#${times}` : key }
  })
}

function silentSections({ label }: ReportPeriod, sections: readonly SectionSpec[]): Block[] {
  if (sections.length === 0) return []
  const names = sections.map(section => section.title).join('、')
  return [sentence('silent', 'silent', say`${label}本系统没有以下方面的记录：${names}。`)]
}

function allMissing(told: readonly Told[], period: ReportPeriod): Assembled['missing'] {
  return told.flatMap(({ section, parts }) => {
    const at = { section: section.code, sectionTitle: section.title }
    const empty = section.kind === 'reflect' && !hasBlocks(parts)
    const unwritten = `没有可用的记录，请撰写人自己写“${section.title}”。`
    return [
      ...(empty ? [{ ...at, key: `${section.code}.unwritten`, text: unwritten }] : []),
      ...parts.flatMap(part => part.missing.map(missing => ({ ...at, ...missing }))),
      ...parts
        .flatMap(part => part.blocks.flatMap(block => otherPeriods(block, period)))
        .map(m => ({ ...at, ...m })),
    ]
  })
}

/** A figure of another time must say of which, or readers take it for this one's. */
function otherPeriods(block: Block, period: ReportPeriod): Missing[] {
  const text = linesOf(block).map(lineText).join('')
  return figuresIn([block])
    .filter(figure => figure.period.from !== period.from || figure.period.to !== period.to)
    .filter(figure => !text.includes(figure.period.label))
    .map(figure => ({
      key: block.key ?? figure.id,
      text: `“${figure.title}${figure.display}”说的是${figure.period.label}，不是${period.label}，请在句子里写明。`,
    }))
}

const uncovered = (told: readonly Told[]): Assembled['uncovered'] =>
  told.flatMap(({ section, parts }) =>
    section.obligations
      .filter(({ code }) => !parts.some(part => part.obligation === code && part.blocks.length > 0))
      .map(({ code, title }) => ({ section: section.code, code, title })),
  )
