-- Counts of a month that is over, by kind and trade, so that statistics need not go through its orders again.
-- A row holds as long as nothing of its month changes: whoever writes to an order or a line of it drops the row.
create table workorder_frozen (
  school_id uuid not null references school (id),
  id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- [{kind, trade, orders, finished, late, items}]; late: finished after their time
  groups jsonb not null,
  -- the same by day, for spans that begin or end within the month: [{day, kind, trade, ...}]
  days jsonb not null,
  frozen_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, month)
);
select zongwu_guard('workorder_frozen');

create function workorder_month_lock(school uuid, of_month text) returns bigint language sql immutable as $$
  select hashtextextended(school::text || '/' || of_month, 7204)
$$;

-- Shared by writers, alone for whoever freezes: a count never misses a change that is not committed yet.
create function workorder_thaw() returns trigger language plpgsql security definer set search_path = public as $$
declare of_month text;
begin
  if tg_op <> 'INSERT' then
    of_month := to_char(old.reported_on, 'YYYY-MM');
    perform pg_advisory_xact_lock_shared(workorder_month_lock(old.school_id, of_month));
    delete from workorder_frozen where school_id = old.school_id and month = of_month;
  end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and to_char(new.reported_on, 'YYYY-MM') <> of_month) then
    of_month := to_char(new.reported_on, 'YYYY-MM');
    perform pg_advisory_xact_lock_shared(workorder_month_lock(new.school_id, of_month));
    delete from workorder_frozen where school_id = new.school_id and month = of_month;
  end if;
  return null;
end $$;
create trigger workorder_order_thaw
  after insert or delete or update of kind, trade, reported_on, done_at, finish_due_at on workorder_order
  for each row execute function workorder_thaw();
create trigger workorder_line_thaw after insert or update or delete on workorder_line
  for each row execute function workorder_thaw();

-- False where somebody is writing to that month just now; the next night will do.
create function workorder_freeze(of_month text, moment timestamptz) returns boolean language plpgsql as $$
declare
  school uuid := nullif(current_setting('app.school_id', true), '')::uuid;
  first_day date := (of_month || '-01')::date;
  last_day date := (first_day + interval '1 month' - interval '1 day')::date;
begin
  if not pg_try_advisory_xact_lock(workorder_month_lock(school, of_month)) then
    return false;
  end if;
  insert into workorder_frozen (school_id, id, month, groups, days, frozen_at)
  with by_day as (
    select to_char(o.reported_on, 'YYYY-MM-DD') as day, o.kind, o.trade, count(*) as orders, count(o.done_at) as finished,
      count(*) filter (where o.done_at > o.finish_due_at) as late, coalesce(sum(l.items), 0) as items
    from workorder_order o
    left join (
      select order_id, sum(qty) as items from workorder_line
      where school_id = school and counts and reported_on between first_day and last_day group by order_id
    ) l on l.order_id = o.id
    where o.school_id = school and o.reported_on between first_day and last_day
    group by 1, o.kind, o.trade
  ), by_month as (
    select kind, trade, sum(orders) as orders, sum(finished) as finished, sum(late) as late, sum(items)::text as items
    from by_day group by kind, trade
  )
  select school, gen_random_uuid(), of_month,
    (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from by_month m),
    (select coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object('items', d.items::text)), '[]') from by_day d), moment
  on conflict (school_id, month) do nothing;
  return true;
end $$;
