import { fitText, widthOf } from './fit.ts'
import { perPage, type Template } from './templates.ts'

/** What stands on one label. */
export interface Label {
  /** Behind the QR code. */
  url: string
  /** The code in letters, for who cannot scan. */
  code: string
  /** 学生宿舍5号楼; empty where the name says all. */
  lead: string
  /** What people look for: 311. */
  name: string
  school: string
  /** What scanning does: 扫码报修. */
  hint: string
}

/** Positions in points from the page's upper left corner; `y` is the top of the characters. */
export interface TextMark {
  x: number
  y: number
  size: number
  text: string
  bold: boolean
  muted: boolean
}
export interface QrMark {
  x: number
  y: number
  side: number
  url: string
}
export interface LabelPage {
  texts: TextMark[]
  qrs: QrMark[]
}

export const POINTS_PER_MM = 72 / 25.4

/** Space that stays white at each edge; cutters and printers wander. */
const EDGE = 2.2
/** Readers want four modules of white beside a code; a short address makes 29 of them. */
const quietZone = (qr: number): number => (qr * 4) / 29
const LEADING = 1.22

/** Labels on pages; `skip` leaves the first places of a used sheet empty. */
export function layOut(labels: readonly Label[], template: Template, skip: number): LabelPage[] {
  const pages: LabelPage[] = []
  for (const [index, label] of labels.entries()) {
    const at = index + skip
    const page = Math.floor(at / perPage(template)) - Math.floor(skip / perPage(template))
    const slot = at % perPage(template)
    const x = template.left + (slot % template.columns) * template.pitch
    const y = template.top + Math.floor(slot / template.columns) * template.label.height
    pages[page] ??= { texts: [], qrs: [] }
    drawLabel(pages[page], label, template, x, y)
  }
  return pages
}

interface Area {
  x: number
  y: number
  width: number
  height: number
}

function drawLabel(page: LabelPage, label: Label, template: Template, x: number, y: number): void {
  const { width, height } = template.label
  const inner: Area = { x: x + EDGE, y: y + EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE }
  const beside: Area = {
    ...inner,
    x: inner.x + template.qr + quietZone(template.qr),
    width: inner.width - template.qr - quietZone(template.qr),
  }
  if (template.layout === 'above') {
    const strip: Area = { ...inner, height: inner.height - template.qr - 0.8 }
    const bottom = inner.y + inner.height - template.qr
    const title = [label.lead, label.name].filter(t => t !== '').join(' ')
    place(page, title, strip, { max: 15, lines: 2, bold: true, align: 'middle' })
    page.qrs.push(qr(label.url, inner.x, bottom, template.qr))
    foot(page, label, { ...beside, y: bottom + 0.6, height: template.qr - 1.2 }, true)
    return
  }
  page.qrs.push(qr(label.url, inner.x, inner.y + (inner.height - template.qr) / 2, template.qr))
  const footHeight = Math.max(5.6, height * 0.2)
  const scale = height / 33.9
  const top: Area = { ...beside, height: beside.height - footHeight - 1.5 * scale }
  const used = place(
    page,
    label.school,
    { ...top, height: 4 * scale },
    { max: 8 * scale, lines: 1, muted: true },
  )
  const middle: Area = { ...top, y: top.y + used + 1, height: top.height - used - 1 }
  drawPlace(page, label, middle, scale)
  foot(page, label, { ...beside, y: beside.y + beside.height - footHeight, height: footHeight }, false)
}

/** The building in a middle size, the room as large as it gets. */
function drawPlace(page: LabelPage, label: Label, area: Area, scale: number): void {
  if (label.lead === '') {
    place(page, label.name, area, { max: 17 * scale, lines: 3, bold: true, align: 'middle' })
    return
  }
  const lead = place(
    page,
    label.lead,
    { ...area, height: area.height * 0.52 },
    { max: 11.5 * scale, lines: 2, bold: true },
  )
  place(
    page,
    label.name,
    { ...area, y: area.y + lead + 0.8, height: area.height - lead - 0.8 },
    { max: 27 * scale, lines: 2, bold: true, align: 'middle' },
  )
}

function foot(page: LabelPage, label: Label, area: Area, stacked: boolean): void {
  if (stacked) {
    const school = place(
      page,
      label.school,
      { ...area, height: area.height * 0.4 },
      { max: 8, lines: 2, muted: true },
    )
    const rest = { ...area, y: area.y + school, height: area.height - school }
    place(
      page,
      label.hint,
      { ...rest, height: rest.height * 0.62 },
      { max: 10, lines: 2, bold: true, align: 'middle' },
    )
    place(
      page,
      label.code,
      { ...rest, y: rest.y + rest.height * 0.7, height: rest.height * 0.3 },
      { max: 7.5, lines: 1 },
    )
    return
  }
  const half = area.height / 2
  place(page, label.hint, { ...area, height: half }, { max: area.height * 1.5, lines: 1, bold: true })
  place(
    page,
    label.code,
    { ...area, y: area.y + half, height: half },
    { max: area.height * 1.35, lines: 1, muted: true },
  )
}

interface Style {
  max: number
  lines: number
  bold?: boolean
  muted?: boolean
  /** Vertically; the default is the top. */
  align?: 'middle'
}

/** Sets text into an area in millimetres and returns the height it takes. */
function place(page: LabelPage, text: string, area: Area, style: Style): number {
  if (text === '') return 0
  const width = area.width * POINTS_PER_MM
  const height = area.height * POINTS_PER_MM
  const fitted = fitText(text, {
    width,
    height,
    maxSize: style.max,
    minSize: 4.5,
    maxLines: style.lines,
    leading: LEADING,
  })
  const taken = fitted.size * (1 + (fitted.lines.length - 1) * LEADING)
  const top = area.y * POINTS_PER_MM + (style.align === 'middle' ? Math.max(0, (height - taken) / 2) : 0)
  for (const [n, line] of fitted.lines.entries())
    page.texts.push({
      x: area.x * POINTS_PER_MM,
      y: top + n * fitted.size * LEADING,
      size: fitted.size,
      text: line,
      bold: style.bold ?? false,
      muted: style.muted ?? false,
    })
  return taken / POINTS_PER_MM
}

/** The right edge of a line, for checking that it stays on its label. */
export const rightEdge = (mark: TextMark): number => mark.x + widthOf(mark.text) * mark.size

const qr = (url: string, x: number, y: number, side: number): QrMark => ({
  url,
  x: x * POINTS_PER_MM,
  y: y * POINTS_PER_MM,
  side: side * POINTS_PER_MM,
})
