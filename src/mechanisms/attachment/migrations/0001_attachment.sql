-- Evidence: a file by content hash, hanging on a record once that record exists.
create table attachment_file (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text,
  subject_id uuid,
  -- what it shows there
  role text not null default 'other' check (role in ('before', 'after', 'receipt', 'signature', 'other')),
  sha256 text not null,
  -- smaller forms of a picture, longest side 1600 and 320
  large_sha256 text,
  thumb_sha256 text,
  name text not null,
  mime text not null,
  bytes bigint not null,
  width int,
  height int,
  -- the person; a file of the system itself has neither person nor stranger
  uploaded_by uuid,
  -- keyed hash of a stranger's address; lets a public page attach what it uploaded itself
  stranger text,
  created_at timestamptz not null,
  primary key (school_id, id),
  check ((subject_kind is null) = (subject_id is null)),
  check ((thumb_sha256 is null) = (large_sha256 is null))
);
create index attachment_file_subject on attachment_file (school_id, subject_kind, subject_id, id);
create index attachment_file_loose on attachment_file (school_id, created_at) where subject_id is null;
create index attachment_file_content on attachment_file using gin ((array[sha256, large_sha256, thumb_sha256]));
select zongwu_guard('attachment_file');
