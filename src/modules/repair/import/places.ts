import type { Ctx } from '../../../kernel/server/ctx.ts'
import { ensureRoom, loadPlaceIndex, type PlaceIndex } from '../../place/index.ts'

const SHOWN = 20

/** Finds the places of an import, and makes the rooms that are missing from known buildings. */
export class PlaceFinder {
  readonly index: PlaceIndex
  readonly #createRooms: boolean
  readonly #rooms = new Map<string, string>()
  readonly #made = new Map<string, number>()
  readonly #unknown = new Map<string, number>()

  private constructor(index: PlaceIndex, createRooms: boolean) {
    this.index = index
    this.#createRooms = createRooms
  }

  static async load(ctx: Ctx, createRooms: boolean): Promise<PlaceFinder> {
    return new PlaceFinder(await loadPlaceIndex(ctx), createRooms)
  }

  /** The room itself, else what it lies in; undefined for a place nobody knows. */
  async resolve(
    ctx: Ctx,
    placeId: string | undefined,
    room: string | undefined,
    text: string,
  ): Promise<string | undefined> {
    if (placeId === undefined) {
      if (text !== '') this.#unknown.set(text, (this.#unknown.get(text) ?? 0) + 1)
      return undefined
    }
    const place = this.index.get(placeId)
    if (
      !place ||
      !room ||
      place.kind === 'room' ||
      !this.#createRooms ||
      place.kind === 'zone' ||
      !NUMBERED.test(room)
    )
      return placeId
    const building = place.buildingId ?? placeId
    const key = `${building} ${room}`
    const known = this.#rooms.get(key)
    if (known) return known
    const made = await ensureRoom(ctx, building, room)
    this.#rooms.set(key, made)
    this.#made.set(building, (this.#made.get(building) ?? 0) + 1)
    return made
  }

  nameOf(id: string): string {
    return this.index.get(id)?.fullName ?? ''
  }

  /** What was made and what stays words, for the report. */
  notes(): string[] {
    const made = [...this.#made].map(([id, rooms]) => `${this.nameOf(id)} ${rooms} 间`)
    const unknown = [...this.#unknown]
      .sort((a, b) => b[1] - a[1])
      .map(([text, rows]) => `${text}（${rows} 行）`)
    return [
      ...(made.length > 0 ? [`新建房间：${listed(made)}`] : []),
      ...(unknown.length > 0 ? [`系统里没有的地点，只记了文字：${listed(unknown)}`] : []),
    ]
  }
}

/** 103, A301, 2-104: a number on a door. 三楼西侧 is no room to be made. */
const NUMBERED = /^[A-Za-z]?\d{1,4}[A-Za-z]?(?:-\d{1,3})?$/

const listed = (parts: readonly string[]): string =>
  parts.length > SHOWN ? `${parts.slice(0, SHOWN).join('、')}等 ${parts.length} 处` : parts.join('、')
