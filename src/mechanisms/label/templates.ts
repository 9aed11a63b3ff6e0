/** A sheet or roll that labels are printed on. Lengths in millimetres. */
export interface Template {
  title: string
  page: { width: number; height: number }
  label: { width: number; height: number }
  columns: number
  rows: number
  /** From the page's corner to the first label's. */
  left: number
  top: number
  /** From one label's left edge to the next one's. */
  pitch: number
  qr: number
  /** `side`: everything right of the code; `above`: the place over the full width, the rest right of the code. */
  layout: 'side' | 'above'
}

const A4 = { width: 210, height: 297 }

export const TEMPLATES = {
  a4_24: {
    title: 'A4 不干胶 3×8（63.5×33.9 毫米）',
    page: A4,
    label: { width: 63.5, height: 33.9 },
    ...{ columns: 3, rows: 8, left: 7.21, top: 12.9, pitch: 66.04 },
    qr: 24,
    layout: 'side',
  },
  a4_10: {
    title: 'A4 不干胶 2×5（99.1×57 毫米）',
    page: A4,
    label: { width: 99.1, height: 57 },
    ...{ columns: 2, rows: 5, left: 4.65, top: 6, pitch: 101.6 },
    qr: 40,
    layout: 'side',
  },
  roll_60x40: {
    title: '标签卷 60×40 毫米',
    page: { width: 60, height: 40 },
    label: { width: 60, height: 40 },
    ...{ columns: 1, rows: 1, left: 0, top: 0, pitch: 60 },
    qr: 27,
    layout: 'side',
  },
  roll_40x30: {
    title: '标签卷 40×30 毫米',
    page: { width: 40, height: 30 },
    label: { width: 40, height: 30 },
    ...{ columns: 1, rows: 1, left: 0, top: 0, pitch: 40 },
    qr: 18,
    layout: 'above',
  },
} as const satisfies Record<string, Template>

export type TemplateId = keyof typeof TEMPLATES
export const TEMPLATE_IDS = Object.keys(TEMPLATES) as [TemplateId, ...TemplateId[]]

export const perPage = (template: Template): number => template.columns * template.rows

export const pagesFor = (labels: number, skip: number, template: Template): number =>
  Math.ceil((labels + skip) / perPage(template))
