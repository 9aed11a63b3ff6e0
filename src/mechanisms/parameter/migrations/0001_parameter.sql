-- Values that rules enforce, each with the days for which it holds and the regulation it comes from.
create table parameter_value (
  school_id uuid not null references school (id),
  id uuid not null,
  key text not null,
  value jsonb not null,
  source text not null default '',
  valid_from date not null,
  valid_to date,
  set_by uuid,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, key, valid_from)
);
select zongwu_guard('parameter_value');
