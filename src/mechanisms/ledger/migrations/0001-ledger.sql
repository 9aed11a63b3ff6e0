-- Double entry books. The app's role may read them and nothing else: every change goes through the
-- functions below, which run with the owner's rights and keep the books balanced.
create table ledger_account (
  school_id uuid not null references school (id),
  id uuid not null,
  book text not null check (book <> ''),
  kind text not null check (kind <> ''),
  key text not null,
  -- what the quantity counts; empty where an account holds money only
  commodity text not null,
  title text not null,
  -- never below zero
  floor boolean not null,
  -- the balance now, kept for floor accounts only: the others would make all writers wait for one row
  held_fen bigint check (held_fen >= 0),
  held_quantity numeric(15, 3) check (held_quantity >= 0),
  opened_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, book, kind, key, commodity),
  check (floor = (held_fen is not null) and floor = (held_quantity is not null))
) with (fillfactor = 80);

create table ledger_entry (
  school_id uuid not null references school (id),
  id uuid not null,
  book text not null,
  day date not null,
  -- given without gaps when the month is closed
  no text,
  document_kind text not null check (document_kind <> ''),
  document_id uuid not null,
  document_no text not null,
  note text not null,
  reverses_id uuid,
  posted_at timestamptz not null,
  person_id uuid,
  who text not null,
  primary key (school_id, id),
  foreign key (school_id, reverses_id) references ledger_entry (school_id, id),
  unique (school_id, book, no)
);
create unique index ledger_entry_reverses on ledger_entry (school_id, reverses_id) where reverses_id is not null;
create index ledger_entry_reversal on ledger_entry (school_id, reverses_id);
create index ledger_entry_document on ledger_entry (school_id, document_kind, document_id, id);
create index ledger_entry_newest on ledger_entry (school_id, book, day desc, id desc);
create index ledger_entry_document_no on ledger_entry (school_id, document_no text_pattern_ops);

create table ledger_line (
  school_id uuid not null references school (id),
  id uuid not null,
  entry_id uuid not null,
  seq int not null,
  account_id uuid not null,
  -- the entry's, repeated so that an account is summed from one index
  day date not null,
  amount_fen bigint not null,
  quantity numeric(15, 3) not null,
  primary key (school_id, id),
  foreign key (school_id, entry_id) references ledger_entry (school_id, id),
  foreign key (school_id, account_id) references ledger_account (school_id, id),
  check (amount_fen <> 0 or quantity <> 0)
);
create unique index ledger_line_entry on ledger_line (school_id, entry_id, seq);
create index ledger_line_account on ledger_line (school_id, account_id, day, entry_id, seq)
  include (amount_fen, quantity);

-- A month of a book that was closed at least once; a month without a row is open until a later one is closed.
create table ledger_period (
  school_id uuid not null references school (id),
  id uuid not null,
  book text not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('open', 'closed', 'reopened')),
  closed_at timestamptz,
  closed_by uuid,
  closed_name text not null default '',
  reopened_at timestamptz,
  reopened_by uuid,
  reopened_name text not null default '',
  reopen_reason text not null default '',
  entries int not null default 0,
  version int not null default 1,
  primary key (school_id, id),
  unique (school_id, book, month)
);

select zongwu_guard('ledger_account', 'ledger_entry', 'ledger_line', 'ledger_period');
revoke insert, update, delete on ledger_account, ledger_entry, ledger_line from zongwu_app;
revoke delete on ledger_period from zongwu_app;

create function ledger_school() returns uuid language sql stable as $$
  select nullif(current_setting('app.school_id', true), '')::uuid
$$;

create function ledger_book_lock(book_id text) returns bigint language sql stable as $$
  select hashtextextended(ledger_school()::text || '/' || book_id, 7203)
$$;

