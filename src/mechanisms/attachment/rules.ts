export const FILE_ROLES = ['before', 'after', 'receipt', 'signature', 'other'] as const
export type FileRole = (typeof FILE_ROLES)[number]

export const ROLE_TITLES: Record<FileRole, string> = {
  before: '修前',
  after: '修后',
  receipt: '票据',
  signature: '签字',
  other: '其他',
}

export const MAX_BYTES = 15 * 1024 * 1024
export const MAX_FILES = 9
/** A stranger attaches what he uploaded within this time; later it is nobody's. */
export const STRANGER_MINUTES = 60
/** One address may be a whole school behind one router, so the limit counts only what was never attached. */
export const STRANGER_LOOSE_MAX = 60
export const LOOSE_HOURS = 24
/** 108-megapixel phones exist; beyond that a picture is a trap. */
export const MAX_PIXELS = 120_000_000

export type FileKind = 'jpeg' | 'png' | 'webp' | 'heif' | 'pdf' | 'zip'

/** What a file is, by its first bytes; its name and the sender's word count for nothing. */
export function sniff(head: Uint8Array): FileKind | undefined {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to))
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) === 'ftyp' && HEIF_BRANDS.has(text(8, 12))) return 'heif'
  if (text(0, 1024).includes('%PDF-')) return 'pdf'
  if (text(0, 4) === 'PK\x03\x04') return 'zip'
  return undefined
}

const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'])

export const isPicture = (kind: FileKind | undefined): boolean =>
  kind === 'jpeg' || kind === 'png' || kind === 'webp' || kind === 'heif'

export type Office = 'docx' | 'xlsx' | 'macro'

/** Which office document a zip archive holds. Entry names stand uncompressed in the archive. */
export function officeKind(archive: { includes(text: string): boolean }): Office | undefined {
  if (!archive.includes('[Content_Types].xml')) return undefined
  if (archive.includes('vbaProject.bin')) return 'macro'
  if (archive.includes('word/document.xml')) return 'docx'
  if (archive.includes('xl/workbook.xml')) return 'xlsx'
  return undefined
}

export const MIME = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The name as it may be shown and saved: no folders, no control characters, the ending of what it is. */
export function safeName(name: string, ending: string): string {
  const last = name.split(/[\\/]/).pop() ?? ''
  const base = last.replace(/[\p{Cc}"<>|:*?]/gu, '').replace(/\.[^.]{1,8}$/, '')
  const short = [...base.trim()].slice(0, 80).join('')
  return `${short || '文件'}.${ending}`
}
