-- A one-time code by the clock (RFC 6238). The secret is sealed with a key that is not in the database.
create table account_factor (
  school_id uuid not null references school (id),
  id uuid not null,
  user_id uuid not null,
  -- none until the first code was confirmed
  secret text,
  confirmed_at timestamptz,
  -- the half minute of the last code that was taken: no code works twice
  last_step bigint,
  -- a new secret that waits for its first code
  pending_secret text,
  pending_at timestamptz,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, user_id) references account_user (school_id, id),
  unique (school_id, user_id),
  check ((secret is null) = (confirmed_at is null))
);

-- For whoever lost the telephone; each works once.
create table account_recovery_code (
  school_id uuid not null references school (id),
  id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, user_id) references account_user (school_id, id)
);
create index account_recovery_code_user on account_recovery_code (school_id, user_id);
select zongwu_guard('account_factor', 'account_recovery_code');

-- When the initial password was handed out: it ends unused after some days.
alter table account_user add column initial_at timestamptz;
update account_user set initial_at = now() where must_change;
