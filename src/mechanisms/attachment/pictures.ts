import type { Sharp } from 'sharp'
import { MAX_PIXELS, MIME } from './rules.ts'

type SharpFactory = typeof import('sharp').default
let loaded: Promise<SharpFactory> | undefined

/** Loaded with the first picture, for its 30 MB of memory. */
const sharpOf = (): Promise<SharpFactory> => {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // Photos arrive one at a time and never twice: a cache would only hold memory.
    sharp.cache(false)
    return sharp
  })
  return loaded
}

/** One form of a picture, upright and without metadata (place, device, owner). */
export interface Form {
  body: Buffer
  mime: string
  width: number
  height: number
}

export interface Picture {
  original: Form
  large: Form
  thumb: Form
}

const ORIGINAL_SIDE = 4000
const LARGE_SIDE = 1600
const THUMB_SIDE = 320

/** Decodes the whole picture, which is the only proof that it is one. Throws where it is not. */
export async function readPicture(path: string): Promise<Picture> {
  const sharp = await sharpOf()
  const source = sharp(path, { failOn: 'error', limitInputPixels: MAX_PIXELS })
  const { format, hasAlpha } = await source.metadata()
  const upright = source
    .autoOrient()
    .resize({ width: ORIGINAL_SIDE, height: ORIGINAL_SIDE, fit: 'inside', withoutEnlargement: true })
  // Screenshots stay sharp as PNG; everything else becomes what every browser and Word can show.
  const original = await form(
    format === 'png'
      ? upright.png()
      : hasAlpha
        ? upright.webp({ quality: 88 })
        : upright.jpeg({ quality: 88 }),
    format === 'png' ? MIME.png : hasAlpha ? MIME.webp : MIME.jpeg,
  )
  const large = await smaller(original.body, LARGE_SIDE, 82)
  const thumb = await smaller(large.body, THUMB_SIDE, 72)
  return { original, large, thumb }
}

export const isTooManyPixels = (error: unknown): boolean => /pixel limit/i.test((error as Error).message)

async function smaller(body: Buffer, side: number, quality: number): Promise<Form> {
  const sharp = await sharpOf()
  return await form(
    sharp(body)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality }),
    MIME.jpeg,
  )
}

async function form(image: Sharp, mime: string): Promise<Form> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true })
  return { body: data, mime, width: info.width, height: info.height }
}
