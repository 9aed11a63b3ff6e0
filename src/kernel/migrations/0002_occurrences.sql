-- Recurring work: one row per school, schedule and time at which it was due. Done in the transaction of the work.
create table kernel_occurrence (
  school_id uuid not null references school (id),
  schedule text not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  -- after a failure; given up after some
  not_before timestamptz,
  last_error text,
  done_at timestamptz,
  primary key (school_id, schedule, due_at)
);
create index kernel_occurrence_due on kernel_occurrence (schedule, due_at);
select zongwu_guard('kernel_occurrence');
