import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { attachment } from '../../mechanisms/attachment/index.ts'
import { workorder as order } from '../../mechanisms/workorder/index.ts'
import type { Caller } from '../../testing/scenario.ts'
import { asset } from '../asset/index.ts'
import { repair } from './contract.ts'
import { repairSchool } from './testing.ts'

let made = 0

/** A photo as a telephone sends it. */
async function photo(who: Caller): Promise<string> {
  made += 17
  const background = { r: made % 256, g: 90, b: 120 }
  const body = await sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const path = join(tmpdir(), `zongwu-photo-${process.pid}-${made}.jpg`)
  writeFileSync(path, body)
  const sha256 = createHash('sha256').update(body).digest('hex')
  const uploads = [{ path, name: 'IMG_0001.jpg', bytes: body.length, sha256 }]
  const { files } = await who.call(attachment.upload, {}, { uploads })
  return files[0]!.id
}

describe('the label of a thing', () => {
  it('tells a stranger what it is and where, and a fault reported by it joins its repair history', async () => {
    const { s, stranger, places } = await repairSchool()
    const keeper = s.as('asset_keeper')
    const projector = {
      name: '投影仪',
      category: 'office',
      acquiredOn: '2024-03-01',
      priceFen: 450_000,
    } as const
    const { ids, nos } = await keeper.call(asset.register, { ...projector, placeId: places.room })
    const [id] = ids as [string]
    await keeper.call(asset.makeLabels, { assetIds: [id] })
    const [label] = (await keeper.call(asset.get, { id })).codes
    const code = label?.code as string
    expect(label?.url).toMatch(new RegExp(`/q/[^/]+/${code}$`))
    const info = await stranger.call(repair.publicInfo, { code })
    expect(info).toMatchObject({
      place: { id: places.room, text: '高职B楼 312' },
      thing: { name: '投影仪', no: nos[0], mayOpen: false },
    })
    expect(JSON.stringify(info)).not.toContain('450000')
    expect((await keeper.call(repair.publicInfo, { code })).thing?.mayOpen).toBe(true)
    const { id: orderId, no } = await stranger.call(repair.report, { code, description: '没有图像' })
    const slip = await s.as('clerk').call(order.get, { id: orderId })
    expect(slip).toMatchObject({ title: '投影仪：没有图像', placeId: places.room })
    expect(slip.description).toContain(nos[0])
    const card = await keeper.call(asset.get, { id })
    expect(card.repairs.map(repair => repair.no)).toEqual([no])
    await keeper.call(asset.retireCode, { code })
    await s.refused(stranger.call(repair.publicInfo, { code }), 'place.code_unknown')
  })

  it('leads to its place as written where the room is not on record', async () => {
    const { s, stranger } = await repairSchool()
    const keeper = s.as('asset_keeper')
    const row = { name: '投影仪', valueFen: 450_000, acquiredOn: '2024-03-01', place: '老库房' }
    const { id } = await keeper.call(asset.importCard, row)
    await keeper.call(asset.makeLabels, { assetIds: [id] })
    const code = (await keeper.call(asset.get, { id })).codes[0]?.code as string
    expect(await stranger.call(repair.publicInfo, { code })).toMatchObject({
      place: null,
      thing: { placeText: '老库房' },
    })
    const { id: orderId } = await stranger.call(repair.report, { code, description: '没有图像' })
    expect(await s.as('clerk').call(order.get, { id: orderId })).toMatchObject({ place: '老库房' })
  })
})

