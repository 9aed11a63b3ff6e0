import { columnLetters } from './book.ts'
import { zipFormat } from './file-kind.ts'
import { megabytes, type ReadLimits } from './limits.ts'
import { ReadError } from './read-error.ts'
import { packStored, readZipDirectory, unpackEntry, type ZipEntry } from './zip.ts'

export interface SheetPart {
  name: string
  hidden: boolean
  /** "A1:C3", as the file says. */
  merges: string[]
  lastRow: number
}

export interface LeanPackage {
  sheets: SheetPart[]
  /** A workbook with sheets S1, S2 … of the values alone. */
  zip: Buffer
}

const MAX_CELLS = 3_000_000

/**
 * Takes from a workbook file what bears values: sheets, strings, number formats. Charts, pictures, validations
 * and hundreds of thousands of formatted empty cells are left behind, because they break or choke a reader
 * without adding anything to read.
 */
export async function leanPackage(zip: Buffer, file: string, limits: ReadLimits): Promise<LeanPackage> {
  const parts = new PackageParts(zip, file, limits)
  const workbook = plainXml(await parts.text('xl/workbook.xml'))
  const relations = relationsOf(plainXml(await parts.text('xl/_rels/workbook.xml.rels')))
  const files = new Map<string, string>()
  const sheets: SheetPart[] = []
  let rows = 0
  for (const { name, state, relation } of sheetsOf(workbook)) {
    const target = relations.get(relation)
    if (!target?.type.endsWith('/worksheet')) continue
    const xml = plainXml(await parts.text(target.path))
    const lean = withoutBlankCells(xml)
    const lastRow = checkedLastRow(lean, name, limits)
    rows += lastRow
    if (rows > limits.maxRows)
      throw new ReadError('too_many_rows', { sheet: name, rows, limit: limits.maxRows })
    sheets.push({ name, hidden: state !== 'visible', merges: mergesOf(xml), lastRow })
    files.set(`xl/worksheets/sheet${sheets.length}.xml`, lean)
  }
  for (const [kind, path] of [
    ['/sharedStrings', 'xl/sharedStrings.xml'],
    ['/styles', 'xl/styles.xml'],
  ] as const) {
    const target = [...relations.values()].find(relation => relation.type.endsWith(kind))
    if (target && parts.has(target.path)) files.set(path, plainXml(await parts.text(target.path)))
  }
  const is1904 = /<workbookPr\b[^>]*\bdate1904="(1|true)"/.test(workbook)
  files.set('xl/workbook.xml', workbookXml(sheets.length, is1904))
  files.set('xl/_rels/workbook.xml.rels', relationsXml(sheets.length))
  return { sheets, zip: packStored(new Map([...files].map(([name, xml]) => [name, Buffer.from(xml)]))) }
}

class PackageParts {
  readonly #zip: Buffer
  readonly #file: string
  readonly #entries: Map<string, ZipEntry>

  constructor(zip: Buffer, file: string, limits: ReadLimits) {
    this.#zip = zip
    this.#file = file
    const entries = this.#whole(() => readZipDirectory(zip))
    if (entries.length === 0) throw new ReadError('empty', { file })
    if (entries.some(entry => entry.encrypted)) throw new ReadError('encrypted', { file })
    const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0)
    if (unpacked > limits.maxUnpackedBytes)
      throw new ReadError('bomb', { file, limit: megabytes(limits.maxUnpackedBytes) })
    this.#entries = new Map(entries.map(entry => [entry.name, entry]))
    if (!this.has('xl/workbook.xml')) {
      const { code, format } = zipFormat([...this.#entries.keys()])
      throw new ReadError(code, { file, format })
    }
  }

  has(path: string): boolean {
    return this.#entries.has(path)
  }

  async text(path: string): Promise<string> {
    const entry = this.#entries.get(path)
    if (!entry) throw new ReadError('broken', { file: this.#file })
    try {
      return decodeXml(await unpackEntry(this.#zip, entry))
    } catch (error) {
      throw new ReadError('broken', { file: this.#file }, error)
    }
  }

  #whole<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw new ReadError('broken', { file: this.#file }, error)
    }
  }
}

const decodeXml = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? new TextDecoder('utf-16le').decode(bytes) : bytes.toString('utf8')

/** Some writers prefix every element (<x:row>); the reader knows the bare names. */
function plainXml(xml: string): string {
  const prefix = /<(\w+):(?:worksheet|workbook|sst|styleSheet|Relationships)\b/.exec(xml)?.[1]
  return prefix ? xml.replace(new RegExp(`<(/?)${prefix}:`, 'g'), '<$1') : xml
}

function sheetsOf(workbook: string): { name: string; state: string; relation: string }[] {
  return [...workbook.matchAll(/<sheet\b([^>]*)>/g)].map(([, attributes = '']) => ({
    name: unescapeXml(attribute(attributes, 'name')),
    state: attribute(attributes, 'state') || 'visible',
    relation: /\b\w+:id="([^"]*)"/.exec(attributes)?.[1] ?? '',
  }))
}

function relationsOf(xml: string): Map<string, { type: string; path: string }> {
  return new Map(
    [...xml.matchAll(/<Relationship\b([^>]*)>/g)].map(([, attributes = '']) => {
      const target = attribute(attributes, 'Target')
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
      return [attribute(attributes, 'Id'), { type: attribute(attributes, 'Type'), path }]
    }),
  )
}

const mergesOf = (xml: string): string[] =>
  [...xml.matchAll(/<mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"/g)].map(match => match[1] as string)

/** Drops cells and rows that say where they stand but hold nothing. */
const withoutBlankCells = (xml: string): string =>
  xml
    .replace(/<c\b(?=[^>]*\br=")[^>]*(?:\/>|><\/c>)/g, '')
    .replace(/<row\b(?=[^>]*\br=")[^>]*(?:\/>|>\s*<\/row>)/g, '')

function checkedLastRow(xml: string, sheet: string, limits: ReadLimits): number {
  let rows = 0
  for (const [, r] of xml.matchAll(/<row\b(?:[^>]*\br="(\d+)")?/g))
    rows = r ? Math.max(rows, Number(r)) : rows + 1
  if (rows > limits.maxRows) throw new ReadError('too_many_rows', { sheet, rows, limit: limits.maxRows })
  let cells = 0
  let widest = ''
  for (const [, column = ''] of xml.matchAll(/<c\b(?:[^>]*\br="([A-Z]+)\d+")?/g)) {
    cells++
    if (column.length > widest.length || (column.length === widest.length && column > widest)) widest = column
  }
  const limit = columnLetters(limits.maxColumns - 1)
  if (widest.length > limit.length || (widest.length === limit.length && widest > limit))
    throw new ReadError('too_wide', { sheet, column: widest, limit: limits.maxColumns })
  if (cells > MAX_CELLS) throw new ReadError('too_many_cells', { sheet, cells, limit: MAX_CELLS })
  return rows
}

const attribute = (attributes: string, name: string): string =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''

function unescapeXml(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
      if (decimal) return String.fromCodePoint(Number(decimal))
      return named[name ?? ''] ?? whole
    },
  )
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function workbookXml(sheets: number, is1904: boolean): string {
  const list = numbers(sheets).map(n => `<sheet name="S${n}" sheetId="${n}" r:id="rId${n}"/>`)
  return (
    `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}">` +
    `<workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`
  )
}

function relationsXml(sheets: number): string {
  const list = numbers(sheets).map(
    n => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)
