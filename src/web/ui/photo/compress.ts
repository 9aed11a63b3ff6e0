/** The longest side a picture keeps, in px: enough to read a name plate, small enough for a weak network. */
export const MAX_SIDE = 1600
const QUALITY = 0.82

/** The size a picture is drawn at so that its longer side is at most `max`; never enlarged. */
export function fitWithin(width: number, height: number, max: number): { width: number; height: number } {
  const scale = Math.min(1, max / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * A camera picture as a JPEG of at most 1600 px, upright. What the browser cannot read is returned as it
 * is, for the server to judge; where the original is the smaller one, the original is kept.
 */
export async function compressPhoto(file: File, max = MAX_SIDE): Promise<File> {
  // Old browsers have no such function; the server then makes the picture smaller.
  if (typeof createImageBitmap !== 'function') return file
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!bitmap) return file
  const { width, height } = fitWithin(bitmap.width, bitmap.height, max)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
  const resized = width !== bitmap.width
  bitmap.close()
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob || (!resized && blob.size >= file.size)) return file
  return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' })
}
