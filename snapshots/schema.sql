create table account_identity (
  school_id uuid not null,
  id uuid not null,
  provider text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamp with time zone not null,
  constraint account_identity_school_id_provider_subject_key UNIQUE (school_id, provider, subject),
  constraint account_identity_pkey PRIMARY KEY (school_id, id),
  constraint account_identity_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint account_identity_school_id_user_id_fkey FOREIGN KEY (school_id, user_id) REFERENCES account_user(school_id, id)
);
CREATE UNIQUE INDEX account_identity_pkey ON public.account_identity USING btree (school_id, id);
CREATE UNIQUE INDEX account_identity_school_id_provider_subject_key ON public.account_identity USING btree (school_id, provider, subject);
CREATE INDEX account_identity_user ON public.account_identity USING btree (school_id, user_id);
-- policy account_identity_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table account_session (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_sha256 bytea not null,
  device text not null default ''::text,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint account_session_token_sha256_key UNIQUE (token_sha256),
  constraint account_session_pkey PRIMARY KEY (school_id, id),
  constraint account_session_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint account_session_school_id_user_id_fkey FOREIGN KEY (school_id, user_id) REFERENCES account_user(school_id, id)
);
CREATE UNIQUE INDEX account_session_pkey ON public.account_session USING btree (school_id, id);
CREATE UNIQUE INDEX account_session_token_sha256_key ON public.account_session USING btree (token_sha256);
CREATE INDEX account_session_user ON public.account_session USING btree (school_id, user_id);
-- policy account_session_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table account_user (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  login text not null,
  password_hash text not null,
  must_change boolean not null,
  failed_count integer not null default 0,
  locked_until timestamp with time zone,
  disabled_at timestamp with time zone,
  last_seen_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint account_user_school_id_person_id_key UNIQUE (school_id, person_id),
  constraint account_user_pkey PRIMARY KEY (school_id, id),
  constraint account_user_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint account_user_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id)
);
CREATE UNIQUE INDEX account_user_login ON public.account_user USING btree (school_id, lower(login));
CREATE UNIQUE INDEX account_user_pkey ON public.account_user USING btree (school_id, id);
CREATE UNIQUE INDEX account_user_school_id_person_id_key ON public.account_user USING btree (school_id, person_id);
-- policy account_user_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table attachment_file (
  school_id uuid not null,
  id uuid not null,
  subject_kind text,
  subject_id uuid,
  role text not null default 'other'::text,
  sha256 text not null,
  large_sha256 text,
  thumb_sha256 text,
  name text not null,
  mime text not null,
  bytes bigint not null,
  width integer,
  height integer,
  uploaded_by uuid,
  stranger text,
  created_at timestamp with time zone not null,
  constraint attachment_file_pkey PRIMARY KEY (school_id, id),
  constraint attachment_file_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint attachment_file_check CHECK (((subject_kind IS NULL) = (subject_id IS NULL))),
  constraint attachment_file_check1 CHECK (((thumb_sha256 IS NULL) = (large_sha256 IS NULL))),
  constraint attachment_file_role_check CHECK ((role = ANY (ARRAY['before'::text, 'after'::text, 'receipt'::text, 'signature'::text, 'other'::text])))
);
CREATE INDEX attachment_file_content ON public.attachment_file USING gin ((ARRAY[sha256, large_sha256, thumb_sha256]));
CREATE INDEX attachment_file_loose ON public.attachment_file USING btree (school_id, created_at) WHERE (subject_id IS NULL);
CREATE UNIQUE INDEX attachment_file_pkey ON public.attachment_file USING btree (school_id, id);
CREATE INDEX attachment_file_subject ON public.attachment_file USING btree (school_id, subject_kind, subject_id, id);
-- policy attachment_file_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table calendar_day (
  school_id uuid not null,
  id uuid not null,
  day date not null,
  kind text not null,
  title text not null,
  like_weekday integer,
  created_at timestamp with time zone not null,
  constraint calendar_day_school_id_day_key UNIQUE (school_id, day),
  constraint calendar_day_pkey PRIMARY KEY (school_id, id),
  constraint calendar_day_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint calendar_day_check CHECK (((like_weekday IS NULL) OR (kind = 'work'::text))),
  constraint calendar_day_kind_check CHECK ((kind = ANY (ARRAY['off'::text, 'work'::text]))),
  constraint calendar_day_like_weekday_check CHECK (((like_weekday >= 1) AND (like_weekday <= 7)))
);
CREATE UNIQUE INDEX calendar_day_pkey ON public.calendar_day USING btree (school_id, id);
CREATE UNIQUE INDEX calendar_day_school_id_day_key ON public.calendar_day USING btree (school_id, day);
-- policy calendar_day_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table calendar_hours (
  school_id uuid not null,
  id uuid not null,
  applies text not null default 'school'::text,
  weekday integer not null,
  from_minute integer not null,
  to_minute integer not null,
  created_at timestamp with time zone not null,
  constraint calendar_hours_school_id_applies_weekday_from_minute_key UNIQUE (school_id, applies, weekday, from_minute),
  constraint calendar_hours_pkey PRIMARY KEY (school_id, id),
  constraint calendar_hours_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint calendar_hours_applies_check CHECK ((applies ~ '^(school|vacation|\d{4}-(autumn|spring))$'::text)),
  constraint calendar_hours_check CHECK ((to_minute > from_minute)),
  constraint calendar_hours_from_minute_check CHECK (((from_minute >= 0) AND (from_minute <= 1440))),
  constraint calendar_hours_to_minute_check CHECK (((to_minute >= 0) AND (to_minute <= 1440))),
  constraint calendar_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
CREATE UNIQUE INDEX calendar_hours_pkey ON public.calendar_hours USING btree (school_id, id);
CREATE UNIQUE INDEX calendar_hours_school_id_applies_weekday_from_minute_key ON public.calendar_hours USING btree (school_id, applies, weekday, from_minute);
-- policy calendar_hours_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table calendar_term (
  school_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  from_on date not null,
  to_on date not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint calendar_term_school_id_code_key UNIQUE (school_id, code),
  constraint calendar_term_pkey PRIMARY KEY (school_id, id),
  constraint calendar_term_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint calendar_term_check CHECK ((to_on > from_on)),
  constraint calendar_term_code_check CHECK ((code ~ '^\d{4}-(autumn|spring)$'::text))
);
CREATE INDEX calendar_term_from ON public.calendar_term USING btree (school_id, from_on);
CREATE UNIQUE INDEX calendar_term_pkey ON public.calendar_term USING btree (school_id, id);
CREATE UNIQUE INDEX calendar_term_school_id_code_key ON public.calendar_term USING btree (school_id, code);
-- policy calendar_term_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table damage_case (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  source text not null,
  order_id uuid,
  order_no text,
  occurred_on date not null,
  place_id uuid,
  place_text text not null default ''::text,
  unit_id uuid,
  unit_text text not null default ''::text,
  liable_kind text not null,
  liable_name text not null default ''::text,
  intent text not null,
  item text not null,
  quantity numeric(12,3) not null,
  measure text not null,
  price_id uuid,
  amount_fen bigint not null,
  paid_fen bigint not null default 0,
  basis text not null default ''::text,
  note text not null default ''::text,
  decision text not null default ''::text,
  waiver_by uuid,
  token text not null,
  fingerprint text,
  import_id uuid,
  settled_on date,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint damage_case_school_id_no_key UNIQUE (school_id, no),
  constraint damage_case_school_id_token_key UNIQUE (school_id, token),
  constraint damage_case_pkey PRIMARY KEY (school_id, id),
  constraint damage_case_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint damage_case_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id),
  constraint damage_case_school_id_price_id_fkey FOREIGN KEY (school_id, price_id) REFERENCES damage_price(school_id, id),
  constraint damage_case_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint damage_case_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint damage_case_check CHECK (((paid_fen >= 0) AND (paid_fen <= amount_fen))),
  constraint damage_case_intent_check CHECK ((intent = ANY (ARRAY['careless'::text, 'wilful'::text, 'unknown'::text]))),
  constraint damage_case_liable_kind_check CHECK ((liable_kind = ANY (ARRAY['person'::text, 'class'::text, 'room'::text, 'unknown'::text]))),
  constraint damage_case_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint damage_case_source_check CHECK ((source = ANY (ARRAY['order'::text, 'office'::text, 'import'::text]))),
  constraint damage_case_state_check CHECK ((state = ANY (ARRAY['opened'::text, 'noticed'::text, 'objected'::text, 'waiving'::text, 'paid'::text, 'waived'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX damage_case_fingerprint ON public.damage_case USING btree (school_id, fingerprint) WHERE (fingerprint IS NOT NULL);
CREATE INDEX damage_case_newest ON public.damage_case USING btree (school_id, occurred_on DESC, id DESC);
CREATE UNIQUE INDEX damage_case_order ON public.damage_case USING btree (school_id, order_id, item) WHERE ((order_id IS NOT NULL) AND (state <> 'cancelled'::text));
CREATE UNIQUE INDEX damage_case_pkey ON public.damage_case USING btree (school_id, id);
CREATE INDEX damage_case_place ON public.damage_case USING btree (school_id, place_id);
CREATE INDEX damage_case_price ON public.damage_case USING btree (school_id, price_id);
CREATE UNIQUE INDEX damage_case_school_id_no_key ON public.damage_case USING btree (school_id, no);
CREATE UNIQUE INDEX damage_case_school_id_token_key ON public.damage_case USING btree (school_id, token);
CREATE INDEX damage_case_state ON public.damage_case USING btree (school_id, state, occurred_on DESC, id DESC);
CREATE INDEX damage_case_unit ON public.damage_case USING btree (school_id, unit_id);
-- policy damage_case_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table damage_event (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint damage_event_pkey PRIMARY KEY (school_id, id),
  constraint damage_event_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES damage_case(school_id, id),
  constraint damage_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX damage_event_case ON public.damage_event USING btree (school_id, case_id, id);
CREATE UNIQUE INDEX damage_event_pkey ON public.damage_event USING btree (school_id, id);
-- policy damage_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table damage_price (
  school_id uuid not null,
  id uuid not null,
  item text not null,
  measure text not null,
  price_fen bigint not null,
  source text not null default ''::text,
  valid_from date not null,
  valid_to date,
  created_at timestamp with time zone not null,
  constraint damage_price_school_id_item_valid_from_key UNIQUE (school_id, item, valid_from),
  constraint damage_price_pkey PRIMARY KEY (school_id, id),
  constraint damage_price_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint damage_price_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint damage_price_price_fen_check CHECK ((price_fen > 0))
);
CREATE UNIQUE INDEX damage_price_pkey ON public.damage_price USING btree (school_id, id);
CREATE UNIQUE INDEX damage_price_school_id_item_valid_from_key ON public.damage_price USING btree (school_id, item, valid_from);
-- policy damage_price_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table damage_receipt (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  share_id uuid,
  receipt_no text not null,
  amount_fen bigint not null,
  paid_on date not null,
  method text not null,
  payer text not null default ''::text,
  reverses_id uuid,
  reason text not null default ''::text,
  received_by uuid,
  created_at timestamp with time zone not null,
  constraint damage_receipt_school_id_receipt_no_key UNIQUE (school_id, receipt_no),
  constraint damage_receipt_pkey PRIMARY KEY (school_id, id),
  constraint damage_receipt_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES damage_case(school_id, id),
  constraint damage_receipt_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint damage_receipt_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES damage_receipt(school_id, id),
  constraint damage_receipt_school_id_share_id_fkey FOREIGN KEY (school_id, share_id) REFERENCES damage_share(school_id, id),
  constraint damage_receipt_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint damage_receipt_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'transfer'::text, 'mobile'::text, 'unknown'::text])))
);
CREATE INDEX damage_receipt_case ON public.damage_receipt USING btree (school_id, case_id);
CREATE INDEX damage_receipt_day ON public.damage_receipt USING btree (school_id, paid_on DESC, id DESC);
CREATE UNIQUE INDEX damage_receipt_pkey ON public.damage_receipt USING btree (school_id, id);
CREATE UNIQUE INDEX damage_receipt_reverses ON public.damage_receipt USING btree (school_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX damage_receipt_school_id_receipt_no_key ON public.damage_receipt USING btree (school_id, receipt_no);
CREATE INDEX damage_receipt_share ON public.damage_receipt USING btree (school_id, share_id);
-- policy damage_receipt_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table damage_share (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  name text not null,
  amount_fen bigint not null,
  paid_fen bigint not null default 0,
  sort integer not null,
  constraint damage_share_pkey PRIMARY KEY (school_id, id),
  constraint damage_share_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES damage_case(school_id, id),
  constraint damage_share_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint damage_share_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint damage_share_check CHECK (((paid_fen >= 0) AND (paid_fen <= amount_fen)))
);
CREATE INDEX damage_share_case ON public.damage_share USING btree (school_id, case_id, sort);
CREATE UNIQUE INDEX damage_share_pkey ON public.damage_share USING btree (school_id, id);
-- policy damage_share_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table kernel_audit (
  school_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text not null,
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
  constraint kernel_audit_pkey PRIMARY KEY (school_id, id),
  constraint kernel_audit_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint kernel_audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'anonymous'::text, 'system'::text])))
);
CREATE INDEX kernel_audit_actor ON public.kernel_audit USING btree (school_id, actor_id, id);
CREATE UNIQUE INDEX kernel_audit_pkey ON public.kernel_audit USING btree (school_id, id);
CREATE UNIQUE INDEX kernel_audit_seal ON public.kernel_audit USING btree (school_id, seal_seq);
CREATE INDEX kernel_audit_subject ON public.kernel_audit USING btree (school_id, subject_kind, subject_id, id);
CREATE INDEX kernel_audit_unsealed ON public.kernel_audit USING btree (school_id, id) WHERE (seal_seq IS NULL);
-- policy kernel_audit_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table kernel_audit_head (
  school_id uuid not null,
  seq bigint not null,
  hash text not null,
  constraint kernel_audit_head_pkey PRIMARY KEY (school_id),
  constraint kernel_audit_head_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX kernel_audit_head_pkey ON public.kernel_audit_head USING btree (school_id);
-- policy kernel_audit_head_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table kernel_command (
  school_id uuid not null,
  id uuid not null,
  operation text not null,
  actor text not null,
  answer jsonb,
  at timestamp with time zone not null,
  constraint kernel_command_pkey PRIMARY KEY (school_id, id),
  constraint kernel_command_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX kernel_command_at ON public.kernel_command USING btree (school_id, at);
CREATE UNIQUE INDEX kernel_command_pkey ON public.kernel_command USING btree (school_id, id);
-- policy kernel_command_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table kernel_migration (
  module text not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint kernel_migration_pkey PRIMARY KEY (module, name)
);
CREATE UNIQUE INDEX kernel_migration_pkey ON public.kernel_migration USING btree (module, name);

create table kernel_note (
  key text not null,
  value text not null,
  constraint kernel_note_pkey PRIMARY KEY (key)
);
CREATE UNIQUE INDEX kernel_note_pkey ON public.kernel_note USING btree (key);

create table kernel_number (
  school_id uuid not null,
  kind text not null,
  year integer not null,
  last integer not null,
  constraint kernel_number_pkey PRIMARY KEY (school_id, kind, year),
  constraint kernel_number_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint kernel_number_last_check CHECK ((last > 0))
);
CREATE UNIQUE INDEX kernel_number_pkey ON public.kernel_number USING btree (school_id, kind, year);
-- policy kernel_number_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table kernel_outbox (
  school_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  event text not null,
  subscriber text not null,
  payload jsonb not null,
  attempts integer not null default 0,
  not_before timestamp with time zone not null,
  last_error text,
  done_at timestamp with time zone,
  constraint kernel_outbox_pkey PRIMARY KEY (school_id, id),
  constraint kernel_outbox_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX kernel_outbox_open ON public.kernel_outbox USING btree (not_before, id) WHERE (done_at IS NULL);
CREATE UNIQUE INDEX kernel_outbox_pkey ON public.kernel_outbox USING btree (school_id, id);
-- policy kernel_outbox_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table notification_message (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  topic text not null,
  title text not null,
  body text not null default ''::text,
  link text,
  subject_kind text,
  subject_id uuid,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notification_message_pkey PRIMARY KEY (school_id, id),
  constraint notification_message_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX notification_message_age ON public.notification_message USING btree (school_id, created_at);
CREATE INDEX notification_message_person ON public.notification_message USING btree (school_id, person_id, created_at, id);
CREATE UNIQUE INDEX notification_message_pkey ON public.notification_message USING btree (school_id, id);
CREATE INDEX notification_message_subject ON public.notification_message USING btree (school_id, subject_kind, subject_id);
CREATE INDEX notification_message_unread ON public.notification_message USING btree (school_id, person_id, created_at, id) WHERE (read_at IS NULL);
-- policy notification_message_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table org_past (
  school_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  parent_id uuid,
  from_on date not null,
  to_on date not null,
  created_at timestamp with time zone not null,
  constraint org_past_school_id_unit_id_from_on_key UNIQUE (school_id, unit_id, from_on),
  constraint org_past_pkey PRIMARY KEY (school_id, id),
  constraint org_past_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint org_past_school_id_parent_id_fkey FOREIGN KEY (school_id, parent_id) REFERENCES org_unit(school_id, id),
  constraint org_past_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint org_past_check CHECK ((to_on >= from_on))
);
CREATE INDEX org_past_parent ON public.org_past USING btree (school_id, parent_id);
CREATE UNIQUE INDEX org_past_pkey ON public.org_past USING btree (school_id, id);
CREATE UNIQUE INDEX org_past_school_id_unit_id_from_on_key ON public.org_past USING btree (school_id, unit_id, from_on);
-- policy org_past_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table org_setting (
  school_id uuid not null,
  id uuid not null,
  key text not null,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  constraint org_setting_school_id_key_key UNIQUE (school_id, key),
  constraint org_setting_pkey PRIMARY KEY (school_id, id),
  constraint org_setting_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX org_setting_pkey ON public.org_setting USING btree (school_id, id);
CREATE UNIQUE INDEX org_setting_school_id_key_key ON public.org_setting USING btree (school_id, key);
-- policy org_setting_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table org_unit (
  school_id uuid not null,
  id uuid not null,
  parent_id uuid,
  kind text not null,
  name text not null,
  code text,
  pinyin text not null default ''::text,
  initials text not null default ''::text,
  path uuid[] not null,
  sort integer not null default 0,
  head_person_id uuid,
  valid_from date not null,
  valid_to date,
  successor_id uuid,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint org_unit_pkey PRIMARY KEY (school_id, id),
  constraint org_unit_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint org_unit_school_id_head_person_id_fkey FOREIGN KEY (school_id, head_person_id) REFERENCES people_person(school_id, id),
  constraint org_unit_school_id_parent_id_fkey FOREIGN KEY (school_id, parent_id) REFERENCES org_unit(school_id, id),
  constraint org_unit_school_id_successor_id_fkey FOREIGN KEY (school_id, successor_id) REFERENCES org_unit(school_id, id),
  constraint org_unit_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint org_unit_check1 CHECK (((parent_id IS NULL) = (kind = 'school'::text))),
  constraint org_unit_kind_check CHECK ((kind = ANY (ARRAY['school'::text, 'campus'::text, 'department'::text, 'grade'::text, 'class'::text, 'crew'::text])))
);
CREATE UNIQUE INDEX org_unit_code ON public.org_unit USING btree (school_id, code) WHERE (code IS NOT NULL);
CREATE INDEX org_unit_head ON public.org_unit USING btree (school_id, head_person_id);
CREATE INDEX org_unit_parent ON public.org_unit USING btree (school_id, parent_id);
CREATE INDEX org_unit_path ON public.org_unit USING gin (path);
CREATE UNIQUE INDEX org_unit_pkey ON public.org_unit USING btree (school_id, id);
CREATE UNIQUE INDEX org_unit_root ON public.org_unit USING btree (school_id) WHERE (parent_id IS NULL);
CREATE INDEX org_unit_successor ON public.org_unit USING btree (school_id, successor_id);
-- policy org_unit_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table parameter_value (
  school_id uuid not null,
  id uuid not null,
  key text not null,
  value jsonb not null,
  source text not null,
  note text not null,
  valid_from date not null,
  valid_to date,
  set_by uuid,
  set_by_name text not null,
  created_at timestamp with time zone not null,
  constraint parameter_value_school_id_key_valid_from_key UNIQUE (school_id, key, valid_from),
  constraint parameter_value_pkey PRIMARY KEY (school_id, id),
  constraint parameter_value_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint parameter_value_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE UNIQUE INDEX parameter_value_open ON public.parameter_value USING btree (school_id, key) WHERE (valid_to IS NULL);
CREATE UNIQUE INDEX parameter_value_pkey ON public.parameter_value USING btree (school_id, id);
CREATE UNIQUE INDEX parameter_value_school_id_key_valid_from_key ON public.parameter_value USING btree (school_id, key, valid_from);
-- policy parameter_value_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table people_alias (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  alias text not null,
  created_at timestamp with time zone not null,
  constraint people_alias_school_id_alias_key UNIQUE (school_id, alias),
  constraint people_alias_pkey PRIMARY KEY (school_id, id),
  constraint people_alias_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint people_alias_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id)
);
CREATE INDEX people_alias_person ON public.people_alias USING btree (school_id, person_id);
CREATE UNIQUE INDEX people_alias_pkey ON public.people_alias USING btree (school_id, id);
CREATE UNIQUE INDEX people_alias_school_id_alias_key ON public.people_alias USING btree (school_id, alias);
-- policy people_alias_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table people_person (
  school_id uuid not null,
  id uuid not null,
  name text not null,
  pinyin text not null default ''::text,
  initials text not null default ''::text,
  kind text not null,
  staff_no text,
  phone text,
  phone_tail text,
  unit_id uuid,
  note text not null default ''::text,
  left_on date,
  merged_into_id uuid,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint people_person_pkey PRIMARY KEY (school_id, id),
  constraint people_person_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint people_person_school_id_merged_into_id_fkey FOREIGN KEY (school_id, merged_into_id) REFERENCES people_person(school_id, id),
  constraint people_person_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint people_person_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'worker'::text, 'student'::text, 'vendor'::text, 'other'::text])))
);
CREATE INDEX people_person_list ON public.people_person USING btree (school_id, pinyin, id) WHERE (merged_into_id IS NULL);
CREATE INDEX people_person_merged ON public.people_person USING btree (school_id, merged_into_id);
CREATE INDEX people_person_name ON public.people_person USING btree (school_id, name);
CREATE UNIQUE INDEX people_person_no ON public.people_person USING btree (school_id, staff_no) WHERE (staff_no IS NOT NULL);
CREATE UNIQUE INDEX people_person_pkey ON public.people_person USING btree (school_id, id);
CREATE INDEX people_person_tail ON public.people_person USING btree (school_id, phone_tail);
CREATE INDEX people_person_unit ON public.people_person USING btree (school_id, unit_id);
-- policy people_person_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table people_post (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  unit_id uuid,
  title text not null default ''::text,
  valid_from date not null,
  valid_to date,
  created_at timestamp with time zone not null,
  constraint people_post_pkey PRIMARY KEY (school_id, id),
  constraint people_post_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint people_post_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id),
  constraint people_post_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint people_post_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE INDEX people_post_person ON public.people_post USING btree (school_id, person_id);
CREATE UNIQUE INDEX people_post_pkey ON public.people_post USING btree (school_id, id);
CREATE INDEX people_post_role ON public.people_post USING btree (school_id, role) WHERE (valid_to IS NULL);
CREATE INDEX people_post_unit ON public.people_post USING btree (school_id, unit_id);
-- policy people_post_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table place_alias (
  school_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  alias text not null,
  key text not null,
  created_at timestamp with time zone not null,
  constraint place_alias_school_id_alias_key UNIQUE (school_id, alias),
  constraint place_alias_pkey PRIMARY KEY (school_id, id),
  constraint place_alias_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint place_alias_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id)
);
CREATE INDEX place_alias_key ON public.place_alias USING btree (school_id, key);
CREATE UNIQUE INDEX place_alias_pkey ON public.place_alias USING btree (school_id, id);
CREATE INDEX place_alias_place ON public.place_alias USING btree (school_id, place_id);
CREATE UNIQUE INDEX place_alias_school_id_alias_key ON public.place_alias USING btree (school_id, alias);
-- policy place_alias_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table place_code (
  school_id uuid not null,
  id uuid not null,
  code text not null,
  batch text not null,
  target_kind text,
  target_id uuid,
  claimed_at timestamp with time zone,
  claimed_by text,
  retired_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint place_code_school_id_code_key UNIQUE (school_id, code),
  constraint place_code_pkey PRIMARY KEY (school_id, id),
  constraint place_code_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint place_code_check CHECK (((target_kind IS NULL) = (target_id IS NULL))),
  constraint place_code_check1 CHECK (((claimed_at IS NULL) = (target_id IS NULL))),
  constraint place_code_code_check CHECK ((code ~ '^[a-hjkmnp-z2-9]{8}$'::text))
);
CREATE INDEX place_code_batch ON public.place_code USING btree (school_id, batch);
CREATE UNIQUE INDEX place_code_pkey ON public.place_code USING btree (school_id, id);
CREATE UNIQUE INDEX place_code_school_id_code_key ON public.place_code USING btree (school_id, code);
CREATE INDEX place_code_target ON public.place_code USING btree (school_id, target_kind, target_id);
-- policy place_code_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table place_node (
  school_id uuid not null,
  id uuid not null,
  parent_id uuid,
  kind text not null,
  name text not null,
  full_name text not null,
  key text not null,
  code text,
  pinyin text not null,
  initials text not null,
  sort_key text not null,
  path uuid[] not null,
  building_id uuid,
  use_kind text,
  area_m2 numeric(10,2),
  completed_on date,
  unit_id uuid,
  valid_from date not null,
  valid_to date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint place_node_pkey PRIMARY KEY (school_id, id),
  constraint place_node_school_id_building_id_fkey FOREIGN KEY (school_id, building_id) REFERENCES place_node(school_id, id),
  constraint place_node_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint place_node_school_id_parent_id_fkey FOREIGN KEY (school_id, parent_id) REFERENCES place_node(school_id, id),
  constraint place_node_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint place_node_area_m2_check CHECK ((area_m2 > (0)::numeric)),
  constraint place_node_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint place_node_kind_check CHECK ((kind = ANY (ARRAY['campus'::text, 'building'::text, 'floor'::text, 'room'::text, 'zone'::text])))
);
CREATE INDEX place_node_building ON public.place_node USING btree (school_id, building_id, kind);
CREATE UNIQUE INDEX place_node_code ON public.place_node USING btree (school_id, code) WHERE ((code IS NOT NULL) AND (valid_to IS NULL));
CREATE INDEX place_node_key ON public.place_node USING btree (school_id, key);
CREATE UNIQUE INDEX place_node_name ON public.place_node USING btree (school_id, full_name) WHERE (valid_to IS NULL);
CREATE UNIQUE INDEX place_node_number ON public.place_node USING btree (school_id, building_id, key) WHERE ((kind = 'room'::text) AND (valid_to IS NULL) AND (key ~ '[0-9]'::text));
CREATE INDEX place_node_order ON public.place_node USING btree (school_id, sort_key, id);
CREATE INDEX place_node_parent ON public.place_node USING btree (school_id, parent_id);
CREATE UNIQUE INDEX place_node_pkey ON public.place_node USING btree (school_id, id);
CREATE INDEX place_node_unit ON public.place_node USING btree (school_id, unit_id);
-- policy place_node_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table place_past (
  school_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  name text not null,
  full_name text not null,
  parent_id uuid,
  use_kind text,
  unit_id uuid,
  from_on date not null,
  to_on date not null,
  created_at timestamp with time zone not null,
  constraint place_past_school_id_place_id_from_on_key UNIQUE (school_id, place_id, from_on),
  constraint place_past_pkey PRIMARY KEY (school_id, id),
  constraint place_past_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint place_past_school_id_parent_id_fkey FOREIGN KEY (school_id, parent_id) REFERENCES place_node(school_id, id),
  constraint place_past_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id),
  constraint place_past_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint place_past_check CHECK ((to_on >= from_on))
);
CREATE INDEX place_past_parent ON public.place_past USING btree (school_id, parent_id);
CREATE UNIQUE INDEX place_past_pkey ON public.place_past USING btree (school_id, id);
CREATE UNIQUE INDEX place_past_school_id_place_id_from_on_key ON public.place_past USING btree (school_id, place_id, from_on);
CREATE INDEX place_past_unit ON public.place_past USING btree (school_id, unit_id);
-- policy place_past_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table register_choice (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  question text not null,
  answer text not null,
  answer_text text not null,
  chosen_by text not null,
  chosen_at timestamp with time zone not null,
  constraint register_choice_school_id_kind_question_key UNIQUE (school_id, kind, question),
  constraint register_choice_pkey PRIMARY KEY (school_id, id),
  constraint register_choice_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX register_choice_pkey ON public.register_choice USING btree (school_id, id);
CREATE UNIQUE INDEX register_choice_school_id_kind_question_key ON public.register_choice USING btree (school_id, kind, question);
-- policy register_choice_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table register_import (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null,
  file_sha256 text not null,
  file_name text not null,
  file_bytes bigint not null,
  settings jsonb not null default '{}'::jsonb,
  choices jsonb not null default '{}'::jsonb,
  outline jsonb not null default '[]'::jsonb,
  questions jsonb not null default '[]'::jsonb,
  mode text,
  rows_read integer not null default 0,
  imported integer not null default 0,
  refused integer not null default 0,
  skipped integer not null default 0,
  result jsonb,
  progress jsonb,
  error text,
  run_token uuid,
  heartbeat_at timestamp with time zone,
  user_id uuid,
  user_name text not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint register_import_pkey PRIMARY KEY (school_id, id),
  constraint register_import_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint register_import_check CHECK ((rows_read = ((imported + refused) + skipped))),
  constraint register_import_mode_check CHECK ((mode = ANY (ARRAY['all-or-nothing'::text, 'good-rows'::text]))),
  constraint register_import_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'previewing'::text, 'ready'::text, 'committing'::text, 'done'::text, 'failed'::text, 'discarded'::text])))
);
CREATE UNIQUE INDEX register_import_pkey ON public.register_import USING btree (school_id, id);
CREATE INDEX register_import_state ON public.register_import USING btree (school_id, state, id);
-- policy register_import_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table register_import_row (
  school_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  position integer not null,
  kind text not null,
  sheet text not null,
  row_no integer not null,
  status text not null,
  reason text,
  cells jsonb not null,
  understood jsonb not null,
  record_kind text,
  record_id uuid,
  fingerprint text,
  constraint register_import_row_school_id_import_id_position_key UNIQUE (school_id, import_id, "position"),
  constraint register_import_row_pkey PRIMARY KEY (school_id, id),
  constraint register_import_row_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint register_import_row_school_id_import_id_fkey FOREIGN KEY (school_id, import_id) REFERENCES register_import(school_id, id),
  constraint register_import_row_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'imported'::text, 'refused'::text, 'skipped'::text])))
);
CREATE UNIQUE INDEX register_import_row_once ON public.register_import_row USING btree (school_id, kind, fingerprint) WHERE (status = 'imported'::text);
CREATE UNIQUE INDEX register_import_row_pkey ON public.register_import_row USING btree (school_id, id);
CREATE INDEX register_import_row_record ON public.register_import_row USING btree (school_id, record_id) WHERE (record_id IS NOT NULL);
CREATE UNIQUE INDEX register_import_row_school_id_import_id_position_key ON public.register_import_row USING btree (school_id, import_id, "position");
CREATE INDEX register_import_row_status ON public.register_import_row USING btree (school_id, import_id, status, "position");
-- policy register_import_row_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table register_mapping (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  signature text not null,
  settings jsonb not null,
  used_at timestamp with time zone not null,
  constraint register_mapping_school_id_signature_kind_key UNIQUE (school_id, signature, kind),
  constraint register_mapping_pkey PRIMARY KEY (school_id, id),
  constraint register_mapping_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX register_mapping_pkey ON public.register_mapping USING btree (school_id, id);
CREATE UNIQUE INDEX register_mapping_school_id_signature_kind_key ON public.register_mapping USING btree (school_id, signature, kind);
-- policy register_mapping_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table register_view (
  school_id uuid not null,
  id uuid not null,
  register text not null,
  name text not null,
  query text not null,
  shared boolean not null default false,
  owner_id uuid not null,
  owner_name text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint register_view_school_id_register_owner_id_name_key UNIQUE (school_id, register, owner_id, name),
  constraint register_view_pkey PRIMARY KEY (school_id, id),
  constraint register_view_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX register_view_pkey ON public.register_view USING btree (school_id, id);
CREATE UNIQUE INDEX register_view_school_id_register_owner_id_name_key ON public.register_view USING btree (school_id, register, owner_id, name);
-- policy register_view_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table repair_crew_member (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  trades text[] not null,
  active boolean not null,
  until_on date,
  daily_capacity integer not null,
  note text not null default ''::text,
  updated_at timestamp with time zone not null,
  constraint repair_crew_member_school_id_person_id_key UNIQUE (school_id, person_id),
  constraint repair_crew_member_pkey PRIMARY KEY (school_id, id),
  constraint repair_crew_member_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint repair_crew_member_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id),
  constraint repair_crew_member_daily_capacity_check CHECK (((daily_capacity >= 1) AND (daily_capacity <= 99))),
  constraint repair_crew_member_trades_check CHECK ((cardinality(trades) > 0))
);
CREATE UNIQUE INDEX repair_crew_member_pkey ON public.repair_crew_member USING btree (school_id, id);
CREATE UNIQUE INDEX repair_crew_member_school_id_person_id_key ON public.repair_crew_member USING btree (school_id, person_id);
-- policy repair_crew_member_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table repair_item (
  school_id uuid not null,
  id uuid not null,
  code text not null,
  trade text not null,
  name text not null,
  measure text not null,
  counts boolean not null,
  group_name text not null default ''::text,
  level text not null,
  active boolean not null,
  updated_at timestamp with time zone not null,
  constraint repair_item_school_id_code_key UNIQUE (school_id, code),
  constraint repair_item_pkey PRIMARY KEY (school_id, id),
  constraint repair_item_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint repair_item_level_check CHECK ((level = ANY (ARRAY['L0'::text, 'L1'::text, 'L2'::text, 'L3'::text, 'L4'::text])))
);
CREATE UNIQUE INDEX repair_item_pkey ON public.repair_item USING btree (school_id, id);
CREATE UNIQUE INDEX repair_item_school_id_code_key ON public.repair_item USING btree (school_id, code);
-- policy repair_item_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table repair_rule (
  school_id uuid not null,
  id uuid not null,
  trade text,
  building_id uuid,
  choose text not null,
  person_id uuid,
  active boolean not null,
  updated_at timestamp with time zone not null,
  constraint repair_rule_school_id_trade_building_id_key UNIQUE NULLS NOT DISTINCT (school_id, trade, building_id),
  constraint repair_rule_pkey PRIMARY KEY (school_id, id),
  constraint repair_rule_school_id_building_id_fkey FOREIGN KEY (school_id, building_id) REFERENCES place_node(school_id, id),
  constraint repair_rule_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint repair_rule_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id),
  constraint repair_rule_check CHECK (((choose = 'person'::text) = (person_id IS NOT NULL))),
  constraint repair_rule_choose_check CHECK ((choose = ANY (ARRAY['person'::text, 'least_loaded'::text])))
);
CREATE INDEX repair_rule_building ON public.repair_rule USING btree (school_id, building_id);
CREATE INDEX repair_rule_person ON public.repair_rule USING btree (school_id, person_id);
CREATE UNIQUE INDEX repair_rule_pkey ON public.repair_rule USING btree (school_id, id);
CREATE UNIQUE INDEX repair_rule_school_id_trade_building_id_key ON public.repair_rule USING btree (school_id, trade, building_id) NULLS NOT DISTINCT;
-- policy repair_rule_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table repair_setting (
  school_id uuid not null,
  id uuid not null,
  value jsonb not null,
  version integer not null,
  updated_at timestamp with time zone not null,
  constraint repair_setting_school_id_key UNIQUE (school_id),
  constraint repair_setting_pkey PRIMARY KEY (school_id, id),
  constraint repair_setting_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX repair_setting_pkey ON public.repair_setting USING btree (school_id, id);
CREATE UNIQUE INDEX repair_setting_school_id_key ON public.repair_setting USING btree (school_id);
-- policy repair_setting_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table repair_synonym (
  school_id uuid not null,
  id uuid not null,
  text text not null,
  key text not null,
  item_code text not null,
  created_at timestamp with time zone not null,
  constraint repair_synonym_school_id_key_key UNIQUE (school_id, key),
  constraint repair_synonym_pkey PRIMARY KEY (school_id, id),
  constraint repair_synonym_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX repair_synonym_item ON public.repair_synonym USING btree (school_id, item_code);
CREATE UNIQUE INDEX repair_synonym_pkey ON public.repair_synonym USING btree (school_id, id);
CREATE UNIQUE INDEX repair_synonym_school_id_key_key ON public.repair_synonym USING btree (school_id, key);
-- policy repair_synonym_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table school (
  id uuid not null,
  slug text not null,
  name text not null,
  short_name text not null,
  kind text not null,
  zone text not null default 'Asia/Shanghai'::text,
  demo boolean not null default false,
  created_at timestamp with time zone not null,
  constraint school_slug_key UNIQUE (slug),
  constraint school_pkey PRIMARY KEY (id),
  constraint school_kind_check CHECK ((kind = ANY (ARRAY['school'::text, 'district'::text]))),
  constraint school_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9]{1,19}$'::text))
);
CREATE UNIQUE INDEX school_pkey ON public.school USING btree (id);
CREATE UNIQUE INDEX school_slug_key ON public.school USING btree (slug);
-- policy school_own using (id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table summary_report (
  school_id uuid not null,
  id uuid not null,
  term_code text not null,
  from_on date not null,
  to_on date not null,
  title text not null,
  state text not null,
  doc jsonb not null,
  generated jsonb not null,
  missing jsonb not null,
  uncovered jsonb not null,
  as_at timestamp with time zone not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint summary_report_school_id_term_code_key UNIQUE (school_id, term_code),
  constraint summary_report_pkey PRIMARY KEY (school_id, id),
  constraint summary_report_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint summary_report_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'signed'::text, 'approved'::text])))
);
CREATE UNIQUE INDEX summary_report_pkey ON public.summary_report USING btree (school_id, id);
CREATE UNIQUE INDEX summary_report_school_id_term_code_key ON public.summary_report USING btree (school_id, term_code);
-- policy summary_report_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table summary_signature (
  school_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  role text not null,
  person_id uuid not null,
  person_name text not null,
  signed_on date not null,
  signed_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  constraint summary_signature_pkey PRIMARY KEY (school_id, id),
  constraint summary_signature_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint summary_signature_school_id_report_id_fkey FOREIGN KEY (school_id, report_id) REFERENCES summary_report(school_id, id)
);
CREATE UNIQUE INDEX summary_signature_live ON public.summary_signature USING btree (school_id, report_id, role) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX summary_signature_pkey ON public.summary_signature USING btree (school_id, id);
CREATE INDEX summary_signature_report ON public.summary_signature USING btree (school_id, report_id, signed_at);
-- policy summary_signature_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_endorsement (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  at timestamp with time zone not null,
  person_id uuid,
  name text not null default ''::text,
  phone text,
  note text not null default ''::text,
  stranger text,
  follow_token text not null,
  constraint workorder_endorsement_school_id_follow_token_key UNIQUE (school_id, follow_token),
  constraint workorder_endorsement_pkey PRIMARY KEY (school_id, id),
  constraint workorder_endorsement_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_endorsement_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_endorsement_follow_token_check CHECK ((length(follow_token) = 22))
);
CREATE INDEX workorder_endorsement_order ON public.workorder_endorsement USING btree (school_id, order_id, at);
CREATE UNIQUE INDEX workorder_endorsement_person ON public.workorder_endorsement USING btree (school_id, person_id, order_id) WHERE (person_id IS NOT NULL);
CREATE UNIQUE INDEX workorder_endorsement_pkey ON public.workorder_endorsement USING btree (school_id, id);
CREATE UNIQUE INDEX workorder_endorsement_school_id_follow_token_key ON public.workorder_endorsement USING btree (school_id, follow_token);
CREATE INDEX workorder_endorsement_stranger ON public.workorder_endorsement USING btree (school_id, stranger, at) WHERE (stranger IS NOT NULL);
-- policy workorder_endorsement_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_escalation (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  step text not null,
  clock_from timestamp with time zone not null,
  due_at timestamp with time zone not null,
  at timestamp with time zone not null,
  told text not null,
  constraint workorder_escalation_school_id_order_id_step_clock_from_key UNIQUE (school_id, order_id, step, clock_from),
  constraint workorder_escalation_pkey PRIMARY KEY (school_id, id),
  constraint workorder_escalation_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_escalation_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id)
);
CREATE UNIQUE INDEX workorder_escalation_pkey ON public.workorder_escalation USING btree (school_id, id);
CREATE UNIQUE INDEX workorder_escalation_school_id_order_id_step_clock_from_key ON public.workorder_escalation USING btree (school_id, order_id, step, clock_from);
-- policy workorder_escalation_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_event (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  at timestamp with time zone not null,
  person_id uuid,
  who text not null,
  verb text not null,
  text text not null default ''::text,
  public boolean not null,
  constraint workorder_event_pkey PRIMARY KEY (school_id, id),
  constraint workorder_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_event_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id)
);
CREATE INDEX workorder_event_order ON public.workorder_event USING btree (school_id, order_id, at, id);
CREATE UNIQUE INDEX workorder_event_pkey ON public.workorder_event USING btree (school_id, id);
-- policy workorder_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_extension (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  until_at timestamp with time zone not null,
  reason text not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  asked_person_id uuid,
  approved boolean,
  decided_at timestamp with time zone,
  decided_by text not null default ''::text,
  note text not null default ''::text,
  constraint workorder_extension_pkey PRIMARY KEY (school_id, id),
  constraint workorder_extension_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_extension_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id)
);
CREATE UNIQUE INDEX workorder_extension_open ON public.workorder_extension USING btree (school_id, order_id) WHERE (approved IS NULL);
CREATE INDEX workorder_extension_order ON public.workorder_extension USING btree (school_id, order_id);
CREATE UNIQUE INDEX workorder_extension_pkey ON public.workorder_extension USING btree (school_id, id);
-- policy workorder_extension_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_labour (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  minutes integer not null,
  worked_on date not null,
  constraint workorder_labour_pkey PRIMARY KEY (school_id, id),
  constraint workorder_labour_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_labour_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_labour_minutes_check CHECK ((minutes > 0))
);
CREATE INDEX workorder_labour_order ON public.workorder_labour USING btree (school_id, order_id);
CREATE INDEX workorder_labour_person ON public.workorder_labour USING btree (school_id, person_id, worked_on);
CREATE UNIQUE INDEX workorder_labour_pkey ON public.workorder_labour USING btree (school_id, id);
-- policy workorder_labour_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_line (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  seq integer not null,
  kind text not null,
  trade text not null,
  reported_on date not null,
  item_code text,
  text text not null default ''::text,
  qty numeric(12,3) not null,
  measure text not null,
  counts boolean not null,
  constraint workorder_line_school_id_order_id_seq_key UNIQUE (school_id, order_id, seq),
  constraint workorder_line_pkey PRIMARY KEY (school_id, id),
  constraint workorder_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_line_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_line_qty_check CHECK ((qty > (0)::numeric))
);
CREATE UNIQUE INDEX workorder_line_pkey ON public.workorder_line USING btree (school_id, id);
CREATE UNIQUE INDEX workorder_line_school_id_order_id_seq_key ON public.workorder_line USING btree (school_id, order_id, seq);
CREATE INDEX workorder_line_sum ON public.workorder_line USING btree (school_id, reported_on, trade, item_code) INCLUDE (qty, measure, counts, kind, order_id);
-- policy workorder_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_material (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  name text not null,
  qty numeric(12,3) not null,
  measure text not null,
  unit_price_fen bigint not null,
  amount_fen bigint not null,
  used_at timestamp with time zone not null,
  constraint workorder_material_pkey PRIMARY KEY (school_id, id),
  constraint workorder_material_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_material_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_material_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint workorder_material_qty_check CHECK ((qty > (0)::numeric)),
  constraint workorder_material_unit_price_fen_check CHECK ((unit_price_fen >= 0))
);
CREATE INDEX workorder_material_order ON public.workorder_material USING btree (school_id, order_id);
CREATE UNIQUE INDEX workorder_material_pkey ON public.workorder_material USING btree (school_id, id);
-- policy workorder_material_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_order (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  no text not null,
  state text not null,
  trade text not null,
  level text not null,
  item_code text,
  item_name text not null default ''::text,
  title text not null,
  description text not null default ''::text,
  source text not null,
  place_id uuid,
  building_id uuid,
  place_path uuid[] not null default '{}'::uuid[],
  place_text text not null default ''::text,
  reporter_person_id uuid,
  reporter_name text not null default ''::text,
  reporter_phone text,
  stranger text,
  reported_at timestamp with time zone not null,
  reported_on date not null,
  timed boolean not null default true,
  assignee_id uuid,
  assignee_name text not null default ''::text,
  accepted_at timestamp with time zone,
  dispatched_at timestamp with time zone,
  responded_at timestamp with time zone,
  started_at timestamp with time zone,
  clock_from timestamp with time zone not null,
  respond_due_at timestamp with time zone,
  finish_due_at timestamp with time zone,
  wait_reason text,
  wait_note text not null default ''::text,
  wait_from timestamp with time zone,
  done_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  auto_confirmed boolean not null default false,
  closed_at timestamp with time zone,
  cause text,
  cause_note text not null default ''::text,
  rating integer,
  rating_note text not null default ''::text,
  rework_count integer not null default 0,
  endorse_count integer not null default 0,
  photo_count integer not null default 0,
  vendor_open boolean not null default false,
  cost_fen bigint not null default 0,
  external_no text,
  register text,
  import_id uuid,
  fingerprint text,
  follow_token text not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  due_at timestamp with time zone not null generated as 
CASE
    WHEN (state = ANY (ARRAY['done'::text, 'confirmed'::text, 'closed'::text, 'rejected'::text, 'cancelled'::text, 'waiting'::text])) THEN 'infinity'::timestamp with time zone
    WHEN (responded_at IS NULL) THEN COALESCE(LEAST(respond_due_at, finish_due_at), 'infinity'::timestamp with time zone)
    ELSE COALESCE(finish_due_at, 'infinity'::timestamp with time zone)
END,
  search text not null generated as lower(((((((((((((((no || ' '::text) || title) || ' '::text) || item_name) || ' '::text) || place_text) || ' '::text) || reporter_name) || ' '::text) || assignee_name) || ' '::text) || COALESCE(external_no, ''::text)) || ' '::text) || "right"(COALESCE(reporter_phone, ''::text), 4))),
  constraint workorder_order_school_id_follow_token_key UNIQUE (school_id, follow_token),
  constraint workorder_order_school_id_no_key UNIQUE (school_id, no),
  constraint workorder_order_pkey PRIMARY KEY (school_id, id),
  constraint workorder_order_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_order_cause_check CHECK ((cause = ANY (ARRAY['natural'::text, 'human'::text, 'weather'::text, 'misuse'::text]))),
  constraint workorder_order_check CHECK (((state = 'waiting'::text) = (wait_reason IS NOT NULL))),
  constraint workorder_order_check1 CHECK (((state <> 'dispatched'::text) OR (assignee_id IS NOT NULL))),
  constraint workorder_order_cost_fen_check CHECK ((cost_fen >= 0)),
  constraint workorder_order_follow_token_check CHECK ((length(follow_token) = 22)),
  constraint workorder_order_level_check CHECK ((level = ANY (ARRAY['L0'::text, 'L1'::text, 'L2'::text, 'L3'::text, 'L4'::text]))),
  constraint workorder_order_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint workorder_order_source_check CHECK ((source = ANY (ARRAY['report'::text, 'office'::text, 'patrol'::text, 'meter'::text, 'inspection'::text, 'emergency'::text, 'import'::text]))),
  constraint workorder_order_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'accepted'::text, 'dispatched'::text, 'in_progress'::text, 'waiting'::text, 'done'::text, 'confirmed'::text, 'closed'::text, 'rejected'::text, 'reopened'::text, 'cancelled'::text]))),
  constraint workorder_order_wait_reason_check CHECK ((wait_reason = ANY (ARRAY['material'::text, 'vendor'::text, 'access'::text])))
);
CREATE INDEX workorder_order_assignee ON public.workorder_order USING btree (school_id, assignee_id, state, reported_at DESC);
CREATE INDEX workorder_order_building ON public.workorder_order USING btree (school_id, building_id, reported_at DESC);
CREATE INDEX workorder_order_cause ON public.workorder_order USING btree (school_id, cause, reported_at DESC) WHERE ((cause IS NOT NULL) AND (cause <> 'natural'::text));
CREATE INDEX workorder_order_day ON public.workorder_order USING btree (school_id, reported_on, trade, state);
CREATE INDEX workorder_order_done ON public.workorder_order USING btree (school_id, done_at DESC) WHERE (done_at IS NOT NULL);
CREATE INDEX workorder_order_due ON public.workorder_order USING btree (school_id, due_at, id);
CREATE UNIQUE INDEX workorder_order_fingerprint ON public.workorder_order USING btree (school_id, fingerprint) WHERE (fingerprint IS NOT NULL);
CREATE INDEX workorder_order_import ON public.workorder_order USING btree (school_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX workorder_order_newest ON public.workorder_order USING btree (school_id, reported_at DESC, id DESC);
CREATE UNIQUE INDEX workorder_order_pkey ON public.workorder_order USING btree (school_id, id);
CREATE INDEX workorder_order_place ON public.workorder_order USING btree (school_id, place_id, reported_at DESC);
CREATE INDEX workorder_order_reporter ON public.workorder_order USING btree (school_id, reporter_person_id, reported_at DESC);
CREATE INDEX workorder_order_rework ON public.workorder_order USING btree (school_id, reported_at DESC) WHERE (rework_count > 0);
CREATE UNIQUE INDEX workorder_order_school_id_follow_token_key ON public.workorder_order USING btree (school_id, follow_token);
CREATE UNIQUE INDEX workorder_order_school_id_no_key ON public.workorder_order USING btree (school_id, no);
CREATE INDEX workorder_order_search ON public.workorder_order USING gin (workorder_pairs(search));
CREATE INDEX workorder_order_state ON public.workorder_order USING btree (school_id, state, reported_at DESC, id DESC);
CREATE INDEX workorder_order_stranger ON public.workorder_order USING btree (school_id, stranger, reported_on) WHERE (stranger IS NOT NULL);
CREATE INDEX workorder_order_trade ON public.workorder_order USING btree (school_id, trade, reported_at DESC, id DESC);
-- policy workorder_order_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_pause (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  reason text not null,
  note text not null default ''::text,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  minutes integer not null default 0,
  constraint workorder_pause_pkey PRIMARY KEY (school_id, id),
  constraint workorder_pause_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_pause_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_pause_check CHECK (((to_at IS NULL) OR (to_at >= from_at))),
  constraint workorder_pause_reason_check CHECK ((reason = ANY (ARRAY['material'::text, 'vendor'::text, 'access'::text])))
);
CREATE UNIQUE INDEX workorder_pause_open ON public.workorder_pause USING btree (school_id, order_id) WHERE (to_at IS NULL);
CREATE INDEX workorder_pause_order ON public.workorder_pause USING btree (school_id, order_id, from_at);
CREATE UNIQUE INDEX workorder_pause_pkey ON public.workorder_pause USING btree (school_id, id);
-- policy workorder_pause_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table workorder_vendor_call (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  vendor text not null,
  phone text not null default ''::text,
  under_warranty boolean not null,
  called_at timestamp with time zone not null,
  called_by text not null,
  visit_on date,
  note text not null default ''::text,
  result text not null default ''::text,
  cost_fen bigint not null default 0,
  finished_at timestamp with time zone,
  constraint workorder_vendor_call_pkey PRIMARY KEY (school_id, id),
  constraint workorder_vendor_call_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_vendor_call_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_vendor_call_cost_fen_check CHECK ((cost_fen >= 0))
);
CREATE INDEX workorder_vendor_call_open ON public.workorder_vendor_call USING btree (school_id, vendor) WHERE (finished_at IS NULL);
CREATE INDEX workorder_vendor_call_order ON public.workorder_vendor_call USING btree (school_id, order_id);
CREATE UNIQUE INDEX workorder_vendor_call_pkey ON public.workorder_vendor_call USING btree (school_id, id);
-- policy workorder_vendor_call_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

CREATE OR REPLACE FUNCTION public.kernel_audit_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception 'the audit log is append-only';
  end if;
  if old.seal_seq is null and new.seal_seq is not null and new.seal_hash is not null
     and (to_jsonb(new) - 'seal_seq' - 'seal_hash') = (to_jsonb(old) - 'seal_seq' - 'seal_hash') then
    return new;
  end if;
  raise exception 'the audit log is append-only';
end $function$

CREATE OR REPLACE FUNCTION public.workorder_pairs(words text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(array_agg(distinct substr(words, i, 2)), '{}') from generate_series(1, length(words) - 1) as i
$function$

CREATE OR REPLACE FUNCTION public.workorder_search(words text, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select id from workorder_order
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and workorder_pairs(search) @> workorder_pairs(words)
    and strpos(search, words) > 0
  limit most
$function$

CREATE OR REPLACE FUNCTION public.zongwu_guard(VARIADIC tables text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare t text;
begin
  foreach t in array tables loop
    execute format('alter table %I enable row level security', t);
    execute format('drop policy if exists %I on %I', t || '_school', t);
    execute format('create policy %I on %I using (school_id = nullif(current_setting(''app.school_id'', true), '''')::uuid)', t || '_school', t);
    execute format('grant select, insert, update, delete on %I to zongwu_app', t);
  end loop;
end $function$
