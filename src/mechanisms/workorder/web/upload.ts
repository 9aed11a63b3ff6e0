import { call } from '../../../web/api.ts'
import { attachment } from '../../attachment/contract.ts'

/** Sends the pictures first; the command that follows names them. */
export async function uploadPhotos(files: readonly File[]): Promise<string[]> {
  if (files.length === 0) return []
  const { files: kept } = await call(attachment.upload, {}, { files })
  return kept.map(file => file.id)
}
