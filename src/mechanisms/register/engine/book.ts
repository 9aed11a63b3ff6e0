import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { App } from '../../../kernel/server/app.ts'
import { contract, MAX_FILE_BYTES, MAX_ROWS } from '../contract.ts'
import { type Book, ReadError, readWorkbook } from '../read/index.ts'

/** Reads a file that just came in; what is wrong with it is said in the reader's own words. */
export const readUpload = async (file: { path: string; name: string }): Promise<Book> =>
  readBook(await readFile(file.path), file.name)

/** Reads the file again that an import was begun with. */
export async function readStored(app: App, file: { sha256: string; fileName: string }): Promise<Book> {
  const content = await app.files.open(file.sha256)
  if (!content) throw contract.fail('unreadable', { why: `“${file.fileName}”已经不在了。请重新上传。` })
  return readBook(await buffer(content), file.fileName)
}

async function readBook(bytes: Buffer, name: string): Promise<Book> {
  try {
    return await readWorkbook(bytes, name, { maxBytes: MAX_FILE_BYTES, maxRows: MAX_ROWS })
  } catch (error) {
    if (error instanceof ReadError) throw contract.fail('unreadable', { why: error.message })
    throw error
  }
}
