import { isPassing, Refusal } from '../net/call.ts'
import type { Answer, Input } from '../net/operations.ts'
import { uuid } from '../net/uuid.ts'
import type { KeptPhoto } from './photo.ts'

type What =
  | { op: 'repair.report'; input: Omit<Input<'repair.report'>, 'photos'> }
  | { op: 'repair.endorse'; input: Omit<Input<'repair.endorse'>, 'photos'> }

/** A report on its way: kept until the server has answered it. */
export type Waiting = What & {
  /** The command's key: however often it is sent, it arrives once. */
  id: string
  at: number
  photos: KeptPhoto[]
  /** For the list of what waits. */
  where: string
  what: string
  school?: string
  /** The server's no; it waits for the person then, not for the network. */
  refused?: { code: string; why: string; fields: Record<string, string> }
}

export type Receipt = Answer<'repair.report'> | Answer<'repair.endorse'>

export interface Carrier {
  upload(photo: KeptPhoto, school: string | undefined): Promise<string>
  send(item: Waiting, photos: string[]): Promise<Receipt>
  /** Remembers what has been uploaded already. */
  save(item: Waiting): Promise<void>
  now(): number
}

export type Outcome =
  | { kind: 'sent'; receipt: Receipt }
  | { kind: 'later'; item: Waiting }
  | { kind: 'refused'; item: Waiting }

/** The server keeps a loose photo of a stranger for an hour. */
const LOOSE_MS = 45 * 60_000

/** Brings one report to the server: photos first, then the words. Every part may be repeated. */
export async function deliver(start: Waiting, carrier: Carrier): Promise<Outcome> {
  let item = start
  const remember = async (next: Waiting) => {
    item = next
    await carrier.save(next)
  }
  for (let tries = 0; ; tries++) {
    try {
      const ids = await uploadAll(item, carrier, remember)
      return { kind: 'sent', receipt: await carrier.send(item, ids) }
    } catch (error) {
      if (isPassing(error)) return { kind: 'later', item }
      if (!(error instanceof Refusal)) throw error
      if (error.code === 'attachment.gone' && tries === 0) {
        await remember({ ...item, photos: item.photos.map(afresh) })
        continue
      }
      await remember({ ...item, refused: { code: error.code, why: error.message, fields: error.fields } })
      return { kind: 'refused', item }
    }
  }
}

async function uploadAll(
  start: Waiting,
  carrier: Carrier,
  remember: (item: Waiting) => Promise<void>,
): Promise<string[]> {
  let item = start
  const ids: string[] = []
  for (const [i, kept] of start.photos.entries()) {
    const old = kept.uploaded !== undefined && carrier.now() - kept.uploaded.at > LOOSE_MS
    const photo = old ? afresh(kept) : kept
    const id = photo.uploaded?.id ?? (await carrier.upload(photo, item.school))
    ids.push(id)
    if (photo.uploaded) continue
    const done = { ...photo, uploaded: { id, at: carrier.now() } }
    item = { ...item, photos: item.photos.map((p, at) => (at === i ? done : p)) }
    await remember(item)
  }
  return ids
}

/** As if never uploaded; under a new key, for the old one would bring back the lost copy. */
function afresh(photo: KeptPhoto): KeptPhoto {
  const { uploaded: _, ...rest } = photo
  return { ...rest, key: uuid() }
}
