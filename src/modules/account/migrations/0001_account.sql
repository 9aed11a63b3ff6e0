create table account_user (
  school_id uuid not null references school (id),
  id uuid not null,
  person_id uuid not null,
  login text not null,
  password_hash text not null,
  must_change boolean not null,
  failed_count int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  last_seen_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  unique (school_id, person_id)
);
create unique index account_user_login on account_user (school_id, lower(login));

create table account_session (
  school_id uuid not null references school (id),
  id uuid not null,
  user_id uuid not null,
  token_sha256 bytea not null unique,
  device text not null default '',
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, user_id) references account_user (school_id, id)
);
create index account_session_user on account_session (school_id, user_id);

-- Sign-in through somebody else (企业微信, 钉钉, OIDC): one row per provider's name for a user.
create table account_identity (
  school_id uuid not null references school (id),
  id uuid not null,
  provider text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, user_id) references account_user (school_id, id),
  unique (school_id, provider, subject)
);
create index account_identity_user on account_identity (school_id, user_id);
select zongwu_guard('account_user', 'account_session', 'account_identity');
