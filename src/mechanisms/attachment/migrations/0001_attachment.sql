-- Evidence: a file by content hash, hanging on a record once that record exists.
create table attachment_file (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text,
  subject_id uuid,
  -- what it shows there: before, after, receipt, other
  role text not null default 'other',
  sha256 text not null,
  name text not null,
  mime text not null,
  bytes bigint not null,
  width int,
  height int,
  uploaded_by uuid,
  -- keyed hash of a stranger's address; lets a public page attach what it uploaded itself
  stranger text,
  created_at timestamptz not null,
  primary key (school_id, id)
);
create index attachment_file_subject on attachment_file (school_id, subject_kind, subject_id, id);
create index attachment_file_loose on attachment_file (school_id, created_at) where subject_id is null;
select zongwu_guard('attachment_file');
