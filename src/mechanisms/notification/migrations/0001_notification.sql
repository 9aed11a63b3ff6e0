create table notification_message (
  school_id uuid not null references school (id),
  id uuid not null,
  person_id uuid not null,
  -- groups messages of one cause, e.g. workorder.dispatched
  topic text not null,
  title text not null,
  body text not null default '',
  link text,
  subject_kind text,
  subject_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (school_id, id)
);
create index notification_message_unread on notification_message (school_id, person_id, created_at, id) where read_at is null;
create index notification_message_person on notification_message (school_id, person_id, created_at, id);
create index notification_message_subject on notification_message (school_id, subject_kind, subject_id);
create index notification_message_age on notification_message (school_id, created_at);
select zongwu_guard('notification_message');
