import { uuid } from '../net/uuid.ts'

/** A photo as the device keeps it. Bytes, not a Blob: some browsers lose Blobs they were asked to keep. */
export interface KeptPhoto {
  /** Also the upload's key: sent twice, it is stored once. */
  key: string
  name: string
  type: string
  bytes: ArrayBuffer
  uploaded?: { id: string; at: number }
}

export async function keepPhoto(file: File): Promise<KeptPhoto> {
  return { key: uuid(), name: file.name || 'photo.jpg', type: file.type, bytes: await bytesOf(file) }
}

export const fileOf = (photo: KeptPhoto): File => new File([photo.bytes], photo.name, { type: photo.type })

/** Blob.arrayBuffer is missing in older WebViews. */
function bytesOf(file: File): Promise<ArrayBuffer> {
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result as ArrayBuffer)
    reader.onerror = () => fail(reader.error)
    reader.readAsArrayBuffer(file)
  })
}
