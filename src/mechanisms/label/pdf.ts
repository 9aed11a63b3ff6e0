import { createRequire } from 'node:module'
import type { CanvasElement, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { type Label, type LabelPage, layOut, POINTS_PER_MM, type QrMark, type TextMark } from './layout.ts'
import type { Template } from './templates.ts'

const require = createRequire(import.meta.url)
const font = (file: string): string => require.resolve(`@expo-google-fonts/noto-sans-sc/${file}.ttf`)

type PdfMake = typeof import('pdfmake')
type QrMaker = typeof import('qrcode')
let loaded: Promise<PdfMake> | undefined

/** Loaded at the first print: the fonts of 10 MB each are not needed to run a school. */
async function pdfMake(): Promise<PdfMake> {
  loaded ??= import('pdfmake').then(module => {
    const make = ('default' in module ? module.default : module) as PdfMake
    const [normal, bold] = [font('400Regular/NotoSansSC_400Regular'), font('700Bold/NotoSansSC_700Bold')]
    make.setFonts({ noto: { normal, bold } })
    make.setUrlAccessPolicy(() => false)
    make.setLocalAccessPolicy(path => path === normal || path === bold)
    return make
  })
  return await loaded
}

/** The labels as a PDF with the exact size of the sheet or roll; print at 100 %. */
export async function labelsPdf(
  labels: readonly Label[],
  template: Template,
  options: { skip?: number; title: string; compress?: boolean },
): Promise<Buffer> {
  const pages = layOut(labels, template, options.skip ?? 0)
  const { default: qrMaker } = await import('qrcode')
  const definition: TDocumentDefinitions = {
    pageSize: { width: template.page.width * POINTS_PER_MM, height: template.page.height * POINTS_PER_MM },
    pageMargins: 0,
    info: { title: options.title, producer: 'Zongwu', creator: 'Zongwu' },
    defaultStyle: { font: 'noto' },
    compress: options.compress ?? true,
    content: pages.map((page, index) => pageContent(page, index, qrMaker)),
  }
  const make = await pdfMake()
  return Buffer.from(await make.createPdf(definition).getBuffer())
}

function pageContent(page: LabelPage, index: number, qrMaker: QrMaker): Content {
  return {
    stack: [...page.qrs.map(mark => qrContent(mark, qrMaker)), ...page.texts.map(textContent)],
    ...(index > 0 ? { pageBreak: 'before' as const } : {}),
  }
}

// The font's line begins 1.16 em above the baseline, its characters about 0.88 em above it.
const ABOVE = 0.28

const textContent = (mark: TextMark): Content => ({
  text: mark.text,
  fontSize: mark.size,
  bold: mark.bold,
  color: mark.muted ? '#444444' : '#000000',
  noWrap: true,
  absolutePosition: { x: mark.x, y: mark.y - ABOVE * mark.size },
})

/** One path for all modules, so that no viewer or printer draws a hairline between them. */
function qrContent(mark: QrMark, qrMaker: QrMaker): Content {
  const { modules } = qrMaker.create(mark.url, { errorCorrectionLevel: 'M' })
  const unit = mark.side / modules.size
  let d = ''
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue
      const from = column
      while (column + 1 < modules.size && modules.get(row, column + 1)) column++
      const width = number((column + 1 - from) * unit)
      d += `M${number(mark.x + from * unit)} ${number(mark.y + row * unit)}h${width}v${number(unit)}h-${width}z`
    }
  // pdfmake draws paths; its published types do not know them yet.
  const path = { type: 'path', d, color: '#000000', lineWidth: 0 } as unknown as CanvasElement
  return { canvas: [path], absolutePosition: { x: 0, y: 0 } }
}

const number = (value: number): string => value.toFixed(3)
