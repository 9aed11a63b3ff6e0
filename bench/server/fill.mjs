// Fills a database with schools as years of work would leave them.
//
// Every row is the one that the operation writes (repair.report, workorder.finish, asset.register): the same
// columns, the same events, audit rows and value lines, in the same order of time, with time-ordered ids. Only
// the way is another: one statement a table instead of one call a record, without foreign key checks, and with
// the secondary indexes built at the end. 700,000 rows take seconds instead of an hour.
import { createHash, randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'

export const PASSWORD = 'bench-2026-zongwu'
/** Two years of work, four terms. */
const SPAN_DAYS = 800
/** Unfinished work does not grow with the years: a school that has 150 open orders has trouble enough. */
const OPEN = 150
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * @typedef {{ orders: number, assets: number, slug: string }} SchoolSize
 * @param {import('pg').Client} client
 * @param {SchoolSize[]} schools
 * @param {(line: string) => void} say
 */
export async function fill(client, schools, say) {
  const began = performance.now()
  await client.query(
    "set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'",
  )
  await client.query('set session_replication_role = replica; set jit = off')
  await client.query(HELPERS)
  await client.query(
    `create temp table bench_school as
     select ordinality::int as n, slug, orders, assets, bench.id('school' || slug) as id
     from unnest($1::text[], $2::int[], $3::int[]) with ordinality as s(slug, orders, assets, ordinality)`,
    [schools.map(s => s.slug), schools.map(s => s.orders), schools.map(s => s.assets)],
  )
  await client.query(PEOPLE_AND_PLACES.replaceAll(':password', `'${await hash(PASSWORD, COST)}'`))
  const indexes = await takeIndexes(client)
  say(`schools, people and places: ${seconds(began)}`)
  await client.query(ORDERS)
  say(`orders: ${seconds(began)}`)
  await client.query(ASSETS)
  say(`assets: ${seconds(began)}`)
  for (const definition of indexes) await client.query(definition)
  say(`indexes: ${seconds(began)}`)
  await client.query('set session_replication_role = origin; drop schema bench cascade')
  await client.query(FREEZE)
  say(`months that are over, counted: ${seconds(began)}`)
  await client.query('vacuum (analyze)')
  const { rows } = await client.query('select sum(n_live_tup)::int as n from pg_stat_user_tables')
  say(`${rows[0].n.toLocaleString('en')} rows, vacuumed and analysed: ${seconds(began)}`)
  return rows[0].n
}

/** The secondary indexes of what grows, dropped; building one over all rows is quicker than row by row. */
async function takeIndexes(client) {
  const { rows } = await client.query(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[])
       and not exists (select from pg_constraint c where c.conindid = indexrelid)`,
    [
      [
        'workorder_order',
        'workorder_line',
        'workorder_event',
        'kernel_audit',
        'asset_card',
        'asset_event',
        'asset_value',
      ],
    ],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(row => row.definition)
}

/** A session as signing in makes it. */
export async function openSession(client, slug, login) {
  const token = randomBytes(32).toString('base64url')
  const { rowCount } = await client.query(
    `insert into account_session (school_id, id, user_id, token_sha256, device, created_at, seen_at, expires_at)
     select u.school_id, gen_random_uuid(), u.id, $3, 'bench', now(), now(), now() + interval '1 day'
     from account_user u join school s on s.id = u.school_id where s.slug = $1 and u.login = $2`,
    [slug, login, createHash('sha256').update(token).digest()],
  )
  if (rowCount !== 1) throw new Error(`no account ${login} in ${slug}`)
  return token
}

const seconds = began => `${((performance.now() - began) / 1000).toFixed(1)} s`

const HELPERS = `
create schema bench;
-- A UUIDv7 of that instant; the rest from the words, so that other tables can name the row.
create function bench.id(at timestamptz, words text) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(words), 1, 3)
    || '8' || substr(md5(words), 4, 15))::uuid
$$;
-- What was there before the first order; the same in every statement of this day.
create function bench.id(words text) returns uuid language sql stable as $$
  select bench.id(date_trunc('day', now()) - interval '900 days', words)
$$;
create function bench.pick(list text[], n bigint) returns text language sql immutable as $$
  select list[1 + n % cardinality(list)]
$$;
`

/** The work of the night, see workorder/frozen.ts. */
const FREEZE = `
do $$ declare school uuid; begin
  for school in select id from bench_school loop
    perform set_config('app.school_id', school::text, true);
    perform workorder_freeze(to_char(m, 'YYYY-MM'), now())
    from generate_series(date_trunc('month', now()) - interval '30 months', date_trunc('month', now()) - interval '1 month', interval '1 month') m
    where exists (select from workorder_order where school_id = school and reported_on >= m::date
      and reported_on < (m + interval '1 month')::date);
  end loop;
