import { ReadError } from './read-error.ts'

export type FileKind = 'zip' | 'text'

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const EMPTY_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06])

const MAGIC: readonly [format: string, bytes: readonly number[], at?: number][] = [
  ['JPG 图片', [0xff, 0xd8, 0xff]],
  ['PNG 图片', [0x89, 0x50, 0x4e, 0x47]],
  ['GIF 图片', [0x47, 0x49, 0x46, 0x38]],
  ['BMP 图片', [0x42, 0x4d]],
  ['TIFF 图片', [0x49, 0x49, 0x2a, 0x00]],
  ['WEBP 图片', [0x57, 0x45, 0x42, 0x50], 8],
  ['手机照片或视频', [0x66, 0x74, 0x79, 0x70], 4],
  ['PDF 文件', [0x25, 0x50, 0x44, 0x46]],
  ['RAR 压缩包', [0x52, 0x61, 0x72, 0x21]],
  ['7z 压缩包', [0x37, 0x7a, 0xbc, 0xaf]],
  ['GZ 压缩包', [0x1f, 0x8b]],
  ['程序文件', [0x4d, 0x5a]],
]

/** Looks at the content, never at the extension; refuses what is no spreadsheet. */
export function fileKind(bytes: Buffer, file: string): FileKind {
  if (bytes.length === 0) throw new ReadError('empty', { file })
  if (startsWith(bytes, ZIP)) return 'zip'
  if (startsWith(bytes, EMPTY_ZIP)) throw new ReadError('empty', { file })
  if (startsWith(bytes, OLE)) throw oleError(bytes, file)
  const magic = MAGIC.find(([, sign, at = 0]) => sign.every((byte, i) => bytes[at + i] === byte))
  if (magic && looksBinary(bytes)) throw new ReadError('not_spreadsheet', { file, format: magic[0] })
  const head = bytes
    .toString('latin1', 0, 4096)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (head.startsWith('%pdf')) throw new ReadError('not_spreadsheet', { file, format: 'PDF 文件' })
  if (head.startsWith('{\\rtf')) throw new ReadError('not_spreadsheet', { file, format: '写字板文档' })
  if (/^<(!doctype html|html|head|table|meta|style)\b/.test(head))
    throw new ReadError('other_format', { file, format: '网页格式的表格' })
  if (head.startsWith('<?xml') || head.startsWith('<workbook'))
    throw new ReadError('other_format', { file, format: 'XML 格式的表格' })
  return 'text'
}

/** What a zip holds that is no .xlsx. */
export function zipFormat(names: readonly string[]): {
  code: 'other_format' | 'not_spreadsheet'
  format: string
} {
  const has = (start: string) => names.some(name => name.startsWith(start))
  if (has('xl/workbook.bin')) return { code: 'other_format', format: '二进制工作簿（.xlsb）' }
  if (has('word/')) return { code: 'other_format', format: 'Word 文档（.docx）' }
  if (has('ppt/')) return { code: 'not_spreadsheet', format: '演示文稿（.pptx）' }
  if (names.includes('content.xml')) return { code: 'other_format', format: 'OpenDocument 表格（.ods）' }
  return { code: 'not_spreadsheet', format: '压缩包' }
}

/** Both password-protected .xlsx and old .xls are OLE files; only the former holds an EncryptedPackage. */
function oleError(bytes: Buffer, file: string): ReadError {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'))
  if (holds('EncryptedPackage')) return new ReadError('encrypted', { file })
  if (holds('WordDocument')) return new ReadError('other_format', { file, format: '旧版 Word 文档（.doc）' })
  if (holds('PowerPoint Document'))
    return new ReadError('not_spreadsheet', { file, format: '演示文稿（.ppt）' })
  return new ReadError('old_xls', { file })
}

/** "BM" and "MZ" may well begin a text; then it has no control characters. */
export function looksBinary(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 8192)
  let control = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) control++
  return control > head.length / 100
}

const startsWith = (bytes: Buffer, sign: Buffer): boolean => bytes.subarray(0, sign.length).equals(sign)
