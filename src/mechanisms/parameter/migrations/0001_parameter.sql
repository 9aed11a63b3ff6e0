-- Values that rules enforce, each with the days for which it holds and the regulation it comes from.
create table parameter_value (
  school_id uuid not null references school (id),
  id uuid not null,
  key text not null,
  value jsonb not null,
  -- the regulation: document, article, version
  source text not null,
  note text not null,
  valid_from date not null,
  -- last day on which it holds; the day before the next value's first
  valid_to date,
  set_by uuid,
  set_by_name text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, key, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index parameter_value_open on parameter_value (school_id, key) where valid_to is null;
select zongwu_guard('parameter_value');