end $$`

const PEOPLE_AND_PLACES = `
insert into school (id, slug, name, short_name, kind, created_at)
select id, slug, '江城市第' || n || '职业学校', '第' || n || '职校', 'school', now() - interval '900 days' from bench_school;

insert into org_unit (school_id, id, kind, name, path, valid_from, created_at, updated_at)
select id, id, 'school', '学校', array[id], current_date - 900, now(), now() from bench_school;
insert into org_unit (school_id, id, parent_id, kind, name, path, valid_from, created_at, updated_at)
select s.id, u.id, s.id, 'department', u.name, array[s.id, u.id], current_date - 900, now(), now()
from bench_school s, unnest(array['总务处', '教务处', '学生处', '信息中心']) as name,
  lateral (select bench.id(slug || name) as id, name) u;

insert into calendar_term (school_id, id, code, name, from_on, to_on, created_at, updated_at)
select s.id, gen_random_uuid(), y || '-' || t, y || t, d.from_on, d.to_on, now(), now()
from bench_school s, generate_series(extract(year from now())::int - 3, extract(year from now())::int) y,
  unnest(array['spring', 'autumn']) t,
  lateral (select case t when 'autumn' then make_date(y, 9, 1) else make_date(y, 2, 20) end as from_on,
    case t when 'autumn' then make_date(y + 1, 1, 31) else make_date(y, 7, 10) end as to_on) d;
insert into calendar_hours (school_id, id, weekday, from_minute, to_minute, created_at)
select s.id, gen_random_uuid(), w, f, f + 250, now() from bench_school s, generate_series(1, 5) w, unnest(array[450, 790]) f;
insert into org_setting (school_id, id, key, value, updated_at)
select id, gen_random_uuid(), 'calendar.revision', to_jsonb(gen_random_uuid()), now() from bench_school;

create temp table bench_person as
select s.id as school_id, s.slug, r.role, r.n, r.name,
  bench.id(s.slug || r.name) as id, bench.id(s.slug || r.login) as user_id, r.login
from bench_school s, (values ('director', 1, '陈建国', 'director'), ('clerk', 2, '李敏', 'clerk'), ('principal', 3, '方正', 'principal'),
  ('asset_keeper', 4, '杨帆', 'keeper'), ('accountant', 5, '吴静', 'accountant'), ('tradesman', 6, '陆水根', 'plumber'),
  ('tradesman', 7, '赵电', 'electrician'), ('tradesman', 8, '木兰生', 'carpenter')) as r(role, n, name, login);
insert into people_person (school_id, id, name, pinyin, initials, kind, unit_id, created_at, updated_at)
select school_id, id, name, login, left(login, 1), 'staff', bench.id(slug || '总务处'), now(), now() from bench_person;
insert into people_person (school_id, id, name, pinyin, initials, kind, unit_id, created_at, updated_at)
select s.id, bench.id(slug || 'teacher' || t), bench.pick(array['王', '张', '刘', '周', '徐', '孙'], t) || '老师' || t, 'laoshi' || t, 'ls',
  'staff', bench.id(slug || '教务处'), now(), now() from bench_school s, generate_series(1, 100) t;
insert into people_post (school_id, id, person_id, role, valid_from, created_at)
select school_id, gen_random_uuid(), id, role, current_date - 900, now() from bench_person;
insert into account_user (school_id, id, person_id, login, password_hash, must_change, created_at)
select school_id, user_id, id, login, :password, false, now() from bench_person;
insert into repair_crew_member (school_id, id, person_id, trades, active, daily_capacity, note, updated_at)
select school_id, gen_random_uuid(), id, array[login], true, 12, '', now() from bench_person where role = 'tradesman';

create temp table bench_building as
select s.id as school_id, s.slug, b as n, '学生宿舍' || b || '号楼' as name, bench.id(s.slug || 'b' || b) as id
from bench_school s, generate_series(1, 11) b;
insert into place_node (school_id, id, kind, name, full_name, key, pinyin, initials, sort_key, path, building_id, valid_from, created_at, updated_at)
select school_id, id, 'building', name, name, n::text, 'sushe' || n, 'ss' || n, 'sushe' || lpad(n::text, 3, '0'), array[id], id, current_date - 900, now(), now()
from bench_building;
create temp table bench_room as
select b.school_id, b.slug, b.n as building, r as n, b.id as building_id, b.name || ' ' || (100 * (1 + r / 10) + 1 + r % 10) as full_name,
  (100 * (1 + r / 10) + 1 + r % 10)::text as name, bench.id(b.slug || 'r' || b.n || '-' || r) as id
