/** What a browser's own reader and the one that is loaded in its stead have in common. */
export interface Detector {
  detect(source: HTMLVideoElement | ImageBitmap): Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** Labels carry a QR code; a maker's own bar code is read where the browser can. */
const WANTED = ['qr_code', 'code_128', 'code_39', 'ean_13']

const ownClass = (): DetectorClass | undefined =>
  (globalThis as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Some browsers have the class and no code they can read. */
async function ownFormats(): Promise<string[]> {
  const formats = await ownClass()
    ?.getSupportedFormats()
    .catch((): string[] => [])
  return WANTED.filter(format => formats?.includes(format))
}

/** The browser's reader where it reads QR codes; elsewhere one of 8 kB, loaded when it is first needed. */
export async function detector(): Promise<Detector> {
  const Own = ownClass()
  const formats = await ownFormats()
  if (Own && formats.includes('qr_code')) return new Own({ formats })
  const { BarcodeDetector } = await import('qr/decode.js')
  return new BarcodeDetector({ formats: ['qr_code'] })
}

/** Takes the reader along while there is a network: labels are also read in a basement. */
export async function takeReaderAlong(): Promise<void> {
  await detector().catch(() => undefined)
}

/** A picture is looked at longer than one frame of many; a picture of 12 megapixels gains nothing over this. */
const MAX_SIDE = 2000
const PATIENCE_MS = 4000

/** The code in a taken picture; undefined where none is seen. */
export async function textInPicture(file: Blob): Promise<string | undefined> {
  const { fitWithin } = await import('../photo/compress.ts')
  const full = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!full) return undefined
  const { width, height } = fitWithin(full.width, full.height, MAX_SIDE)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  pen?.drawImage(full, 0, 0, width, height)
  full.close()
  const picture = pen?.getImageData(0, 0, width, height)
  return picture && textInPixels(picture)
}

interface Pixels {
  width: number
  height: number
  data: Uint8ClampedArray
}

/** The code in RGBA pixels; undefined where none is seen. */
export async function textInPixels(pixels: Pixels): Promise<string | undefined> {
  const { default: decodeQR } = await import('qr/decode.js')
  try {
    return decodeQR(pixels, { effort: Number.POSITIVE_INFINITY, timeLimit: PATIENCE_MS })
  } catch {
    return undefined
  }
}
