import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { officeKind, safeName, sniff } from './rules.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

describe('what a file is', () => {
  it('is decided by its first bytes', () => {
    expect(sniff(bytes('\xff\xd8\xff\xe0JFIF'))).toBe('jpeg')
    expect(sniff(bytes('\x89PNG\r\n\x1a\n'))).toBe('png')
    expect(sniff(bytes('RIFF\x10\x00\x00\x00WEBPVP8 '))).toBe('webp')
    expect(sniff(bytes('\x00\x00\x00\x18ftypheic'))).toBe('heif')
    expect(sniff(bytes('junk before %PDF-1.7'))).toBe('pdf')
    expect(sniff(bytes('PK\x03\x04'))).toBe('zip')
    expect(sniff(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined()
    expect(sniff(bytes('MZ\x90'))).toBeUndefined()
    expect(sniff(new Uint8Array())).toBeUndefined()
  })

  it('tells office documents apart, and refuses macros before anything else', () => {
    expect(officeKind('[Content_Types].xml … word/document.xml')).toBe('docx')
    expect(officeKind('[Content_Types].xml … xl/workbook.xml')).toBe('xlsx')
    expect(officeKind('[Content_Types].xml … xl/workbook.xml xl/vbaProject.bin')).toBe('macro')
    expect(officeKind('word/document.xml')).toBeUndefined()
  })

  it('gives every file a name that is safe to save', () => {
    expect(safeName('C:\\照片\\漏水 (1).JPEG', 'jpg')).toBe('漏水 (1).jpg')
    expect(safeName('../../etc/passwd', 'pdf')).toBe('passwd.pdf')
    expect(safeName('', 'jpg')).toBe('文件.jpg')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), name => {
        const safe = safeName(name, 'jpg')
        expect(safe).toMatch(/^[^\p{Cc}/\\"<>|:*?]+\.jpg$/u)
        expect([...safe].length).toBeLessThanOrEqual(84)
      }),
    )
  })
})
