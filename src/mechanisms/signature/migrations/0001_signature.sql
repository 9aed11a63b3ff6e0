-- Who signed what for what, word for word, and when; with the strokes where it was drawn on a screen.
create table signature_mark (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  -- in what capacity: 领用人, 验收人, 班主任
  duty text not null,
  -- the sentence that was signed
  statement text not null,
  name text not null,
  -- none where somebody without an account signed on a shown phone
  person_id uuid,
  -- on whose account it was drawn, where the signer has none
  witness_id uuid,
  -- the drawing as a path of absolute points in a box of 1000 × 400
  strokes text check (length(strokes) <= 20000),
  signed_at timestamptz not null,
  voided_at timestamptz,
  void_reason text not null default '',
  primary key (school_id, id),
  check ((person_id is null) = (witness_id is not null)),
  check ((voided_at is null) = (void_reason = ''))
);
create unique index signature_mark_once on signature_mark
  (school_id, subject_kind, subject_id, duty, coalesce(person_id::text, name)) where voided_at is null;
create index signature_mark_person on signature_mark (school_id, person_id, signed_at desc);
select zongwu_guard('signature_mark');
-- A signature is never edited and never deleted; it can only be declared void.
revoke update, delete on signature_mark from zongwu_app;
grant update (voided_at, void_reason) on signature_mark to zongwu_app;