from bench_building b, generate_series(0, 39) r;
insert into place_node (school_id, id, parent_id, kind, name, full_name, key, pinyin, initials, sort_key, path, building_id, valid_from, created_at, updated_at)
select school_id, id, building_id, 'room', name, full_name, name, 'sushe' || building || name, 'ss', 'sushe' || lpad(building::text, 3, '0') || name,
  array[building_id, id], building_id, current_date - 900, now(), now() from bench_room;
create index on bench_room (school_id, building, n);
analyze bench_school; analyze bench_person; analyze bench_room;
`

const FAULTS = [
  ['plumber', 'plumber.floor_drain', '疏通地漏', '卫生间地漏不通'],
  ['plumber', 'plumber.tap', '水龙头', '水龙头滴水关不紧'],
  ['plumber', 'plumber.mop_sink', '疏通拖把池', '拖把池堵塞'],
  ['electrician', 'electrician.lamp', '灯管灯泡', '日光灯不亮，要换灯管'],
  ['electrician', 'electrician.socket', '插座', '插座没有电'],
  ['electrician', '', '', '吊扇转不动'],
  ['carpenter', '', '', '锁坏了，要换一把'],
  ['carpenter', '', '', '移门滑轮坏了'],
  ['carpenter', '', '', '课桌抽屉松动'],
  ['plumber', '', '', '马桶水箱一直进水'],
]
const array = column => `array[${FAULTS.map(fault => `'${fault[column]}'`).join(', ')}]`

const ORDERS = `
-- Facts of each order: evenly over the days, office hours, one fault in ten each; the last ${OPEN} are open.
create temp table bench_order as
select s.id as school_id, s.slug, i, o.at, bench.id(o.at, s.slug || 'order' || i) as id, s.orders - i < ${OPEN} as open,
  bench.pick(${array(0)}, i * 7 % 10) as trade, nullif(bench.pick(${array(1)}, i * 7 % 10), '') as item_code,
  bench.pick(${array(2)}, i * 7 % 10) as item_name, bench.pick(${array(3)}, i * 7 % 10) as title,
  (1 + i * 13 % 11)::int as building, (i * 29 % 40)::int as room, (1 + i * 31 % 100)::int as teacher
from bench_school s, generate_series(1, s.orders) i,
  lateral (select date_trunc('day', now()) - interval '${SPAN_DAYS} days' + interval '1 minute'
    + ((i::float8 / s.orders) * ${SPAN_DAYS - 1}) * interval '1 day' as at) o;
analyze bench_order;

insert into workorder_order (school_id, id, kind, no, state, trade, level, item_code, item_name, title, description, source,
  place_id, building_id, place_path, place_text, reporter_person_id, reporter_name, reporter_phone, reported_at, reported_on,
  assignee_id, assignee_name, accepted_at, dispatched_at, responded_at, started_at, clock_from, respond_due_at, finish_due_at,
  wait_reason, wait_from, done_at, confirmed_at, auto_confirmed, closed_at, cause, rating, rework_count, cost_fen, follow_token,
  version, updated_at)
select o.school_id, o.id, 'repair', 'BX-' || extract(year from at)::int || '-' || lpad(i::text, 7, '0'), st.state, o.trade, 'L2',
  item_code, item_name, title, title || '，请尽快来修', 'report', r.id, r.building_id, array[r.building_id, r.id], r.full_name,
  t.id, t.name, '1390000' || lpad((i % 10000)::text, 4, '0'), at, (at at time zone 'Asia/Shanghai')::date,
  case when st.state <> 'reported' then p.id end, case when st.state <> 'reported' then p.name else '' end,
  case when st.state <> 'reported' then at + interval '10 minutes' end, case when st.state <> 'reported' then at + interval '12 minutes' end,
  case when st.state not in ('reported', 'dispatched') then at + interval '1 hour' end,
  case when st.state not in ('reported', 'dispatched') then at + interval '1 hour' end,
  at, at + interval '4 hours', at + interval '3 days',
  case when st.state = 'waiting' then 'material' end, case when st.state = 'waiting' then at + interval '2 hours' end,
  case when not open then at + (i % 80) * interval '1 hour' end,
  case when not open then at + (i % 80) * interval '1 hour' + interval '1 day' end, not open and i % 3 > 0,
  case when not open then at + (i % 80) * interval '1 hour' + interval '2 days' end,
  case when not open then bench.pick(array['natural', 'natural', 'natural', 'natural', 'human'], i) end,
  case when not open and i % 3 = 0 then 3 + (i % 9) / 3 end, case when i % 40 = 0 then 1 else 0 end,
  case when i % 10 = 0 then (500 + i % 5000) else 0 end, substr(md5(o.slug || i), 1, 22), 6, at + interval '2 days'
from bench_order o
join bench_room r on r.school_id = o.school_id and r.building = o.building and r.n = o.room
join bench_person p on p.school_id = o.school_id and p.login = o.trade
join people_person t on t.school_id = o.school_id and t.id = bench.id(o.slug || 'teacher' || o.teacher),
  lateral (select case when open then bench.pick(array['reported', 'dispatched', 'in_progress', 'waiting'], i) else 'closed' end as state) st;

