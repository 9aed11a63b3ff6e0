import { keepPhoto } from '../../../../web/public/keep/photo.ts'
import { uuid } from '../../../../web/public/net/uuid.ts'
import { compressPhoto } from '../../../../web/ui/photo/compress.ts'
import type { CountQueue, Entry, Tap } from './queue.ts'
import type { Area, TaskLine } from './use-task.ts'

type Without<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never

/** Turns taps into entries of their own id and the device's time, kept before they are sent. */
export function useCounter(queue: CountQueue, campaignId: string) {
  const add = async (part: Without<Entry>, what: string, files: readonly File[] = []): Promise<Tap> => {
    const id = uuid()
    const at = Date.now()
    const photos: Tap['photos'] = []
    for (const file of files) photos.push(await keepPhoto(await compressPhoto(file)))
    const tap: Tap = {
      id,
      campaignId,
      at,
      entry: { ...part, id, at: new Date(at).toISOString() } as Entry,
      what,
      photos,
      state: 'waiting',
      why: '',
      result: null,
      lineId: null,
    }
    // Kept before it is sent; whoever tapped does not wait for the network.
    void queue.add(tap)
    return tap
  }
  const nameOf = (line: TaskLine): string => [line.name, line.code].filter(Boolean).join(' ')
  return {
    seen: (
      line: TaskLine,
      area: Area,
      more: { quantity?: number; spot?: string; damaged?: boolean; moveHere?: boolean; note?: string } = {},
      files?: readonly File[],
    ) =>
      add(
        { kind: 'seen', lineId: line.id, round: line.round, areaId: area.areaId, ...more },
        nameOf(line),
        files,
      ),
    /** A number that is not among those taken along: the school will know it, or say that it does not. */
    scanned: (code: string, area: Area) => add({ kind: 'seen', code, areaId: area.areaId }, code),
    absent: (line: TaskLine, area: Area, note = '') =>
      add(
        { kind: 'absent', lineId: line.id, round: line.round, areaId: area.areaId, note },
        `${nameOf(line)} 没找到`,
      ),
    extra: (
      thing: { name: string; measure: string; quantity: number; note: string },
      area: Area,
      files?: readonly File[],
    ) => add({ kind: 'extra', areaId: area.areaId, ...thing }, `账外：${thing.name}`, files),
    /** What never arrived is dropped; what may have arrived is taken back by a tap of its own. */
    undo: (tap: Tap) =>
      tap.state === 'refused'
        ? queue.drop(tap.id)
        : add(
            { kind: 'undo', entryId: tap.id, round: tap.entry.round ?? 1, areaId: tap.entry.areaId ?? null },
            `撤销：${tap.what}`,
          ),
    room: (area: Area, done: boolean) =>
      add({ kind: 'room', areaId: area.areaId, done }, `${area.title} ${done ? '点完了' : '再点'}`),
  }
}
export type CounterTaps = ReturnType<typeof useCounter>
