import { beforeEach, describe, expect, it } from 'vitest'
import type { Download } from '../../kernel/server/files.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { place, placeByCode, schoolOfCode } from './index.ts'

let s: Scenario
let buildingId: string
beforeEach(async () => {
  s = await scenario()
  const clerk = s.as('clerk')
  buildingId = (await clerk.call(place.create, { kind: 'building', name: '学生宿舍5号楼' })).id
  await clerk.call(place.layOut, { buildingId, floors: { from: 1, to: 2 }, rooms: { from: 1, to: 14 } })
})

const clerk = () => s.as('clerk')
const rooms = async () =>
  (await clerk().call(place.list, { under: buildingId, kind: 'room', limit: 200 })).rows
const blank = async (count = 1) => {
  const { batch } = await clerk().call(place.makeBlankCodes, { count })
  return (await clerk().call(place.codes, { batch, limit: 200 })).rows
}

describe('codes of places', () => {
  it('each place gets one, however often one asks', async () => {
    expect(await clerk().call(place.makeCodes, { under: buildingId })).toEqual({ made: 28, existing: 0 })
    expect(await clerk().call(place.makeCodes, { under: buildingId, kinds: ['room', 'building'] })).toEqual({
      made: 1,
      existing: 28,
    })
    const [room] = await rooms()
    expect(room!.codes).toBe(1)
    const { codes } = await clerk().call(place.get, { id: room!.id })
    expect(codes[0]!.url).toMatch(/^https:\/\/zw\.example\.edu\.cn\/q\/demo1\/[a-hjkmnp-z2-9]{8}$/)
    await s.refused(clerk().call(place.makeCodes, {}), 'place.no_selection')
    await s.refused(s.as('teacher').call(place.makeCodes, { under: buildingId }), 'kernel.forbidden')
  })

  it('tell a stranger before the label where he is, and nothing else', async () => {
    const [room] = await rooms()
    await clerk().call(place.makeCodes, { placeIds: [room!.id, buildingId] })
    const [code] = (await clerk().call(place.get, { id: room!.id })).codes
    const seen = await s.anonymous().call(place.byCode, { code: code!.url.toUpperCase() })
    expect(seen).toEqual({
      state: 'place',
      school: { name: '江城市第一职业学校', shortName: '一职校' },
      place: { id: room!.id, kind: 'room', fullName: '学生宿舍5号楼 101' },
      rooms: [],
    })
    const [door] = (await clerk().call(place.get, { id: buildingId })).codes
    const all = await s.anonymous().call(place.byCode, { code: door!.code })
    expect(all.rooms.map(r => r.name).slice(0, 2)).toEqual(['101', '102'])
    expect(all.rooms).toHaveLength(28)
    expect(await s.inSchool(ctx => placeByCode(ctx, code!.code))).toMatchObject({
      fullName: '学生宿舍5号楼 101',
    })
  })

  it('name their school, so that one server can serve several; a bare code still finds it', async () => {
    const other = await s.otherSchool()
    const [mine] = await blank()
    const { batch } = await other.as('clerk').call(place.makeBlankCodes, { count: 1 })
    const [theirs] = (await other.as('clerk').call(place.codes, { batch })).rows
    const slugIn = (url: string) => url.split('/').at(-2)
    expect(slugIn(mine!.url)).not.toBe(slugIn(theirs!.url))
    expect(await schoolOfCode(s.app.pool, mine!.code)).toBe(slugIn(mine!.url))
    expect(await schoolOfCode(s.app.pool, theirs!.code)).toBe(slugIn(theirs!.url))
    expect(await schoolOfCode(s.app.pool, 'zzzzzzzz')).toBeUndefined()
    // The same code in both schools decides nothing.
    await s.app.pool.query('update place_code set code = $1 where code = $2', [mine!.code, theirs!.code])
    expect(await schoolOfCode(s.app.pool, mine!.code)).toBeUndefined()
  })

  it('of another school, unknown, mistyped, retired, or of a place that is gone lead nowhere', async () => {
    const look = (code: string, who = s.anonymous()) => who.call(place.byCode, { code })
    const [room] = await rooms()
    await clerk().call(place.makeCodes, { placeIds: [room!.id] })
    const [code] = (await clerk().call(place.get, { id: room!.id })).codes
    const other = await s.otherSchool()
    await s.refused(look(code!.code, other.anonymous()), 'place.code_unknown')
    await s.refused(look('abcd2345'), 'place.code_unknown')
    await s.refused(look('二维码'), 'kernel.invalid')
    await clerk().call(place.end, { id: room!.id, version: 1, lastDay: '2025-09-03' })
    await s.refused(look(code!.code), 'place.code_retired')
    await clerk().call(place.reopen, { id: room!.id, version: 2 })
    await clerk().call(place.retireCode, { code: code!.code })
    await s.refused(look(code!.code), 'place.code_retired')
    expect((await clerk().call(place.makeCodes, { placeIds: [room!.id] })).made).toBe(1)
  })
})

