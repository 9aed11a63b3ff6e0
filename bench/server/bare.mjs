// The limit: node:http and pg, the SQL of each job written out by hand, and nothing else. No sign-in, no
// permission, no isolation of schools, no audit, no check of what comes in or goes out. The school is a constant.
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.DB_POOL),
  pipeline: true,
})
const { rows: schools } = await pool.query("select id from school where slug = 'first'")
const SCHOOL = schools[0].id

const ROW = `o.id, o.no, o.kind, o.state, o.trade, o.level, o.item_code, o.item_name, o.title, o.place_id, o.building_id,
  o.place_text, o.reporter_name, o.reported_at, o.reported_on, o.timed, o.assignee_id, o.assignee_name, o.responded_at,
  o.respond_due_at, o.finish_due_at, o.due_at, o.wait_reason, o.wait_note, o.wait_from, o.done_at, o.closed_at, o.cause,
  o.rating, o.rework_count, o.endorse_count, o.photo_count, o.cost_fen, o.source, o.external_no, o.version`

/** Statements on one connection, each sent without waiting for the one before; named ones are prepared once. */
async function asking(work) {
  const client = await pool.connect()
  try {
    return await work(async (name, text, values) => (await client.query({ name, text, values })).rows)
  } finally {
    client.release()
  }
}

const COUNT_MOST = 10_001

const list = () =>
  asking(async ask => {
    const [rows, [{ total }]] = await Promise.all([
      ask(
        'list',
        `select ${ROW} from workorder_order o where o.school_id = $1 order by o.reported_at desc, o.id desc limit 21`,
        [SCHOOL],
      ),
      ask(
        'total',
        `select count(*) as total from (select 1 from workorder_order o where o.school_id = $1 limit ${COUNT_MOST}) s`,
        [SCHOOL],
      ),
    ])
    return { rows: rows.slice(0, 20), total }
  })

const has = part =>
  `exists (select from ${part} x where x.school_id = o.school_id and x.order_id = o.id) as ${part}`
const PARTS = ['material', 'labour', 'pause', 'vendor_call', 'extension', 'endorsement'].map(part =>
  has(`workorder_${part}`),
)

/** The order, its lines, thread and files; whether the place or the part is under warranty; the own catalogue. */
const byId = ({ id }) =>
  asking(async ask => {
    const [order] = await ask(
      'by-id',
      `select o.*, ${PARTS.join(', ')} from workorder_order o where o.school_id = $1 and o.id = $2`,
      [SCHOOL, id],
    )
    const [lines, timeline, files, items, limits, places, last] = await Promise.all([
      ask('lines', 'select * from workorder_line where school_id = $1 and order_id = $2 order by seq', [
        SCHOOL,
        id,
      ]),
      ask('events', 'select * from workorder_event where school_id = $1 and order_id = $2 order by at, id', [
        SCHOOL,
        id,
      ]),
      ask(
        'files',
        `select * from attachment_file where school_id = $1 and subject_kind = 'workorder.order' and subject_id = $2 order by id`,
        [SCHOOL, id],
      ),
      ask('catalogue', 'select * from repair_item where school_id = $1 order by code', [SCHOOL]),
      ask('limits', 'select key, value, valid_from, valid_to from parameter_value where school_id = $1', [
        SCHOOL,
      ]),
      ask('places', 'select * from place_node where school_id = $1 and id = any($2)', [
        SCHOOL,
        order.place_path,
      ]),
      order.item_code
        ? ask(
            'last',
            `select id, no, done_at from workorder_order o where school_id = $1 and place_id = $2 and done_at is not null and id <> $3
             and exists (select from workorder_line l where l.school_id = o.school_id and l.order_id = o.id and l.item_code = $4)
           order by done_at desc limit 1`,
            [SCHOOL, order.place_id, id, order.item_code],
          )
        : [],
    ])
    return { ...order, lines, timeline, files, items, limits, places, last }
  })