-- Whether a month takes entries: no, once it or a later one is closed. It stays so until the caller's
-- transaction ends: whoever closes holds the same lock alone, so no entry in flight slips into a closed month.
create function ledger_hold_open(book_id text, of_month text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock_shared(ledger_book_lock(book_id));
  return not exists (
    select from ledger_period
    where school_id = ledger_school() and book = book_id and month >= of_month and state = 'closed');
end $$;

create function ledger_hold_alone(book_id text) returns void language sql as $$
  select pg_advisory_xact_lock(ledger_book_lock(book_id))
$$;

-- Finds or makes an account; a floor account is locked until the transaction ends. Callers pass accounts in
-- one fixed order, so that writers wait for one another and never in a circle.
create function ledger_take(book_id text, wanted jsonb, moment timestamptz) returns ledger_account
language plpgsql security definer set search_path = public as $$
declare
  school uuid := ledger_school();
  found_account ledger_account;
begin
  for attempt in 1..2 loop
    if (wanted->>'floor')::boolean then
      select * into found_account from ledger_account
      where school_id = school and book = book_id and kind = wanted->>'kind' and key = wanted->>'key'
        and commodity = wanted->>'commodity'
      for update;
    else
      select * into found_account from ledger_account
      where school_id = school and book = book_id and kind = wanted->>'kind' and key = wanted->>'key'
        and commodity = wanted->>'commodity';
    end if;
    exit when found;
    insert into ledger_account (school_id, id, book, kind, key, commodity, title, floor, held_fen, held_quantity, opened_at)
    values (school, (wanted->>'id')::uuid, book_id, wanted->>'kind', wanted->>'key', wanted->>'commodity', wanted->>'title',
      (wanted->>'floor')::boolean, case when (wanted->>'floor')::boolean then 0 end,
      case when (wanted->>'floor')::boolean then 0 end, moment)
    on conflict (school_id, book, kind, key, commodity) do nothing
    returning * into found_account;
    exit when found;
  end loop;
  return found_account;
end $$;

-- Balances of floor accounts, locked until the transaction ends.
create function ledger_lock(book_id text, accounts jsonb, moment timestamptz) returns setof ledger_account
language plpgsql security definer set search_path = public as $$
declare
  wanted jsonb;
begin
  for wanted in select value from jsonb_array_elements(accounts) loop
    return next ledger_take(book_id, wanted, moment);
  end loop;
end $$;

-- Writes one entry, or answers why not; then nothing is written. `accounts` is sorted and holds each account
-- once with the sum of its lines; `lines` names accounts by their place in it.
create function ledger_post(entry jsonb, accounts jsonb, lines jsonb) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  school uuid := ledger_school();
  book_id text := entry->>'book';
  on_day date := (entry->>'day')::date;
  moment timestamptz := (entry->>'at')::timestamptz;
  original ledger_entry;
  wanted jsonb;
  taken ledger_account;
  ids uuid[] := '{}';
  i int := 0;
begin
  if school is null then raise exception 'an entry needs a school'; end if;
  if exists (select from jsonb_array_elements(lines) l group by l->>'commodity' having sum((l->>'quantity')::numeric) <> 0)
     or (select sum((l->>'fen')::bigint) from jsonb_array_elements(lines) l) <> 0 then
    raise exception 'the entry does not balance';
  end if;
  if not ledger_hold_open(book_id, to_char(on_day, 'YYYY-MM')) then
    return jsonb_build_object('refused', 'closed');
  end if;
  if entry->>'reverses' is not null then
    select * into original from ledger_entry
    where school_id = school and id = (entry->>'reverses')::uuid and book = book_id for update;
    if not found then return jsonb_build_object('refused', 'unknown'); end if;
    if original.reverses_id is not null then return jsonb_build_object('refused', 'is_reversal'); end if;
    if exists (select from ledger_entry where school_id = school and reverses_id = original.id) then
      return jsonb_build_object('refused', 'reversed');
    end if;
  end if;
  for wanted in select value from jsonb_array_elements(accounts) loop
    taken := ledger_take(book_id, wanted, moment);
    ids := ids || taken.id;
    if taken.floor and (taken.held_fen + (wanted->>'fen')::bigint < 0
        or taken.held_quantity + (wanted->>'quantity')::numeric < 0) then
      return jsonb_build_object('refused', 'short', 'kind', taken.kind, 'key', taken.key, 'title', taken.title,
        'leftFen', taken.held_fen, 'leftQuantity', taken.held_quantity::text,
        'needFen', -(wanted->>'fen')::bigint, 'needQuantity', (-(wanted->>'quantity')::numeric)::text);
    end if;
  end loop;
  for wanted in select value from jsonb_array_elements(accounts) loop
    i := i + 1;
    update ledger_account set held_fen = held_fen + (wanted->>'fen')::bigint,
      held_quantity = held_quantity + (wanted->>'quantity')::numeric,
      title = coalesce(nullif(wanted->>'title', ''), title)
    where school_id = school and id = ids[i] and floor;
  end loop;
  insert into ledger_entry (school_id, id, book, day, document_kind, document_id, document_no, note, reverses_id,
    posted_at, person_id, who)
  values (school, (entry->>'id')::uuid, book_id, on_day, entry->>'documentKind', (entry->>'documentId')::uuid,
    entry->>'documentNo', entry->>'note', (entry->>'reverses')::uuid, moment, (entry->>'personId')::uuid, entry->>'who');
  insert into ledger_line (school_id, id, entry_id, seq, account_id, day, amount_fen, quantity)
  select school, (l.value->>'id')::uuid, (entry->>'id')::uuid, l.ordinality, ids[(l.value->>'account')::int], on_day,
    (l.value->>'fen')::bigint, (l.value->>'quantity')::numeric
  from jsonb_array_elements(lines) with ordinality as l;
  return null;
end $$;

-- Numbers the entries of a month that have none yet, in order; called while the book is held alone.
create function ledger_number_month(book_id text, of_month text) returns int
language plpgsql security definer set search_path = public as $$
declare
  first_day date := (of_month || '-01')::date;
  last int;
  given int;
begin
  select coalesce(max(right(no, 6)::int), 0) into last from ledger_entry
  where school_id = ledger_school() and book = book_id and day >= first_day and day < first_day + interval '1 month';
  with numbered as (
    select id, last + row_number() over (order by day, id) as n from ledger_entry
    where school_id = ledger_school() and book = book_id and day >= first_day and day < first_day + interval '1 month'
      and no is null)
  update ledger_entry e set no = 'JZ-' || of_month || '-' || lpad(n.n::text, 6, '0')
  from numbered n where e.school_id = ledger_school() and e.id = n.id;
  get diagnostics given = row_count;
  return last + given;
end $$;