describe('blank codes', () => {
  it('are printed first and claimed where they hang', async () => {
    const [code] = await blank(3)
    expect(code!.state).toBe('blank')
    expect((await s.anonymous().call(place.byCode, { code: code!.code })).state).toBe('blank')
    const [room, next] = await rooms()
    const claimed = await s.as('tradesman').call(place.claimCode, { code: code!.code, placeId: room!.id })
    expect(claimed.fullName).toBe('学生宿舍5号楼 101')
    expect((await s.anonymous().call(place.byCode, { code: code!.code })).place!.id).toBe(room!.id)
    const refusal = await s.refused(
      clerk().call(place.claimCode, { code: code!.code, placeId: next!.id }),
      'place.code_taken',
    )
    expect(refusal.message).toContain('学生宿舍5号楼 101')
    await s.refused(
      s.as('teacher').call(place.claimCode, { code: code!.code, placeId: next!.id }),
      'kernel.forbidden',
    )
  })

  it('hang in one place only, even when two claim at once', async () => {
    const [code] = await blank()
    const [a, b] = await rooms()
    const claims = await Promise.allSettled(
      [a!, b!].map(room => clerk().call(place.claimCode, { code: code!.code, placeId: room.id })),
    )
    expect(claims.map(c => c.status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = claims[0]!.status === 'fulfilled' ? a : b
    expect((await s.anonymous().call(place.byCode, { code: code!.code })).place!.id).toBe(winner!.id)
  })

  it('are listed by batch and state, newest first, page by page', async () => {
    const codes = await blank(5)
    const [room] = await rooms()
    await clerk().call(place.claimCode, { code: codes[0]!.code, placeId: room!.id })
    await clerk().call(place.retireCode, { code: codes[1]!.code })
    const states = async (state: 'blank' | 'claimed' | 'retired') =>
      (await clerk().call(place.codes, { state })).rows.length
    expect([await states('blank'), await states('claimed'), await states('retired')]).toEqual([3, 1, 1])
    const first = await clerk().call(place.codes, { limit: 3 })
    const second = await clerk().call(place.codes, { limit: 3, cursor: first.next! })
    expect([...first.rows, ...second.rows].map(r => r.id)).toEqual(codes.map(c => c.id))
  })
})

describe('labels', () => {
  const print = async (input: object) => (await clerk().call(place.printLabels, input as never)) as Download
  const pages = (file: Download): number =>
    (file.body as Buffer).toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

  it('come as a sheet in the order of the rooms, or as a roll', async () => {
    await clerk().call(place.makeCodes, { under: buildingId })
    const sheet = await print({ under: buildingId })
    expect(sheet.contentType).toBe('application/pdf')
    expect(pages(sheet)).toBe(2)
    expect(pages(await print({ under: buildingId, template: 'roll_40x30' }))).toBe(28)
    expect(pages(await print({ under: buildingId, skip: 23 }))).toBe(3)
  })

  it('can be blank, and say what is missing', async () => {
    const { batch } = await clerk().call(place.makeBlankCodes, { count: 10 })
    expect(pages(await print({ batch, template: 'a4_10' }))).toBe(1)
    const refusal = await s.refused(print({ under: buildingId }), 'place.no_code')
    expect(refusal.message).toContain('28')
    await s.refused(print({}), 'place.no_selection')
    await s.refused(print({ batch: 'QR-2025-999999' }), 'place.nothing_to_print')
  })
})