insert into workorder_line (school_id, id, order_id, seq, kind, trade, reported_on, item_code, text, qty, measure, counts)
select school_id, bench.id(at, slug || 'line' || i), id, 1, 'repair', trade, (at at time zone 'Asia/Shanghai')::date, item_code,
  case when item_code is null then title else '' end, 1 + i % 2, '次', true
from bench_order where not open;

-- 报修, and 完工 where it is finished.
insert into workorder_event (school_id, id, order_id, at, person_id, who, verb, text, public)
select school_id, bench.id(at + e.n * interval '1 hour', slug || verb || i), id, at + e.n * interval '1 hour', null, '李敏', verb, title, true
from bench_order, (values (0, 'report'), (3, 'finish')) as e(n, verb) where e.n = 0 or not open;

insert into kernel_audit (school_id, id, at, actor_kind, actor_id, actor_name, operation, subject_kind, subject_id, note, detail,
  request_id, seal_seq, seal_hash)
select school_id, bench.id(at, slug || 'audit' || i), at, 'user', null, '李敏', 'repair.report', 'workorder.order', id,
  'BX：报修', jsonb_build_object('description', title, 'placeId', id), substr(md5(i::text), 1, 10), i, md5(slug || i)
from bench_order;
insert into kernel_audit_head (school_id, seq, hash) select id, orders, md5(slug || orders) from bench_school;
insert into kernel_number (school_id, kind, year, last)
select id, 'BX', extract(year from now())::int, orders from bench_school where orders > 0;
drop table bench_order;
`

const THINGS = [
  '投影仪',
  '台式计算机',
  '空调机',
  '课桌',
  '办公椅',
  '打印机',
  '书柜',
  '电视机',
  '显微镜',
  '篮球架',
]
const CATEGORIES = [
  'office',
  'computer',
  'electric',
  'student_furniture',
  'furniture',
  'office',
  'furniture',
  'broadcast',
  'teaching',
  'sports',
]
const literal = list => `array[${list.map(text => `'${text}'`).join(', ')}]`

const ASSETS = `
insert into asset_batch (school_id, id, no, source, name, on_day, cards, quantity, value_fen, posted_at, created_by, created_at)
select id, bench.id(slug || 'batch'), 'ZCP-1', 'import', '资产登记簿', current_date - 800, assets, assets, 0,
  now(), '杨帆', now() from bench_school;
create temp table bench_asset as
select s.id as school_id, s.slug, i, bench.id(date_trunc('day', now()) - interval '800 days' + i * interval '1 second', s.slug || 'asset' || i) as id,
  (100000 + i * 7919 % 2000000)::bigint as value_fen, (current_date - 3000 + (i * 37 % 2900)::int) as acquired_on,
  (1 + i * 13 % 11)::int as building, (i * 29 % 40)::int as room, bench.pick(${literal(THINGS)}, i) as name,
  bench.pick(${literal(CATEGORIES)}, i) as category, bench.pick(array['总务处', '教务处', '学生处', '信息中心'], i) as unit
from bench_school s, generate_series(1, s.assets) i;
insert into asset_card (school_id, id, no, batch_id, state, name, pinyin, initials, category, measure, acquire_mode, acquired_on, booked_on,
  funding, direction, value_type, value_fen, life_months, place_id, place_text, unit_id, unit_text, keeper_name, created_at, updated_at)
select a.school_id, a.id, 'ZC-' || lpad(i::text, 7, '0'), bench.id(a.slug || 'batch'),
  bench.pick(array['in_use', 'in_use', 'in_use', 'in_use', 'in_use', 'in_use', 'in_use', 'idle', 'in_use', 'in_use'], i / 10), a.name, 'p' || i % 10, 'p',
  a.category, '台', 'purchase', acquired_on, acquired_on, 'fiscal', 'teaching', 'original', a.value_fen, 120, r.id, r.full_name,
  bench.id(a.slug || a.unit), a.unit, '保管' || i % 20, now(), now()
from bench_asset a join bench_room r on r.school_id = a.school_id and r.building = a.building and r.n = a.room;
insert into asset_value (school_id, id, asset_id, kind, on_day, category, value_fen, document_kind, document_id, document_no, posted)
select school_id, bench.id(slug || 'value' || i), id, 'opening', acquired_on, category, value_fen, 'asset.batch',
  bench.id(slug || 'batch'), 'ZCP-1', true from bench_asset;
insert into asset_event (school_id, id, asset_id, at, action, note, actor_name)
select school_id, bench.id(slug || 'event' || i), id, now() - interval '800 days', 'register', '导入', '杨帆' from bench_asset;
drop table bench_asset;
`
