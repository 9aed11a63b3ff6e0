import { readFile } from 'node:fs/promises'
import { AppError } from '../../../kernel/pure/errors.ts'
import type { App } from '../../../kernel/server/app.ts'
import { contract, MAX_FILE_BYTES, MAX_ROWS } from '../contract.ts'
import { type Book, ReadError, readWorkbook } from '../read/index.ts'

/** Reads a file that just came in; what is wrong with it is said in the reader's own words. */
export async function readUpload(file: { path: string; name: string }): Promise<Book> {
  try {
    const bytes = await readFile(file.path)
    return await readWorkbook(bytes, file.name, { maxBytes: MAX_FILE_BYTES, maxRows: MAX_ROWS })
  } catch (error) {
    if (error instanceof ReadError) throw contract.fail('unreadable', { why: error.message })
    throw error
  }
}

/** Reads the file again that an import was begun with. */
export async function readStored(app: App, file: { sha256: string; fileName: string }): Promise<Book> {
  try {
    return await readUpload({ path: app.files.path(file.sha256), name: file.fileName })
  } catch (error) {
    if (error instanceof AppError || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw contract.fail('unreadable', { why: `“${file.fileName}”已经不在了。请重新上传。` })
  }
}