/** Number, order, first event, in one transaction: the rows that are there afterwards, without the audit's. */
async function create({ placeId, itemCode, description }) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const number = await client.query({
      name: 'number',
      text: `insert into kernel_number (school_id, kind, year, last) values ($1, 'BX', extract(year from now())::int, 1)
        on conflict (school_id, kind, year) do update set last = kernel_number.last + 1 returning last, year`,
      values: [SCHOOL],
    })
    const { last, year } = number.rows[0]
    const id = randomUUID()
    const no = `BX-${year}-${String(last).padStart(6, '0')}`
    const { rows } = await client.query({
      name: 'create',
      text: `insert into workorder_order (school_id, id, kind, no, state, trade, level, item_code, item_name, title, description,
          source, place_id, building_id, place_path, place_text, reporter_name, reported_at, reported_on, clock_from,
          respond_due_at, finish_due_at, follow_token, updated_at)
        select $1, $2, 'repair', $3, 'reported', 'plumber', 'L2', $4, '疏通地漏', '疏通地漏', $5, 'report', p.id, p.building_id, p.path,
          p.full_name, '李敏', now(), current_date, now(), now() + interval '4 hours', now() + interval '3 days', $6, now()
        from place_node p where p.school_id = $1 and p.id = $7 returning id, no, state, level, follow_token`,
      values: [SCHOOL, id, no, itemCode, description, randomBytes(16).toString('base64url'), placeId],
    })
    await client.query({
      name: 'event',
      text: `insert into workorder_event (school_id, id, order_id, at, who, verb, text, public) values ($1, $2, $3, now(), '李敏', 'report', $4, true)`,
      values: [SCHOOL, randomUUID(), id, description],
    })
    await client.query('commit')
    return rows[0]
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const SEARCHED = [
  'no',
  'title',
  'item_name',
  'place_text',
  'reporter_name',
  'assignee_name',
  'external_no',
  'reporter_phone',
]

/** As one writes it first: each word in any of the columns. */
const search = ({ text }) =>
  asking(async ask => {
    const words = text.split(' ').map(word => `%${word}%`)
    const where = words
      .map((_, i) => `(${SEARCHED.map(column => `o.${column} ilike $${i + 2}`).join(' or ')})`)
      .join(' and ')
    const rows = await ask(
      `search-${words.length}`,
      `select ${ROW} from workorder_order o where o.school_id = $1 and ${where} order by o.reported_at desc, o.id desc limit 21`,
      [SCHOOL, ...words],
    )
    const [{ total }] = await ask(
      `search-total-${words.length}`,
      `select count(*) as total from workorder_order o where o.school_id = $1 and ${where}`,
      [SCHOOL, ...words],
    )
    return { rows: rows.slice(0, 20), total }
  })

const counts = ({ from, to }) =>
  asking(async ask => {
    const orders = await ask(
      'counts',
      `select to_char(reported_on, 'YYYY-MM') as month, trade, count(*) as orders, count(done_at) as finished,
      count(*) filter (where done_at > finish_due_at or due_at < now()) as late
     from workorder_order where school_id = $1 and reported_on between $2 and $3 group by 1, 2 order by 1, 2`,
      [SCHOOL, from, to],
    )
    const items = await ask(
      'items',
      `select to_char(reported_on, 'YYYY-MM') as month, trade, sum(qty) as items from workorder_line
     where school_id = $1 and counts and reported_on between $2 and $3 group by 1, 2`,
      [SCHOOL, from, to],
    )
    return { orders, items }
  })

const ROUTES = { list, 'by-id': byId, create, search, counts }

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://local')
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const input =
      request.method === 'POST'
        ? JSON.parse(Buffer.concat(chunks).toString())
        : Object.fromEntries(url.searchParams)
    ROUTES[url.pathname.slice(1)](input).then(
      answer => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      error => response.writeHead(500).end(String(error.stack)),
    )
  })
})
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  process.stdout.write(`http://localhost:${server.address().port}\n`),
)
process.once('SIGTERM', () => process.exit(0))