describe('public reporting', () => {
  it('can be limited by hour, address and what must be given, and be turned off', async () => {
    const { s, office, stranger, code, teacher } = await repairSchool('2026-11-16T05:00:00+08:00')
    const say = (who: Caller, more = {}) =>
      who.call(repair.report, { code, description: '地漏堵了', ...more })
    let { version } = await office.call(repair.setSettings, {
      settings: { publicHours: { from: '06:30', to: '22:00' }, publicPerDay: 2, requirePhone: true },
      version: 0,
    })
    const early = await s.refused(say(stranger, { phone: '13800001234' }), 'repair.public_hours')
    expect(early.message).toContain('06:30')
    const closed = await stranger.call(repair.publicInfo, { code })
    expect(closed).toMatchObject({ open: false, requirePhone: true })
    expect(closed.closedWhy).toContain('06:30')
    // Whoever is signed in may always report.
    await say(teacher)
    s.at('2026-11-16T07:00:00+08:00')
    const missing = await s.refused(say(stranger), 'repair.public_phone')
    expect(missing.fields).toEqual({ phone: '请留手机号' })
    await say(stranger, { phone: '13800001234' })
    await say(stranger, { phone: '13800001234' })
    await s.refused(say(stranger, { phone: '13800001234' }), 'repair.public_limit')
    await say(s.anonymous('c'.repeat(32)), { phone: '13800001234' })
    s.at('2026-11-17T07:00:00+08:00')
    await say(stranger, { phone: '13800001234' })
    await s.refused(
      office.call(repair.setSettings, { settings: { publicReporting: false }, version: 0 }),
      'kernel.changed',
    )
    ;({ version } = await office.call(repair.setSettings, { settings: { publicReporting: false }, version }))
    await s.refused(say(stranger, { phone: '13800001234' }), 'repair.public_off')
    await s.refused(
      office.call(repair.setSettings, {
        settings: { publicHours: { from: '22:00', to: '06:00' } },
        version,
      }),
      'repair.hours_order',
    )
    await s.refused(teacher.call(repair.setSettings, { settings: {}, version }), 'kernel.forbidden')
  })

  it('takes what strangers say, and nothing that is not theirs to say', async () => {
    const { s, office, stranger, code, places } = await repairSchool()
    const burst = await stranger.call(repair.report, { code, description: '走廊水管爆了，水喷得到处都是' })
    expect(burst).toMatchObject({ level: 'L1' })
    const slip = await office.call(order.get, { id: burst.id })
    expect(slip).toMatchObject({
      trade: { code: 'plumber' },
      item: { code: 'plumber.pipe_burst' },
      reporter: '',
    })
    const vague = await stranger.call(repair.report, {
      placeText: '南大门',
      description: '有个东西歪了，说不清',
    })
    expect((await office.call(order.get, { id: vague.id })).trade.code).toBe('other')
    await s.refused(
      stranger.call(repair.report, { code, description: '灯', level: 'L0' }),
      'kernel.forbidden',
    )
    await s.refused(
      stranger.call(repair.report, { code, description: '灯', forPersonId: s.person('teacher') }),
      'kernel.forbidden',
    )
    await s.refused(stranger.call(repair.report, { code }), 'repair.what_needed')
    await s.refused(stranger.call(repair.report, { description: '灯不亮' }), 'repair.place_needed')
    await s.refused(
      stranger.call(repair.report, { code: 'zzzzzzzz', description: '灯不亮' }),
      'place.code_unknown',
    )
    await s.refused(stranger.call(repair.report, { code, description: '灯'.repeat(1001) }), 'kernel.invalid')
    await s.refused(stranger.call(order.get, { id: burst.id }), 'kernel.signed_out')
    await s.refused(stranger.call(order.cancel, { id: burst.id, reason: '不修了' }), 'kernel.not_found')
    await s.refused(stranger.call(order.confirm, {}), 'kernel.invalid')
    await s.refused(stranger.call(repair.follow, { token: 'A'.repeat(22) }), 'repair.token_unknown')
    const again = await stranger.call(repair.similar, { placeId: places.room, text: '水管又爆了' })
    expect(again.orders.map(o => o.no)).toEqual([burst.no])
    const lamp = await stranger.call(repair.similar, { placeId: places.room, trade: 'electrician' })
    expect(lamp.orders).toEqual([])
  })

  it('counts a double tap once, and keeps schools apart', async () => {
    const { s, stranger, office, code } = await repairSchool()
    const commandId = '01900000-0000-7000-8000-0000000000aa'
    const tap = () => stranger.call(repair.report, { code, description: '地漏堵了' }, { commandId })
    const [a, b] = await Promise.all([tap(), tap()])
    expect(b).toEqual(a)
    expect((await office.call(order.list, { withTotal: true })).total).toBe(1)
    const other = await s.otherSchool()
    await other.refused(other.as('clerk').call(order.get, { id: a.id }), 'kernel.not_found')
    await other.refused(
      other.anonymous().call(repair.follow, { token: a.followToken }),
      'repair.token_unknown',
    )
    await other.refused(other.as('clerk').call(order.accept, { id: a.id }), 'kernel.not_found')
    expect((await other.as('clerk').call(order.list, { text: '地漏' })).rows).toEqual([])
  })

  it('shows photos to those who stand before the same fault, until it is repaired', async () => {
    const { s, office, stranger, plumber, code, ids } = await repairSchool()
    const before = await photo(stranger)
    const sent = await stranger.call(repair.report, { code, description: '地漏堵了', photos: [before] })
    await s.refused(
      stranger.call(repair.report, { code, description: '地漏堵了', photos: [before] }),
      'attachment.gone',
    )
    const passer = s.anonymous('d'.repeat(32))
    const { orders } = await passer.call(repair.publicInfo, { code })
    expect(orders[0]?.photos).toEqual([before])
    await passer.call(attachment.view, { id: before })
    const settings = await office.call(repair.settings, {})
    await office.call(repair.setSettings, { settings: { publicPhotos: false }, version: settings.version })
    await s.refused(passer.call(attachment.view, { id: before }), 'kernel.not_found')
    await stranger.call(attachment.view, { id: before, key: sent.followToken })
    await office.call(order.dispatch, { id: sent.id, personId: ids.plumber })
    const after = await photo(plumber)
    await plumber.call(order.finish, { id: sent.id, photos: [after] })
    const slip = await office.call(order.get, { id: sent.id })
    expect(slip.files.map(f => f.role)).toEqual(['before', 'after'])
    expect(slip.photos).toBe(2)
    const follow = await stranger.call(repair.follow, { token: sent.followToken })
    expect(follow.photos.map(p => p.id)).toEqual([before, after])
  })
})

