-- One file on its way into a register: what was understood, what was decided, what came of it.
create table register_import (
  school_id uuid not null references school (id),
  id uuid not null,
  -- the register chosen by the user; single sheets may go to another one
  kind text not null,
  state text not null check (state in ('uploaded', 'previewing', 'ready', 'committing', 'done', 'failed', 'discarded')),
  file_sha256 text not null,
  file_name text not null,
  file_bytes bigint not null,
  -- how each sheet is read, and the options of the register (term, rooms to create)
  settings jsonb not null default '{}',
  -- answers to questions about single texts
  choices jsonb not null default '{}',
  -- what the reader saw: sheets with their headings, first rows and proposed columns
  outline jsonb not null default '[]',
  questions jsonb not null default '[]',
  mode text check (mode in ('all-or-nothing', 'good-rows')),
  rows_read int not null default 0,
  imported int not null default 0,
  refused int not null default 0,
  skipped int not null default 0,
  -- per sheet: counts, totals, subtotal checks; duplicates and remarks
  result jsonb,
  progress jsonb,
  error text,
  -- names the run that may write the outcome; a newer run takes it over and the older one rolls back
  run_token uuid,
  heartbeat_at timestamptz,
  user_id uuid,
  user_name text not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (school_id, id),
  check (rows_read = imported + refused + skipped)
);
create index register_import_state on register_import (school_id, state, id);

create table register_import_row (
  school_id uuid not null references school (id),
  id uuid not null,
  import_id uuid not null,
  position int not null,
  kind text not null,
  sheet text not null,
  row_no int not null,
  -- ready: would be imported (preview); imported: written
  status text not null check (status in ('ready', 'imported', 'refused', 'skipped')),
  reason text,
  cells jsonb not null,
  understood jsonb not null,
  record_kind text,
  record_id uuid,
  fingerprint text,
  primary key (school_id, id),
  foreign key (school_id, import_id) references register_import (school_id, id),
  unique (school_id, import_id, position)
);
create index register_import_row_status on register_import_row (school_id, import_id, status, position);
create index register_import_row_record on register_import_row (school_id, record_id) where record_id is not null;
create unique index register_import_row_once on register_import_row (school_id, kind, fingerprint) where status = 'imported';

-- How a sheet with these headings was read last time.
create table register_mapping (
  school_id uuid not null references school (id),
  id uuid not null,
  kind text not null,
  signature text not null,
  settings jsonb not null,
  used_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, signature, kind)
);

-- An answer given once about a text: which fault, place or person is meant by it.
create table register_choice (
  school_id uuid not null references school (id),
  id uuid not null,
  kind text not null,
  question text not null,
  answer text not null,
  answer_text text not null,
  chosen_by text not null,
  chosen_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, kind, question)
);

-- A list as somebody likes to see it: its filters, columns and order are the page's query string.
create table register_view (
  school_id uuid not null references school (id),
  id uuid not null,
  register text not null,
  name text not null,
  query text not null,
  shared boolean not null default false,
  owner_id uuid not null,
  owner_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, register, owner_id, name)
);
select zongwu_guard('register_import', 'register_import_row', 'register_mapping', 'register_choice', 'register_view');
