// What people do while the faults happen: goods in and out, faults reported with photos, registers imported.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'

const ITEMS = 12
export const IMPORT_ROWS = 25
export const LOGINS = ['director', 'clerk', 'storekeeper', 'keeper', 'teacher']
/** Commands that the checks count one by one. */
export const OPERATIONS = [
  'stock.saveStore',
  'stock.addItem',
  'stock.receive',
  'stock.transfer',
  'stock.reverse',
  'attachment.upload',
  'repair.report',
  'repair.recordFinished',
  'register.upload',
  'register.commit',
]

export async function openShop(client) {
  const stores = []
  for (const name of ['演练一库', '演练二库'])
    stores.push((await client.send('director', 'stock.saveStore', { name })).id)
  const items = []
  for (let i = 1; i <= ITEMS; i++)
    items.push(
      (
        await client.send('director', 'stock.addItem', {
          name: `演练物品${i}`,
          measure: '件',
          class: 'material',
        })
      ).id,
    )
  const lines = items.map(itemId => ({ itemId, quantity: 20, priceFen: 1000 }))
  for (const storeId of stores) await client.send('storekeeper', 'stock.receive', { storeId, lines })
  return { stores, items }
}

/** One person, who does one thing after another until told to stop. */
export async function person(crew, random) {
  const papers = []
  while (!crew.stop) {
    const dice = random()
    if (dice < 0.4) papers.push(...(await receive(crew, random)))
    else if (dice < 0.62) papers.push(...(await transfer(crew, random)))
    else if (dice < 0.74) await reverse(crew, random, papers.shift())
    else if (dice < 0.84) await report(crew, random)
    else if (dice < 0.92) await reportWithPhoto(crew, random)
    else await recordFinished(crew, random)
  }
}

/** Some hang up while they wait, and never learn what became of it. */
const how = (crew, random) => ({
  faithful: () => crew.faithful,
  ...(random() < 0.04 && { waitMs: 2 + Math.floor(random() * 80) }),
})

async function receive(crew, random) {
  const input = {
    storeId: pick(crew.shop.stores, random),
    lines: [
      {
        itemId: pick(crew.shop.items, random),
        quantity: 1 + Math.floor(random() * 5),
        priceFen: 500 + Math.floor(random() * 900),
      },
    ],
  }
  const made = await crew.client.send('storekeeper', 'stock.receive', input, how(crew, random))
  return made ? [made] : []
}

async function transfer(crew, random) {
  const [a, b] = crew.shop.stores
  const there = random() < 0.5
  const input = {
    fromStoreId: there ? a : b,
    toStoreId: there ? b : a,
    lines: [{ itemId: pick(crew.shop.items, random), quantity: 1 + Math.floor(random() * 12) }],
  }
  const made = await crew.client.send('storekeeper', 'stock.transfer', input, how(crew, random))
  return made ? [made] : []
}

async function reverse(crew, random, paper) {
  if (!paper) return
  await crew.client.send(
    'director',
    'stock.reverse',
    { id: paper.id, version: paper.version, reason: '录错了' },
    how(crew, random),
  )
}

const broken = random => ({
  placeText: `演练楼 ${1 + Math.floor(random() * 400)} 室`,
  trade: 'plumber',
  description: `水龙头漏水 ${randomUUID()}`,
})

const report = (crew, random) =>
  crew.client.send('teacher', 'repair.report', broken(random), how(crew, random))

async function reportWithPhoto(crew, random) {
  const sent = await crew.client.send(
    'teacher',
    'attachment.upload',
    {},
    { ...how(crew, random), file: await photo() },
  )
  if (sent)
    await crew.client.send(
      'teacher',
      'repair.report',
      { ...broken(random), photos: [sent.files[0].id] },
      how(crew, random),
    )
}

function recordFinished(crew, random) {
  const day = '2026-03-02'
  return crew.client.send(
    'clerk',
    'repair.recordFinished',
    {
      register: '演练登记簿',
      externalNo: randomUUID().slice(0, 18),
      trade: 'plumber',
      reportedOn: day,
      doneOn: day,
      placeText: `演练楼 ${1 + Math.floor(random() * 400)} 室`,
      worker: '王师傅',
      lines: [{ text: '换水龙头', qty: 1, measure: '个' }],
    },
    how(crew, random),
  )
}

/** A picture that nobody has sent before. */
export async function photo(side = 48) {
  const raw = { width: side, height: side, channels: 3 }
  const body = await sharp(randomBytes(side * side * 3), { raw })
    .png()
    .toBuffer()
  return { name: '照片.png', type: 'image/png', body }
}

/** A register of assets, each row with a name that is found again. */
export function register(mark) {
  const rows = Array.from(
    { length: IMPORT_ROWS },
    (_, i) => `${mark}-${i + 1},A02010105,2022,3200.50,1,台,2026-03-02`,
  )
  const body = Buffer.from(['资产名称,分类代码,分类版本,单价,数量,计量单位,取得日期', ...rows].join('\n'))
  return { name: `${mark}.csv`, type: 'text/csv', body }
}

/** Brings one register in, again after each interruption, until it is there or the crew goes home. */
export async function importing(crew, job) {
  const { client } = crew
  if (!job.id) {
    const sent = await client.send(
      'keeper',
      'register.upload',
      { kind: 'asset' },
      { file: register(job.mark) },
    )
    if (!sent) throw new Error('the register was refused')
    job.id = sent.id
  }
  for (;;) {
    const { state, error, result } = await client.read('keeper', 'register.get', { id: job.id })
    if (state === 'done') {
      job.done = true
      return
    }
    if (crew.stop) return
    const previewed = state === 'ready' || (state === 'failed' && result !== null)
    if (previewed) await client.send('keeper', 'register.commit', { id: job.id, mode: 'all-or-nothing' })
    if (state === 'uploaded' || (state === 'failed' && !previewed))
      await client.send('keeper', 'register.preview', { id: job.id })
    if (state === 'failed') job.error = error
    if (state === 'ready') {
      const [refused] = (await client.read('keeper', 'register.rows', { id: job.id, status: 'refused' })).rows
      if (refused) throw new Error(`a row of the register is refused: ${refused.reason}`)
    }
    await sleep(60)
  }
}

const pick = (list, random) => list[Math.floor(random() * list.length)]