describe('the catalogue', () => {
  it('learns what people here say and what the school adds', async () => {
    const { s, office, stranger, teacher } = await repairSchool()
    const guess = async (text: string) => (await stranger.call(repair.guess, { text })).guesses[0]?.item.code
    expect(await guess('地漏不通')).toBe('plumber.floor_drain')
    for (const text of ['有火花', '冒火花', '打火', '漏电', '触电', '冒烟', '煤气味'])
      expect((await stranger.call(repair.guess, { text })).danger, text).toMatch(/^L[01]$/)
    const { trades } = await stranger.call(repair.catalogue, {})
    expect(trades.find(t => t.code === 'plumber')?.items.find(i => i.code === 'plumber.kerb')).toMatchObject({
      measure: '米',
      counts: false,
    })
    await office.call(repair.learnSynonym, { text: '小黑屋没亮', itemCode: 'electrician.trip' })
    expect(await guess('小黑屋没亮')).toBe('electrician.trip')
    await s.refused(
      office.call(repair.learnSynonym, { text: '小黑屋没亮。', itemCode: 'plumber.tap' }),
      'repair.synonym_taken',
    )
    const { rows } = await office.call(repair.synonyms, {})
    await office.call(repair.forgetSynonym, { id: rows[0]!.id })
    expect(await guess('小黑屋没亮')).not.toBe('electrician.trip')
    const bell = {
      code: 'school.bell',
      trade: 'electrician',
      name: '打铃仪',
      measure: '台',
      counts: true,
      level: 'L2' as const,
    }
    await office.call(repair.setItem, { ...bell, isNew: true })
    expect(await guess('教学楼打铃仪不响')).toBe('school.bell')
    await s.refused(office.call(repair.setItem, { ...bell, isNew: true }), 'repair.item_taken')
    await office.call(repair.setItem, { ...bell, active: false })
    expect(await guess('教学楼打铃仪不响')).not.toBe('school.bell')
    await s.refused(teacher.call(repair.setItem, bell), 'kernel.forbidden')
  })
})
