// One function for each kind of fault; each comes while the crew works, and ends when all is up again.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockLibrary } from './product.mjs'
import { importing, photo, register } from './work.mjs'

const TERM_MS = 20_000
const CLOCKS = ['-26h', '-20m', '-90s', '+90s', '+20m', '+26h', '+3d']

export const KINDS = {
  app: 'kill -9 of both app processes',
  one: 'kill -9 of one of two app processes on one database',
  database: 'kill -9 of the database server and its sessions',
  all: 'kill -9 of apps and database',
  disk: 'the disk is full',
  upload: 'connections cut in the middle of uploads',
  import: 'app killed, or connection cut, in the middle of an import',
  replay: 'an offline queue replayed, shuffled, to both processes at once',
  clock: 'the clock of one app process moved',
  term: 'SIGTERM in the middle of writes',
}

/** Kinds that cannot be done on this machine, and why. */
export function missing(volume) {
  return new Map([
    ...(volume.full ? [] : [['disk', volume.why]]),
    ...(clockLibrary ? [] : [['clock', 'libfaketime is not installed (Debian: faketime)']]),
  ])
}

export const rounds = {
  async app({ a, b }) {
    a.kill()
    b.kill()
  },

  async one({ a, b, random }) {
    ;(random() < 0.5 ? a : b).kill()
  },

  async database({ db }) {
    db.kill()
  },

  async all({ a, b, db, random }) {
    const order = random() < 0.5 ? [db, a, b] : [a, b, db]
    for (const each of order) each.kill()
  },

  async disk({ volume, random }) {
    volume.full.fill()
    try {
      await sleep(300 + random() * 1500)
    } finally {
      volume.full.empty()
    }
  },

  async upload({ client, random }) {
    const pictures = await Promise.all([photo(400), photo(400), photo(400)])
    await Promise.all(
      pictures.map(file => client.cutUpload('teacher', 'attachment.upload', {}, file, random())),
    )
    await client.cutUpload(
      'keeper',
      'register.upload',
      { kind: 'asset' },
      register(`断线${randomUUID().slice(0, 8)}`),
      random(),
    )
  },

  async import({ a, b, client, crew, imports, random }) {
    const job = { mark: `资产${randomUUID().slice(0, 8)}` }
    imports.push(job)
    const work = importing(
      {
        client,
        get stop() {
          return crew.stop
        },
      },
      job,
    )
    work.catch(() => undefined)
    await sleep(random() * 700)
    const dice = random()
    if (dice < 0.4) a.kill()
    if (dice > 0.3 && dice < 0.7) b.kill()
    if (dice >= 0.7)
      await client.cutUpload(
        'keeper',
        'register.upload',
        { kind: 'asset' },
        register(`断线${randomUUID().slice(0, 8)}`),
        random(),
      )
    return { work }
  },

  async replay({ a, b, client, crew, random }) {
    const queue = Array.from({ length: 16 }, (_, i) => ({
      key: randomUUID(),
      login: i % 2 ? 'storekeeper' : 'teacher',
      operation: i % 2 ? 'stock.receive' : 'repair.report',
      input:
        i % 2
          ? {
              storeId: crew.shop.stores[0],
              lines: [{ itemId: crew.shop.items[i % crew.shop.items.length], quantity: 1, priceFen: 700 }],
            }
          : { placeText: '演练楼', trade: 'plumber', description: `离线报修 ${randomUUID()}` },
    }))
    const times = [...queue, ...queue, ...queue].sort(() => random() - 0.5)
    await Promise.all(
      times.map(({ login, operation, input, key }, i) =>
        client.send(login, operation, input, { key, address: (i % 2 ? a : b).address }),
      ),
    )
    return { replayed: queue.map(({ key }) => key) }
  },

  async clock({ b, random }) {
    await b.restartAt(CLOCKS[Math.floor(random() * CLOCKS.length)])
    await b.ready()
    await sleep(1500)
    await b.restartAt('')
  },

  async term({ a, b, random }) {
    const { code, signal, ms } = await (random() < 0.5 ? a : b).end(TERM_MS)
    if (code !== 0) return { faults: [`SIGTERM: ended with ${code ?? signal ?? 'nothing'} after ${ms} ms`] }
    return {}
  },
}
