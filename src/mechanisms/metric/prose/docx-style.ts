import { AlignmentType, type ISectionPropertiesOptions, type IStylesOptions, LineRuleType } from 'docx'

/** Latin and Chinese in one face, as Word needs to be told twice. */
const face = (eastAsia: string, latin = 'Times New Roman') => ({
  ascii: latin,
  hAnsi: latin,
  cs: latin,
  eastAsia,
})

/** The faces of official papers (GB/T 9704—2012); Word puts 宋体, 仿宋 or 黑体 where one is missing. */
const FACES = {
  title: face('方正小标宋简体'),
  body: face('仿宋_GB2312'),
  heading1: face('黑体'),
  heading2: face('楷体_GB2312'),
  small: face('宋体'),
}

/** Half points: 二号, 三号, 五号, 小五. */
const SIZES = { title: 44, body: 32, small: 21, note: 18 }

export const INK = { link: '2B5C8A', seal: 'B83A2B' }

/** Twips. 29 pt lines give the 22 lines of an official page. */
const LINE = { line: 580, lineRule: LineRuleType.EXACT }
const MM = 56.7
/** In characters for Word, in twips for programs that read only those. */
const TWO_CHARACTERS = { firstLine: 640, firstLineChars: 200 }
/** Figures count as Latin: as Chinese, 95.5% would be broken between any two of its signs. */
const LANGUAGE = { value: 'en-US', eastAsia: 'zh-CN' }

const heading = (level: 1 | 2 | 3) => ({
  run: {
    font: level === 1 ? FACES.heading1 : level === 2 ? FACES.heading2 : FACES.body,
    size: SIZES.body,
    bold: level === 3,
    color: '000000',
  },
  paragraph: { spacing: LINE, indent: TWO_CHARACTERS, keepNext: true },
})

export const STYLES: IStylesOptions = {
  default: {
    document: { run: { font: FACES.body, size: SIZES.body, language: LANGUAGE } },
    title: {
      run: { font: FACES.title, size: SIZES.title, color: '000000' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 480 } },
    },
    heading1: heading(1),
    heading2: heading(2),
    heading3: heading(3),
    hyperlink: { run: { color: INK.link, underline: { type: 'dotted' } } },
    footnoteText: { run: { font: FACES.small, size: SIZES.note }, paragraph: { spacing: { line: 240 } } },
  },
  paragraphStyles: [
    {
      id: 'Body',
      name: 'Body',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: FACES.body, size: SIZES.body },
      paragraph: { spacing: LINE, indent: TWO_CHARACTERS, alignment: AlignmentType.BOTH },
    },
    {
      id: 'SignOff',
      name: 'Sign-off',
      basedOn: 'Normal',
      run: { font: FACES.body, size: SIZES.body },
      paragraph: { spacing: LINE, indent: { right: 640 }, alignment: AlignmentType.RIGHT, keepNext: true },
    },
    {
      id: 'Small',
      name: 'Small',
      basedOn: 'Normal',
      run: { font: FACES.small, size: SIZES.small },
    },
  ],
}

/** A4 with the margins of official papers: 37 mm above, 28 left, 26 right, 35 below. */
export const PAGE: ISectionPropertiesOptions = {
  page: {
    size: { width: 11_906, height: 16_838 },
    margin: {
      top: Math.round(37 * MM),
      bottom: Math.round(35 * MM),
      left: Math.round(28 * MM),
      right: Math.round(26 * MM),
      header: Math.round(15 * MM),
      footer: Math.round(17.5 * MM),
    },
  },
}
