create extension if not exists pg_trgm;

-- The tenant. Every business table carries its id.
create table school (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9]{1,19}$'),
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('school', 'district')),
  zone text not null default 'Asia/Shanghai',
  demo boolean not null default false,
  created_at timestamptz not null
);
alter table school enable row level security;
create policy school_own on school using (id = nullif(current_setting('app.school_id', true), '')::uuid);

-- Append-only; each entry is sealed into its school's hash chain shortly after commit.
create table kernel_audit (
  school_id uuid not null references school (id),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'anonymous', 'system')),
  actor_id uuid,
  actor_name text not null,
  operation text not null,
  subject_kind text,
  subject_id uuid,
  note text,
  detail jsonb not null,
  request_id text,
  seal_seq bigint,
  seal_hash text,
  primary key (school_id, id)
);
create unique index kernel_audit_seal on kernel_audit (school_id, seal_seq);
create index kernel_audit_unsealed on kernel_audit (school_id, id) where seal_seq is null;
create index kernel_audit_subject on kernel_audit (school_id, subject_kind, subject_id, id);
create index kernel_audit_actor on kernel_audit (school_id, actor_id, id);

create function kernel_audit_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'the audit log is append-only';
  end if;
  if old.seal_seq is null and new.seal_seq is not null and new.seal_hash is not null
     and (to_jsonb(new) - 'seal_seq' - 'seal_hash') = (to_jsonb(old) - 'seal_seq' - 'seal_hash') then
    return new;
  end if;
  raise exception 'the audit log is append-only';
end $$;
create trigger kernel_audit_guard before update or delete on kernel_audit
  for each row execute function kernel_audit_guard();

create table kernel_audit_head (
  school_id uuid primary key references school (id),
  seq bigint not null,
  hash text not null
);

-- One row per event and subscriber: each is handled once, in its own transaction.
create table kernel_outbox (
  school_id uuid not null references school (id),
  id uuid not null,
  at timestamptz not null,
  event text not null,
  subscriber text not null,
  payload jsonb not null,
  attempts int not null default 0,
  not_before timestamptz not null,
  last_error text,
  done_at timestamptz,
  primary key (school_id, id)
);
create index kernel_outbox_open on kernel_outbox (not_before, id) where done_at is null;

-- First answers of commands that carried a client-made id.
create table kernel_command (
  school_id uuid not null references school (id),
  id uuid not null,
  operation text not null,
  actor text not null,
  answer jsonb,
  at timestamptz not null,
  primary key (school_id, id)
);
create index kernel_command_at on kernel_command (school_id, at);

-- Facts about the installation itself; no school, owner only.
create table kernel_note (
  key text primary key,
  value text not null
);

create table kernel_number (
  school_id uuid not null references school (id),
  kind text not null,
  year int not null,
  last int not null check (last > 0),
  primary key (school_id, kind, year)
);

select zongwu_guard('kernel_audit', 'kernel_audit_head', 'kernel_outbox', 'kernel_command', 'kernel_number');
