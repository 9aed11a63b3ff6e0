// What is measured: the same question to the product and to the bare server.

const WORDS = ['5号楼 地漏', '3号楼 灯管', '8号楼 水龙头', '2号楼 插座']

/** Facts about the first school that the requests need. */
export async function factsOf(client) {
  const ids = await client.query(
    `select o.id from workorder_order o join school s on s.id = o.school_id where s.slug = 'first'
     order by md5(o.id::text) limit 2000`,
  )
  const rooms = await client.query(
    `select p.id from place_node p join school s on s.id = p.school_id where s.slug = 'first' and p.kind = 'room'`,
  )
  // The last term that is over, or nearly so: it has all its orders.
  const terms = await client.query(
    `select t.code, t.from_on::text as from, t.to_on::text as to from calendar_term t join school s on s.id = t.school_id
     where s.slug = 'first' and t.to_on < current_date order by t.from_on desc limit 1`,
  )
  return { ids: ids.rows.map(row => row.id), rooms: rooms.rows.map(row => row.id), term: terms.rows[0] }
}

/** Every job gives its requests one after the other, round and round. */
export function jobsFor(facts, sessions) {
  const as = login => ({ cookie: `zw_session=${sessions[login]}` })
  const headers = as('clerk')
  const turn = list => {
    let i = 0
    return () => list[i++ % list.length]
  }
  const get = (path, input, who = headers) => ({
    method: 'GET',
    headers: who,
    path: `/api/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  })
  const bare = (path, input = {}) => ({ method: 'GET', path: `/${path}?${new URLSearchParams(input)}` })
  const [id, bareId] = [turn(facts.ids), turn(facts.ids)]
  const [room, bareRoom] = [turn(facts.rooms), turn(facts.rooms)]
  const [words, bareWords] = [turn(WORDS), turn(WORDS)]
  const { term } = facts
  const report = placeId => ({
    placeId,
    itemCode: 'plumber.floor_drain',
    description: '卫生间地漏不通，下水很慢',
  })
  let reporter = 0
  return [
    {
      key: 'list',
      title: 'list of 20 with total',
      product: () => get('workorder.list', { limit: 20, withTotal: true }),
      bare: () => bare('list'),
    },
    {
      key: 'by-id',
      title: 'one order by id',
      product: () => get('workorder.get', { id: id() }),
      bare: () => bare('by-id', { id: bareId() }),
    },
    {
      key: 'create',
      title: 'create an order',
      writes: true,
      product: () => {
        reporter = (reporter + 1) % 65_536
        return {
          method: 'POST',
          path: '/api/repair.report',
          headers: {
            ...headers,
            'content-type': 'application/json',
            'x-forwarded-for': `10.8.${reporter >> 8}.${reporter & 255}`,
          },
          body: JSON.stringify(report(room())),
        }
      },
      bare: () => ({
        method: 'POST',
        path: '/create',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(report(bareRoom())),
      }),
    },
    {
      key: 'search',
      title: 'search by words over columns, with total',
      product: () => get('workorder.list', { text: words(), limit: 20, withTotal: true }),
      bare: () => bare('search', { text: bareWords() }),
    },
    {
      key: 'counts',
      title: 'count by trade and month, a term',
      product: () => get('workorder.counts', { term: term.code }),
      bare: () => bare('counts', { from: term.from, to: term.to }),
    },
    {
      key: 'desk',
      title: 'desk page',
      product: () => get('desk.today', {}),
    },
    {
      key: 'summary',
      title: 'summary of a term',
      product: () => get('summary.get', { term: term.code }),
    },
    {
      key: 'assets',
      title: 'assets: list of 20 with total',
      product: () => get('asset.list', { limit: 20, withTotal: true }, as('keeper')),
    },
  ]
}
