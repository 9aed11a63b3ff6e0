create table account_factor (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  secret text,
  confirmed_at timestamp with time zone,
  last_step bigint,
  pending_secret text,
  pending_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_factor_school_id_user_id_key UNIQUE (school_id, user_id),
  constraint account_factor_pkey PRIMARY KEY (school_id, id),
  constraint account_factor_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint account_factor_school_id_user_id_fkey FOREIGN KEY (school_id, user_id) REFERENCES account_user(school_id, id),
  constraint account_factor_check CHECK (((secret IS NULL) = (confirmed_at IS NULL)))
);
CREATE UNIQUE INDEX account_factor_pkey ON public.account_factor USING btree (school_id, id);
CREATE UNIQUE INDEX account_factor_school_id_user_id_key ON public.account_factor USING btree (school_id, user_id);
-- policy account_factor_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table account_recovery_code (
  school_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint account_recovery_code_pkey PRIMARY KEY (school_id, id),
  constraint account_recovery_code_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint account_recovery_code_school_id_user_id_fkey FOREIGN KEY (school_id, user_id) REFERENCES account_user(school_id, id)
);
CREATE UNIQUE INDEX account_recovery_code_pkey ON public.account_recovery_code USING btree (school_id, id);
CREATE INDEX account_recovery_code_user ON public.account_recovery_code USING btree (school_id, user_id);
-- policy account_recovery_code_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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
  initial_at timestamp with time zone,
  constraint account_user_school_id_person_id_key UNIQUE (school_id, person_id),
  constraint account_user_pkey PRIMARY KEY (school_id, id),
  constraint account_user_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint account_user_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id)
);
CREATE UNIQUE INDEX account_user_login ON public.account_user USING btree (school_id, lower(login));
CREATE UNIQUE INDEX account_user_pkey ON public.account_user USING btree (school_id, id);
CREATE UNIQUE INDEX account_user_school_id_person_id_key ON public.account_user USING btree (school_id, person_id);
-- policy account_user_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_case (
  school_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_title text not null,
  no text not null,
  title text not null,
  href text not null,
  amount_fen bigint,
  category text,
  category_title text not null default ''::text,
  unit_id uuid,
  unit_text text not null default ''::text,
  funding text,
  asker_id uuid not null,
  asker_name text not null,
  barred jsonb not null default '[]'::jsonb,
  state text not null,
  route_version integer not null,
  route_title text not null,
  ask_again boolean not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text not null default ''::text,
  end_note text not null default ''::text,
  urged_at timestamp with time zone,
  urge_count integer not null default 0,
  version integer not null default 1,
  constraint approval_case_pkey PRIMARY KEY (school_id, id),
  constraint approval_case_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint approval_case_check CHECK (((state = 'pending'::text) = (ended_at IS NULL))),
  constraint approval_case_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'refused'::text, 'returned'::text, 'withdrawn'::text])))
);
CREATE INDEX approval_case_asker ON public.approval_case USING btree (school_id, asker_id, started_at DESC, id DESC);
CREATE INDEX approval_case_ended ON public.approval_case USING btree (school_id, ended_at DESC, id DESC);
CREATE UNIQUE INDEX approval_case_pkey ON public.approval_case USING btree (school_id, id);
CREATE UNIQUE INDEX approval_case_running ON public.approval_case USING btree (school_id, subject_kind, subject_id) WHERE (state = 'pending'::text);
CREATE INDEX approval_case_subject ON public.approval_case USING btree (school_id, subject_id, started_at DESC);
-- policy approval_case_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_copy (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  at timestamp with time zone not null,
  constraint approval_copy_school_id_case_id_person_id_key UNIQUE (school_id, case_id, person_id),
  constraint approval_copy_pkey PRIMARY KEY (school_id, id),
  constraint approval_copy_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES approval_case(school_id, id),
  constraint approval_copy_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX approval_copy_person ON public.approval_copy USING btree (school_id, person_id, at DESC);
CREATE UNIQUE INDEX approval_copy_pkey ON public.approval_copy USING btree (school_id, id);
CREATE UNIQUE INDEX approval_copy_school_id_case_id_person_id_key ON public.approval_copy USING btree (school_id, case_id, person_id);
-- policy approval_copy_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_delegation (
  school_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  from_name text not null,
  to_id uuid not null,
  to_name text not null,
  from_on date not null,
  to_on date not null,
  kinds text[] not null default '{}'::text[],
  reason text not null default ''::text,
  made_at timestamp with time zone not null,
  made_by text not null,
  revoked_at timestamp with time zone,
  constraint approval_delegation_pkey PRIMARY KEY (school_id, id),
  constraint approval_delegation_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint approval_delegation_check CHECK ((to_on >= from_on)),
  constraint approval_delegation_check1 CHECK ((from_id <> to_id))
);
CREATE INDEX approval_delegation_from ON public.approval_delegation USING btree (school_id, from_id, to_on) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX approval_delegation_pkey ON public.approval_delegation USING btree (school_id, id);
CREATE INDEX approval_delegation_to ON public.approval_delegation USING btree (school_id, to_id, to_on) WHERE (revoked_at IS NULL);
-- policy approval_delegation_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_deputy (
  school_id uuid not null,
  id uuid not null,
  person_id uuid,
  person_name text not null default ''::text,
  set_at timestamp with time zone not null,
  set_by text not null,
  constraint approval_deputy_pkey PRIMARY KEY (school_id, id),
  constraint approval_deputy_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX approval_deputy_pkey ON public.approval_deputy USING btree (school_id, id);
-- policy approval_deputy_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_event (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  person_id uuid,
  who text not null,
  verb text not null,
  text text not null default ''::text,
  constraint approval_event_pkey PRIMARY KEY (school_id, id),
  constraint approval_event_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES approval_case(school_id, id),
  constraint approval_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX approval_event_case ON public.approval_event USING btree (school_id, case_id, at, id);
CREATE UNIQUE INDEX approval_event_pkey ON public.approval_event USING btree (school_id, id);
-- policy approval_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_route (
  school_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  version integer not null,
  routes jsonb not null,
  note text not null default ''::text,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  saved_by_name text not null,
  constraint approval_route_school_id_subject_kind_version_key UNIQUE (school_id, subject_kind, version),
  constraint approval_route_pkey PRIMARY KEY (school_id, id),
  constraint approval_route_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint approval_route_version_check CHECK ((version > 0))
);
CREATE UNIQUE INDEX approval_route_pkey ON public.approval_route USING btree (school_id, id);
CREATE UNIQUE INDEX approval_route_school_id_subject_kind_version_key ON public.approval_route USING btree (school_id, subject_kind, version);
-- policy approval_route_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_seat (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  step_id uuid not null,
  round integer not null,
  seq integer not null,
  person_id uuid not null,
  person_name text not null,
  state text not null,
  origin text not null,
  origin_text text not null default ''::text,
  for_id uuid,
  delegation_id uuid,
  extra boolean not null default false,
  called_at timestamp with time zone,
  decided_at timestamp with time zone,
  note text not null default ''::text,
  constraint approval_seat_pkey PRIMARY KEY (school_id, id),
  constraint approval_seat_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES approval_case(school_id, id),
  constraint approval_seat_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint approval_seat_school_id_step_id_fkey FOREIGN KEY (school_id, step_id) REFERENCES approval_step(school_id, id),
  constraint approval_seat_origin_check CHECK ((origin = ANY (ARRAY['route'::text, 'stand_in'::text, 'delegated'::text, 'added'::text, 'handed'::text, 'escalated'::text]))),
  constraint approval_seat_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'open'::text, 'approved'::text, 'same'::text, 'refused'::text, 'returned'::text, 'handed'::text, 'lapsed'::text])))
);
CREATE INDEX approval_seat_case ON public.approval_seat USING btree (school_id, case_id, step_id);
CREATE INDEX approval_seat_decided ON public.approval_seat USING btree (school_id, person_id, decided_at DESC);
CREATE UNIQUE INDEX approval_seat_once ON public.approval_seat USING btree (school_id, step_id, round, person_id) WHERE (state = ANY (ARRAY['queued'::text, 'open'::text]));
CREATE UNIQUE INDEX approval_seat_pkey ON public.approval_seat USING btree (school_id, id);
CREATE INDEX approval_seat_step ON public.approval_seat USING btree (school_id, step_id);
CREATE INDEX approval_seat_waiting ON public.approval_seat USING btree (school_id, person_id, called_at) WHERE (state = 'open'::text);
-- policy approval_seat_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table approval_step (
  school_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  seq integer not null,
  title text not null,
  sits jsonb not null,
  mode text not null,
  added boolean not null default false,
  hours integer,
  cc_roles text[] not null default '{}'::text[],
  state text not null,
  round integer not null default 1,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  due_at timestamp with time zone,
  reminded_at timestamp with time zone,
  constraint approval_step_school_id_case_id_seq_key UNIQUE (school_id, case_id, seq) DEFERRABLE,
  constraint approval_step_pkey PRIMARY KEY (school_id, id),
  constraint approval_step_school_id_case_id_fkey FOREIGN KEY (school_id, case_id) REFERENCES approval_case(school_id, id),
  constraint approval_step_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint approval_step_check CHECK (((state <> 'open'::text) OR (opened_at IS NOT NULL))),
  constraint approval_step_mode_check CHECK ((mode = ANY (ARRAY['any'::text, 'all'::text, 'sequence'::text]))),
  constraint approval_step_state_check CHECK ((state = ANY (ARRAY['ahead'::text, 'open'::text, 'passed'::text, 'dropped'::text])))
);
CREATE INDEX approval_step_due ON public.approval_step USING btree (school_id, due_at) WHERE ((state = 'open'::text) AND (due_at IS NOT NULL));
CREATE UNIQUE INDEX approval_step_open ON public.approval_step USING btree (school_id, case_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX approval_step_pkey ON public.approval_step USING btree (school_id, id);
CREATE UNIQUE INDEX approval_step_school_id_case_id_seq_key ON public.approval_step USING btree (school_id, case_id, seq);
-- policy approval_step_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_batch (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  source text not null,
  name text not null,
  on_day date not null,
  cards integer not null default 0,
  quantity integer not null default 0,
  value_fen bigint not null default 0,
  document_kind text,
  document_id uuid,
  document_no text not null default ''::text,
  posted_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint asset_batch_school_id_no_key UNIQUE (school_id, no),
  constraint asset_batch_pkey PRIMARY KEY (school_id, id),
  constraint asset_batch_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_batch_cards_check CHECK ((cards >= 0)),
  constraint asset_batch_check CHECK (((document_kind IS NULL) = (document_id IS NULL))),
  constraint asset_batch_quantity_check CHECK ((quantity >= 0)),
  constraint asset_batch_source_check CHECK ((source = ANY (ARRAY['office'::text, 'acceptance'::text, 'import'::text, 'surplus'::text, 'count'::text]))),
  constraint asset_batch_value_fen_check CHECK ((value_fen >= 0))
);
CREATE UNIQUE INDEX asset_batch_document ON public.asset_batch USING btree (school_id, document_kind, document_id) WHERE ((document_id IS NOT NULL) AND (source = 'acceptance'::text));
CREATE UNIQUE INDEX asset_batch_open ON public.asset_batch USING btree (school_id, source) WHERE (posted_at IS NULL);
CREATE UNIQUE INDEX asset_batch_pkey ON public.asset_batch USING btree (school_id, id);
CREATE UNIQUE INDEX asset_batch_school_id_no_key ON public.asset_batch USING btree (school_id, no);
-- policy asset_batch_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_card (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  former_nos text not null default ''::text,
  batch_id uuid not null,
  state text not null,
  name text not null,
  pinyin text not null,
  initials text not null,
  class_edition text,
  class_code text,
  category text not null,
  spec text not null default ''::text,
  brand text not null default ''::text,
  model text not null default ''::text,
  serial_no text not null default ''::text,
  measure text not null,
  quantity integer not null default 1,
  acquire_mode text not null,
  acquired_on date not null,
  booked_on date not null,
  supplier_id uuid,
  supplier_text text not null default ''::text,
  invoice_no text not null default ''::text,
  warranty_until date,
  funding text not null,
  direction text not null,
  value_type text not null,
  value_fen bigint not null,
  life_months integer,
  months_done integer not null default 0,
  depreciated_fen bigint not null default 0,
  bulk boolean not null default false,
  place_id uuid,
  place_text text not null default ''::text,
  unit_id uuid,
  unit_text text not null default ''::text,
  keeper_id uuid,
  keeper_name text not null default ''::text,
  user_name text not null default ''::text,
  note text not null default ''::text,
  custody_id uuid,
  transfer_id uuid,
  loan_id uuid,
  disposal_id uuid,
  count_no text,
  repairs integer not null default 0,
  disposed_on date,
  dispose_mode text,
  dispose_no text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  particulars jsonb not null default '{}'::jsonb,
  search text not null generated as lower(((((((((((((((((((((((((((((no || ' '::text) || former_nos) || ' '::text) || name) || ' '::text) || initials) || ' '::text) || spec) || ' '::text) || brand) || ' '::text) || model) || ' '::text) || serial_no) || ' '::text) || place_text) || ' '::text) || unit_text) || ' '::text) || keeper_name) || ' '::text) || user_name) || ' '::text) || COALESCE((particulars ->> 'plate'::text), ''::text)) || ' '::text) || COALESCE((particulars ->> 'vin'::text), ''::text)) || ' '::text) || COALESCE((particulars ->> 'titleNo'::text), ''::text))),
  constraint asset_card_school_id_no_key UNIQUE (school_id, no),
  constraint asset_card_pkey PRIMARY KEY (school_id, id),
  constraint asset_card_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES asset_batch(school_id, id),
  constraint asset_card_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_card_school_id_keeper_id_fkey FOREIGN KEY (school_id, keeper_id) REFERENCES people_person(school_id, id),
  constraint asset_card_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id),
  constraint asset_card_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint asset_card_acquire_mode_check CHECK ((acquire_mode = ANY (ARRAY['purchase'::text, 'build'::text, 'allocated'::text, 'donated'::text, 'exchange'::text, 'surplus'::text, 'made'::text, 'other'::text]))),
  constraint asset_card_check CHECK (((class_code IS NULL) = (class_edition IS NULL))),
  constraint asset_card_check1 CHECK ((depreciated_fen <= value_fen)),
  constraint asset_card_check2 CHECK (((life_months IS NULL) OR (months_done <= life_months))),
  constraint asset_card_check3 CHECK (((state = 'disposed'::text) = (disposed_on IS NOT NULL))),
  constraint asset_card_class_edition_check CHECK ((class_edition = ANY (ARRAY['2010'::text, '2022'::text]))),
  constraint asset_card_depreciated_fen_check CHECK ((depreciated_fen >= 0)),
  constraint asset_card_direction_check CHECK ((direction = ANY (ARRAY['teaching'::text, 'research'::text, 'office'::text, 'living'::text, 'production'::text, 'other'::text]))),
  constraint asset_card_funding_check CHECK ((funding = ANY (ARRAY['fiscal'::text, 'surcharge'::text, 'business'::text, 'donation'::text, 'allocation'::text, 'other'::text]))),
  constraint asset_card_life_months_check CHECK ((life_months > 0)),
  constraint asset_card_months_done_check CHECK ((months_done >= 0)),
  constraint asset_card_particulars_check CHECK ((jsonb_typeof(particulars) = 'object'::text)),
  constraint asset_card_quantity_check CHECK ((quantity > 0)),
  constraint asset_card_state_check CHECK ((state = ANY (ARRAY['in_use'::text, 'idle'::text, 'lent'::text, 'repairing'::text, 'disposing'::text, 'disposed'::text]))),
  constraint asset_card_value_fen_check CHECK ((value_fen >= 0)),
  constraint asset_card_value_type_check CHECK ((value_type = ANY (ARRAY['original'::text, 'estimate'::text, 'replacement'::text, 'nominal'::text])))
);
CREATE INDEX asset_card_batch ON public.asset_card USING btree (school_id, batch_id);
CREATE INDEX asset_card_booked ON public.asset_card USING btree (school_id, booked_on, id);
CREATE INDEX asset_card_category ON public.asset_card USING btree (school_id, category, state) INCLUDE (quantity, value_fen);
CREATE INDEX asset_card_class ON public.asset_card USING btree (school_id, class_code, class_edition);
CREATE INDEX asset_card_day ON public.asset_card USING btree (school_id, acquired_on, id);
CREATE INDEX asset_card_disposed ON public.asset_card USING btree (school_id, disposed_on, id) WHERE (disposed_on IS NOT NULL);
CREATE INDEX asset_card_find ON public.asset_card USING gin (asset_keys(school_id, search)) WITH (gin_pending_list_limit='512');
CREATE INDEX asset_card_insured ON public.asset_card USING btree (school_id, ((particulars ->> 'insuredUntil'::text))) WHERE (category = 'vehicle'::text);
CREATE INDEX asset_card_keeper ON public.asset_card USING btree (school_id, keeper_id, state);
CREATE INDEX asset_card_name ON public.asset_card USING btree (school_id, pinyin, id);
CREATE UNIQUE INDEX asset_card_pkey ON public.asset_card USING btree (school_id, id);
CREATE INDEX asset_card_place ON public.asset_card USING btree (school_id, place_id, state) INCLUDE (quantity, value_fen);
CREATE UNIQUE INDEX asset_card_school_id_no_key ON public.asset_card USING btree (school_id, no);
CREATE INDEX asset_card_state ON public.asset_card USING btree (school_id, state, category) INCLUDE (quantity, value_fen);
CREATE INDEX asset_card_unit ON public.asset_card USING btree (school_id, unit_id, state) INCLUDE (quantity, value_fen);
CREATE INDEX asset_card_value ON public.asset_card USING btree (school_id, value_fen, id);
CREATE INDEX asset_card_warranty ON public.asset_card USING btree (school_id, warranty_until) WHERE (warranty_until IS NOT NULL);
-- policy asset_card_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_check (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  title text not null,
  state text not null,
  opened_on date not null,
  due_on date not null,
  opened_name text not null,
  closed_on date,
  version integer not null default 1,
  constraint asset_check_school_id_no_key UNIQUE (school_id, no),
  constraint asset_check_pkey PRIMARY KEY (school_id, id),
  constraint asset_check_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_check_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX asset_check_pkey ON public.asset_check USING btree (school_id, id);
CREATE UNIQUE INDEX asset_check_school_id_no_key ON public.asset_check USING btree (school_id, no);
-- policy asset_check_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_check_line (
  school_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  asset_id uuid not null,
  answer text,
  place_text text not null default ''::text,
  note text not null default ''::text,
  answered_at timestamp with time zone,
  settled text not null default ''::text,
  settled_at timestamp with time zone,
  constraint asset_check_line_school_id_sheet_id_asset_id_key UNIQUE (school_id, sheet_id, asset_id),
  constraint asset_check_line_pkey PRIMARY KEY (school_id, id),
  constraint asset_check_line_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_check_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_check_line_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES asset_check_sheet(school_id, id),
  constraint asset_check_line_answer_check CHECK ((answer = ANY (ARRAY['here'::text, 'missing'::text, 'damaged'::text, 'moved'::text])))
);
CREATE INDEX asset_check_line_asset ON public.asset_check_line USING btree (school_id, asset_id);
CREATE UNIQUE INDEX asset_check_line_pkey ON public.asset_check_line USING btree (school_id, id);
CREATE UNIQUE INDEX asset_check_line_school_id_sheet_id_asset_id_key ON public.asset_check_line USING btree (school_id, sheet_id, asset_id);
-- policy asset_check_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_check_sheet (
  school_id uuid not null,
  id uuid not null,
  check_id uuid not null,
  keeper_id uuid not null,
  keeper_name text not null,
  token text not null,
  done_at timestamp with time zone,
  constraint asset_check_sheet_school_id_check_id_keeper_id_key UNIQUE (school_id, check_id, keeper_id),
  constraint asset_check_sheet_school_id_token_key UNIQUE (school_id, token),
  constraint asset_check_sheet_pkey PRIMARY KEY (school_id, id),
  constraint asset_check_sheet_school_id_check_id_fkey FOREIGN KEY (school_id, check_id) REFERENCES asset_check(school_id, id),
  constraint asset_check_sheet_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_check_sheet_school_id_keeper_id_fkey FOREIGN KEY (school_id, keeper_id) REFERENCES people_person(school_id, id),
  constraint asset_check_sheet_token_check CHECK ((length(token) = 22))
);
CREATE INDEX asset_check_sheet_keeper ON public.asset_check_sheet USING btree (school_id, keeper_id);
CREATE UNIQUE INDEX asset_check_sheet_pkey ON public.asset_check_sheet USING btree (school_id, id);
CREATE UNIQUE INDEX asset_check_sheet_school_id_check_id_keeper_id_key ON public.asset_check_sheet USING btree (school_id, check_id, keeper_id);
CREATE UNIQUE INDEX asset_check_sheet_school_id_token_key ON public.asset_check_sheet USING btree (school_id, token);
-- policy asset_check_sheet_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_code (
  school_id uuid not null,
  id uuid not null,
  code text not null,
  batch text not null,
  asset_id uuid,
  claimed_at timestamp with time zone,
  claimed_by text,
  retired_at timestamp with time zone,
  printed integer not null default 0,
  created_at timestamp with time zone not null,
  constraint asset_code_school_id_code_key UNIQUE (school_id, code),
  constraint asset_code_pkey PRIMARY KEY (school_id, id),
  constraint asset_code_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_code_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_code_check CHECK (((asset_id IS NULL) = (claimed_at IS NULL))),
  constraint asset_code_code_check CHECK ((code ~ '^[a-hjkmnp-z2-9]{8}$'::text))
);
CREATE INDEX asset_code_asset ON public.asset_code USING btree (school_id, asset_id);
CREATE INDEX asset_code_batch ON public.asset_code USING btree (school_id, batch, id);
CREATE UNIQUE INDEX asset_code_pkey ON public.asset_code USING btree (school_id, id);
CREATE UNIQUE INDEX asset_code_school_id_code_key ON public.asset_code USING btree (school_id, code);
-- policy asset_code_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_custody (
  school_id uuid not null,
  id uuid not null,
  state text not null,
  keeper_id uuid not null,
  keeper_name text not null,
  cards integer not null,
  note text not null default ''::text,
  answer text not null default ''::text,
  offered_by uuid,
  offered_name text not null,
  offered_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  version integer not null default 1,
  constraint asset_custody_pkey PRIMARY KEY (school_id, id),
  constraint asset_custody_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_custody_school_id_keeper_id_fkey FOREIGN KEY (school_id, keeper_id) REFERENCES people_person(school_id, id),
  constraint asset_custody_cards_check CHECK ((cards > 0)),
  constraint asset_custody_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE INDEX asset_custody_keeper ON public.asset_custody USING btree (school_id, keeper_id, state);
CREATE INDEX asset_custody_open ON public.asset_custody USING btree (school_id, offered_at) WHERE (state = 'offered'::text);
CREATE UNIQUE INDEX asset_custody_pkey ON public.asset_custody USING btree (school_id, id);
-- policy asset_custody_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_custody_line (
  school_id uuid not null,
  id uuid not null,
  custody_id uuid not null,
  asset_id uuid not null,
  former_keeper text not null default ''::text,
  constraint asset_custody_line_school_id_custody_id_asset_id_key UNIQUE (school_id, custody_id, asset_id),
  constraint asset_custody_line_pkey PRIMARY KEY (school_id, id),
  constraint asset_custody_line_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_custody_line_school_id_custody_id_fkey FOREIGN KEY (school_id, custody_id) REFERENCES asset_custody(school_id, id),
  constraint asset_custody_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX asset_custody_line_asset ON public.asset_custody_line USING btree (school_id, asset_id);
CREATE UNIQUE INDEX asset_custody_line_pkey ON public.asset_custody_line USING btree (school_id, id);
CREATE UNIQUE INDEX asset_custody_line_school_id_custody_id_asset_id_key ON public.asset_custody_line USING btree (school_id, custody_id, asset_id);
-- policy asset_custody_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_disposal (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  mode text not null,
  ground text not null,
  reason text not null,
  estimate_fen bigint not null default 0,
  unit_id uuid,
  unit_text text not null default ''::text,
  cards integer not null,
  quantity integer not null,
  value_fen bigint not null,
  depreciated_fen bigint not null,
  proposed_by uuid,
  proposed_name text not null,
  proposed_at timestamp with time zone not null,
  opinion text not null default ''::text,
  checked_by uuid,
  checked_name text not null default ''::text,
  checked_at timestamp with time zone,
  decision text not null default ''::text,
  executed_on date,
  executed_by uuid,
  receiver text not null default ''::text,
  proceeds_fen bigint not null default 0,
  receipt_no text not null default ''::text,
  approval_no text not null default ''::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  constraint asset_disposal_school_id_no_key UNIQUE (school_id, no),
  constraint asset_disposal_pkey PRIMARY KEY (school_id, id),
  constraint asset_disposal_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_disposal_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint asset_disposal_cards_check CHECK ((cards > 0)),
  constraint asset_disposal_estimate_fen_check CHECK ((estimate_fen >= 0)),
  constraint asset_disposal_ground_check CHECK ((ground = ANY (ARRAY['obsolete'::text, 'loss'::text, 'over_age'::text, 'force_majeure'::text]))),
  constraint asset_disposal_mode_check CHECK ((mode = ANY (ARRAY['scrap'::text, 'damage_loss'::text, 'allocate'::text, 'donate'::text, 'sell'::text, 'exchange'::text]))),
  constraint asset_disposal_proceeds_fen_check CHECK ((proceeds_fen >= 0)),
  constraint asset_disposal_quantity_check CHECK ((quantity > 0)),
  constraint asset_disposal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approving'::text, 'approved'::text, 'executed'::text, 'refused'::text, 'cancelled'::text])))
);
CREATE INDEX asset_disposal_executed ON public.asset_disposal USING btree (school_id, executed_on, id) WHERE (executed_on IS NOT NULL);
CREATE UNIQUE INDEX asset_disposal_pkey ON public.asset_disposal USING btree (school_id, id);
CREATE UNIQUE INDEX asset_disposal_school_id_no_key ON public.asset_disposal USING btree (school_id, no);
CREATE INDEX asset_disposal_state ON public.asset_disposal USING btree (school_id, state, id DESC);
CREATE INDEX asset_disposal_unit ON public.asset_disposal USING btree (school_id, unit_id);
-- policy asset_disposal_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_disposal_line (
  school_id uuid not null,
  id uuid not null,
  disposal_id uuid not null,
  asset_id uuid not null,
  state_before text not null,
  value_fen bigint not null,
  depreciated_fen bigint not null,
  months_used integer not null,
  life_months integer,
  from_place_text text not null default ''::text,
  from_keeper_name text not null default ''::text,
  constraint asset_disposal_line_school_id_disposal_id_asset_id_key UNIQUE (school_id, disposal_id, asset_id),
  constraint asset_disposal_line_pkey PRIMARY KEY (school_id, id),
  constraint asset_disposal_line_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_disposal_line_school_id_disposal_id_fkey FOREIGN KEY (school_id, disposal_id) REFERENCES asset_disposal(school_id, id),
  constraint asset_disposal_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX asset_disposal_line_asset ON public.asset_disposal_line USING btree (school_id, asset_id);
CREATE UNIQUE INDEX asset_disposal_line_pkey ON public.asset_disposal_line USING btree (school_id, id);
CREATE UNIQUE INDEX asset_disposal_line_school_id_disposal_id_asset_id_key ON public.asset_disposal_line USING btree (school_id, disposal_id, asset_id);
-- policy asset_disposal_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_event (
  school_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  note text not null default ''::text,
  actor_name text not null,
  document_kind text,
  document_id uuid,
  document_no text not null default ''::text,
  constraint asset_event_pkey PRIMARY KEY (school_id, id),
  constraint asset_event_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX asset_event_asset ON public.asset_event USING btree (school_id, asset_id, at, id);
CREATE UNIQUE INDEX asset_event_pkey ON public.asset_event USING btree (school_id, id);
-- policy asset_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_idle (
  school_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  since date not null,
  reason text not null,
  condition text not null,
  offered_name text not null,
  ended_on date,
  ended_by text,
  transfer_id uuid,
  constraint asset_idle_pkey PRIMARY KEY (school_id, id),
  constraint asset_idle_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_idle_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_idle_school_id_transfer_id_fkey FOREIGN KEY (school_id, transfer_id) REFERENCES asset_transfer(school_id, id),
  constraint asset_idle_check CHECK (((ended_on IS NULL) = (ended_by IS NULL))),
  constraint asset_idle_condition_check CHECK ((condition = ANY (ARRAY['good'::text, 'worn'::text, 'damaged'::text]))),
  constraint asset_idle_ended_by_check CHECK ((ended_by = ANY (ARRAY['withdrawn'::text, 'reused'::text, 'lent'::text, 'repaired'::text, 'disposed'::text])))
);
CREATE INDEX asset_idle_asset ON public.asset_idle USING btree (school_id, asset_id);
CREATE UNIQUE INDEX asset_idle_now ON public.asset_idle USING btree (school_id, asset_id) WHERE (ended_on IS NULL);
CREATE UNIQUE INDEX asset_idle_pkey ON public.asset_idle USING btree (school_id, id);
CREATE INDEX asset_idle_reused ON public.asset_idle USING btree (school_id, ended_on, id) WHERE (ended_by = 'reused'::text);
CREATE INDEX asset_idle_transfer ON public.asset_idle USING btree (school_id, transfer_id);
-- policy asset_idle_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_loan (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  borrower_id uuid,
  borrower_name text not null,
  unit_text text not null default ''::text,
  phone text not null default ''::text,
  outside boolean not null default false,
  purpose text not null,
  due_on date not null,
  lent_by uuid,
  lent_name text not null,
  prepared_at timestamp with time zone not null,
  out_on date,
  returned_on date,
  cards integer not null,
  note text not null default ''::text,
  version integer not null default 1,
  constraint asset_loan_school_id_no_key UNIQUE (school_id, no),
  constraint asset_loan_pkey PRIMARY KEY (school_id, id),
  constraint asset_loan_school_id_borrower_id_fkey FOREIGN KEY (school_id, borrower_id) REFERENCES people_person(school_id, id),
  constraint asset_loan_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_loan_cards_check CHECK ((cards > 0)),
  constraint asset_loan_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'out'::text, 'returned'::text, 'cancelled'::text])))
);
CREATE INDEX asset_loan_borrower ON public.asset_loan USING btree (school_id, borrower_id, state);
CREATE UNIQUE INDEX asset_loan_pkey ON public.asset_loan USING btree (school_id, id);
CREATE UNIQUE INDEX asset_loan_school_id_no_key ON public.asset_loan USING btree (school_id, no);
CREATE INDEX asset_loan_state ON public.asset_loan USING btree (school_id, state, due_on, id);
-- policy asset_loan_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_loan_line (
  school_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  asset_id uuid not null,
  state_before text not null,
  condition_out text not null,
  condition_in text,
  note text not null default ''::text,
  returned_on date,
  constraint asset_loan_line_school_id_loan_id_asset_id_key UNIQUE (school_id, loan_id, asset_id),
  constraint asset_loan_line_pkey PRIMARY KEY (school_id, id),
  constraint asset_loan_line_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_loan_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_loan_line_school_id_loan_id_fkey FOREIGN KEY (school_id, loan_id) REFERENCES asset_loan(school_id, id),
  constraint asset_loan_line_check CHECK (((condition_in IS NULL) = (returned_on IS NULL))),
  constraint asset_loan_line_condition_in_check CHECK ((condition_in = ANY (ARRAY['good'::text, 'worn'::text, 'damaged'::text, 'lost'::text]))),
  constraint asset_loan_line_condition_out_check CHECK ((condition_out = ANY (ARRAY['good'::text, 'worn'::text, 'damaged'::text]))),
  constraint asset_loan_line_state_before_check CHECK ((state_before = ANY (ARRAY['in_use'::text, 'idle'::text])))
);
CREATE INDEX asset_loan_line_asset ON public.asset_loan_line USING btree (school_id, asset_id);
CREATE UNIQUE INDEX asset_loan_line_pkey ON public.asset_loan_line USING btree (school_id, id);
CREATE UNIQUE INDEX asset_loan_line_school_id_loan_id_asset_id_key ON public.asset_loan_line USING btree (school_id, loan_id, asset_id);
-- policy asset_loan_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_order (
  school_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  order_id uuid not null,
  linked_name text not null,
  linked_at timestamp with time zone not null,
  constraint asset_order_school_id_asset_id_order_id_key UNIQUE (school_id, asset_id, order_id),
  constraint asset_order_pkey PRIMARY KEY (school_id, id),
  constraint asset_order_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_order_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_order_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id)
);
CREATE INDEX asset_order_order ON public.asset_order USING btree (school_id, order_id);
CREATE UNIQUE INDEX asset_order_pkey ON public.asset_order USING btree (school_id, id);
CREATE UNIQUE INDEX asset_order_school_id_asset_id_order_id_key ON public.asset_order USING btree (school_id, asset_id, order_id);
-- policy asset_order_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_run (
  school_id uuid not null,
  id uuid not null,
  month text not null,
  no text not null,
  cards integer not null,
  amount_fen bigint not null,
  run_by text not null,
  run_at timestamp with time zone not null,
  constraint asset_run_school_id_month_key UNIQUE (school_id, month),
  constraint asset_run_pkey PRIMARY KEY (school_id, id),
  constraint asset_run_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_run_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint asset_run_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text))
);
CREATE UNIQUE INDEX asset_run_pkey ON public.asset_run USING btree (school_id, id);
CREATE UNIQUE INDEX asset_run_school_id_month_key ON public.asset_run USING btree (school_id, month);
-- policy asset_run_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_transfer (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  from_unit_id uuid,
  from_unit_text text not null default ''::text,
  to_unit_id uuid not null,
  to_unit_text text not null,
  to_place_id uuid,
  to_place_text text not null default ''::text,
  to_keeper_id uuid,
  to_keeper_name text not null default ''::text,
  reason text not null,
  reuse boolean not null default false,
  cards integer not null,
  quantity integer not null,
  value_fen bigint not null,
  requested_by uuid,
  requested_name text not null,
  requested_at timestamp with time zone not null,
  released_by uuid,
  received_by uuid,
  booked_by uuid,
  booked_on date,
  note text not null default ''::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  constraint asset_transfer_school_id_no_key UNIQUE (school_id, no),
  constraint asset_transfer_pkey PRIMARY KEY (school_id, id),
  constraint asset_transfer_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_transfer_school_id_from_unit_id_fkey FOREIGN KEY (school_id, from_unit_id) REFERENCES org_unit(school_id, id),
  constraint asset_transfer_school_id_to_keeper_id_fkey FOREIGN KEY (school_id, to_keeper_id) REFERENCES people_person(school_id, id),
  constraint asset_transfer_school_id_to_place_id_fkey FOREIGN KEY (school_id, to_place_id) REFERENCES place_node(school_id, id),
  constraint asset_transfer_school_id_to_unit_id_fkey FOREIGN KEY (school_id, to_unit_id) REFERENCES org_unit(school_id, id),
  constraint asset_transfer_cards_check CHECK ((cards > 0)),
  constraint asset_transfer_quantity_check CHECK ((quantity > 0)),
  constraint asset_transfer_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'released'::text, 'received'::text, 'booked'::text, 'cancelled'::text])))
);
CREATE INDEX asset_transfer_booked ON public.asset_transfer USING btree (school_id, booked_on, id) WHERE (booked_on IS NOT NULL);
CREATE INDEX asset_transfer_from ON public.asset_transfer USING btree (school_id, from_unit_id);
CREATE INDEX asset_transfer_keeper ON public.asset_transfer USING btree (school_id, to_keeper_id);
CREATE UNIQUE INDEX asset_transfer_pkey ON public.asset_transfer USING btree (school_id, id);
CREATE INDEX asset_transfer_place ON public.asset_transfer USING btree (school_id, to_place_id);
CREATE UNIQUE INDEX asset_transfer_school_id_no_key ON public.asset_transfer USING btree (school_id, no);
CREATE INDEX asset_transfer_state ON public.asset_transfer USING btree (school_id, state, id DESC);
CREATE INDEX asset_transfer_to ON public.asset_transfer USING btree (school_id, to_unit_id);
-- policy asset_transfer_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_transfer_line (
  school_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  asset_id uuid not null,
  from_place_text text not null default ''::text,
  from_keeper_name text not null default ''::text,
  value_fen bigint not null,
  depreciated_fen bigint not null,
  constraint asset_transfer_line_school_id_transfer_id_asset_id_key UNIQUE (school_id, transfer_id, asset_id),
  constraint asset_transfer_line_pkey PRIMARY KEY (school_id, id),
  constraint asset_transfer_line_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_transfer_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_transfer_line_school_id_transfer_id_fkey FOREIGN KEY (school_id, transfer_id) REFERENCES asset_transfer(school_id, id)
);
CREATE INDEX asset_transfer_line_asset ON public.asset_transfer_line USING btree (school_id, asset_id);
CREATE UNIQUE INDEX asset_transfer_line_pkey ON public.asset_transfer_line USING btree (school_id, id);
CREATE UNIQUE INDEX asset_transfer_line_school_id_transfer_id_asset_id_key ON public.asset_transfer_line USING btree (school_id, transfer_id, asset_id);
-- policy asset_transfer_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table asset_value (
  school_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  kind text not null,
  on_day date not null,
  category text not null,
  value_fen bigint not null default 0,
  depreciated_fen bigint not null default 0,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null default ''::text,
  note text not null default ''::text,
  posted boolean not null,
  constraint asset_value_pkey PRIMARY KEY (school_id, id),
  constraint asset_value_school_id_asset_id_fkey FOREIGN KEY (school_id, asset_id) REFERENCES asset_card(school_id, id),
  constraint asset_value_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint asset_value_kind_check CHECK ((kind = ANY (ARRAY['acquired'::text, 'opening'::text, 'depreciation'::text, 'refurbished'::text, 'corrected'::text, 'reclassed'::text, 'disposed'::text, 'restored'::text])))
);
CREATE INDEX asset_value_asset ON public.asset_value USING btree (school_id, asset_id, on_day, id);
CREATE INDEX asset_value_day ON public.asset_value USING btree (school_id, kind, on_day, id);
CREATE INDEX asset_value_open ON public.asset_value USING btree (school_id, document_id) WHERE (NOT posted);
CREATE UNIQUE INDEX asset_value_pkey ON public.asset_value USING btree (school_id, id);
-- policy asset_value_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table budget_adjustment (
  school_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  no text not null,
  kind text not null,
  state text not null,
  reason text not null,
  basis text not null default ''::text,
  asked_by uuid,
  asked_name text not null,
  asked_on date not null,
  decided_by uuid,
  decided_name text not null default ''::text,
  decided_on date,
  decision text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint budget_adjustment_school_id_no_key UNIQUE (school_id, no),
  constraint budget_adjustment_pkey PRIMARY KEY (school_id, id),
  constraint budget_adjustment_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_adjustment_school_id_plan_id_fkey FOREIGN KEY (school_id, plan_id) REFERENCES budget_plan(school_id, id),
  constraint budget_adjustment_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'cut'::text, 'move'::text]))),
  constraint budget_adjustment_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'returned'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX budget_adjustment_pkey ON public.budget_adjustment USING btree (school_id, id);
CREATE INDEX budget_adjustment_plan ON public.budget_adjustment USING btree (school_id, plan_id, id DESC);
CREATE UNIQUE INDEX budget_adjustment_school_id_no_key ON public.budget_adjustment USING btree (school_id, no);
CREATE INDEX budget_adjustment_state ON public.budget_adjustment USING btree (school_id, state, id);
-- policy budget_adjustment_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_adjustment_line (
  school_id uuid not null,
  id uuid not null,
  adjustment_id uuid not null,
  line_id uuid not null,
  amount_fen bigint not null,
  constraint budget_adjustment_line_school_id_adjustment_id_line_id_key UNIQUE (school_id, adjustment_id, line_id),
  constraint budget_adjustment_line_pkey PRIMARY KEY (school_id, id),
  constraint budget_adjustment_line_school_id_adjustment_id_fkey FOREIGN KEY (school_id, adjustment_id) REFERENCES budget_adjustment(school_id, id),
  constraint budget_adjustment_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_adjustment_line_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES budget_line(school_id, id),
  constraint budget_adjustment_line_amount_fen_check CHECK ((amount_fen <> 0))
);
CREATE INDEX budget_adjustment_line_line ON public.budget_adjustment_line USING btree (school_id, line_id);
CREATE UNIQUE INDEX budget_adjustment_line_pkey ON public.budget_adjustment_line USING btree (school_id, id);
CREATE UNIQUE INDEX budget_adjustment_line_school_id_adjustment_id_line_id_key ON public.budget_adjustment_line USING btree (school_id, adjustment_id, line_id);
-- policy budget_adjustment_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_commitment (
  school_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  note text not null default ''::text,
  day date not null,
  committed_fen bigint not null,
  held_fen bigint not null,
  created_at timestamp with time zone not null,
  constraint budget_commitment_school_id_document_kind_document_id_line__key UNIQUE (school_id, document_kind, document_id, line_id),
  constraint budget_commitment_pkey PRIMARY KEY (school_id, id),
  constraint budget_commitment_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_commitment_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES budget_line(school_id, id),
  constraint budget_commitment_check CHECK (((held_fen >= 0) AND (held_fen <= committed_fen))),
  constraint budget_commitment_committed_fen_check CHECK ((committed_fen > 0))
);
CREATE INDEX budget_commitment_line ON public.budget_commitment USING btree (school_id, line_id, day DESC, id DESC);
CREATE UNIQUE INDEX budget_commitment_pkey ON public.budget_commitment USING btree (school_id, id);
CREATE UNIQUE INDEX budget_commitment_school_id_document_kind_document_id_line__key ON public.budget_commitment USING btree (school_id, document_kind, document_id, line_id);
-- policy budget_commitment_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_income (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  kind text not null,
  amount_fen bigint not null,
  day date not null,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  note text not null default ''::text,
  payer text not null default ''::text,
  received_by uuid,
  received_name text not null default ''::text,
  remittance_id uuid,
  reverses_id uuid,
  entry_id uuid not null,
  created_at timestamp with time zone not null,
  constraint budget_income_school_id_no_key UNIQUE (school_id, no),
  constraint budget_income_pkey PRIMARY KEY (school_id, id),
  constraint budget_income_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_income_school_id_remittance_id_fkey FOREIGN KEY (school_id, remittance_id) REFERENCES budget_remittance(school_id, id),
  constraint budget_income_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES budget_income(school_id, id),
  constraint budget_income_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint budget_income_check CHECK (((amount_fen < 0) = (reverses_id IS NOT NULL))),
  constraint budget_income_kind_check CHECK ((kind = ANY (ARRAY['compensation'::text, 'scrap'::text, 'rent'::text, 'other'::text])))
);
CREATE INDEX budget_income_day ON public.budget_income USING btree (school_id, day DESC, id DESC);
CREATE INDEX budget_income_document ON public.budget_income USING btree (school_id, document_kind, document_id);
CREATE UNIQUE INDEX budget_income_pkey ON public.budget_income USING btree (school_id, id);
CREATE INDEX budget_income_remittance ON public.budget_income USING btree (school_id, remittance_id, day, id);
CREATE UNIQUE INDEX budget_income_reverses ON public.budget_income USING btree (school_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX budget_income_school_id_no_key ON public.budget_income USING btree (school_id, no);
-- policy budget_income_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_line (
  school_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  source_id uuid not null,
  year integer not null,
  code text not null,
  title text not null,
  category text not null,
  planned_fen bigint not null,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint budget_line_school_id_code_key UNIQUE (school_id, code),
  constraint budget_line_pkey PRIMARY KEY (school_id, id),
  constraint budget_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_line_school_id_plan_id_fkey FOREIGN KEY (school_id, plan_id) REFERENCES budget_plan(school_id, id),
  constraint budget_line_school_id_source_id_fkey FOREIGN KEY (school_id, source_id) REFERENCES budget_source(school_id, id),
  constraint budget_line_category_check CHECK ((category = ANY (ARRAY['office'::text, 'utility'::text, 'repair'::text, 'equipment'::text, 'book'::text, 'travel'::text, 'training'::text, 'labour'::text, 'agency'::text, 'service'::text, 'other'::text]))),
  constraint budget_line_planned_fen_check CHECK ((planned_fen >= 0))
);
CREATE UNIQUE INDEX budget_line_pkey ON public.budget_line USING btree (school_id, id);
CREATE INDEX budget_line_plan ON public.budget_line USING btree (school_id, plan_id, code);
CREATE UNIQUE INDEX budget_line_school_id_code_key ON public.budget_line USING btree (school_id, code);
CREATE INDEX budget_line_source ON public.budget_line USING btree (school_id, source_id, year);
CREATE INDEX budget_line_year ON public.budget_line USING btree (school_id, year, code, id);
-- policy budget_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_plan (
  school_id uuid not null,
  id uuid not null,
  year integer not null,
  state text not null,
  basis text not null default ''::text,
  drafted_by uuid,
  drafted_name text not null default ''::text,
  approved_by uuid,
  approved_name text not null default ''::text,
  approved_on date,
  started_on date,
  closed_on date,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint budget_plan_school_id_year_key UNIQUE (school_id, year),
  constraint budget_plan_pkey PRIMARY KEY (school_id, id),
  constraint budget_plan_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_plan_state_check CHECK ((state = ANY (ARRAY['drafted'::text, 'approved'::text, 'executing'::text, 'adjusted'::text, 'closed'::text]))),
  constraint budget_plan_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);
CREATE UNIQUE INDEX budget_plan_pkey ON public.budget_plan USING btree (school_id, id);
CREATE UNIQUE INDEX budget_plan_school_id_year_key ON public.budget_plan USING btree (school_id, year);
-- policy budget_plan_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_remittance (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  slip_no text not null,
  state text not null,
  day date not null,
  amount_fen bigint not null,
  payee text not null default ''::text,
  note text not null default ''::text,
  remitted_by uuid,
  remitted_name text not null,
  checked_by uuid,
  checked_name text not null default ''::text,
  checked_on date,
  entry_id uuid not null,
  reason text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint budget_remittance_school_id_no_key UNIQUE (school_id, no),
  constraint budget_remittance_pkey PRIMARY KEY (school_id, id),
  constraint budget_remittance_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_remittance_amount_fen_check CHECK ((amount_fen > 0)),
  constraint budget_remittance_check CHECK (((state <> 'checked'::text) OR (checked_by IS DISTINCT FROM remitted_by))),
  constraint budget_remittance_state_check CHECK ((state = ANY (ARRAY['remitted'::text, 'checked'::text, 'reversed'::text])))
);
CREATE INDEX budget_remittance_day ON public.budget_remittance USING btree (school_id, day DESC, id DESC);
CREATE UNIQUE INDEX budget_remittance_pkey ON public.budget_remittance USING btree (school_id, id);
CREATE UNIQUE INDEX budget_remittance_school_id_no_key ON public.budget_remittance USING btree (school_id, no);
CREATE UNIQUE INDEX budget_remittance_slip ON public.budget_remittance USING btree (school_id, slip_no) WHERE (state <> 'reversed'::text);
-- policy budget_remittance_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_report (
  school_id uuid not null,
  id uuid not null,
  month text not null,
  state text not null,
  office_fen bigint not null,
  agency_fen bigint not null,
  service_fen bigint not null,
  other_fen bigint not null,
  income_fen bigint not null,
  made_by uuid,
  made_name text not null,
  made_on date not null,
  sent_to text not null default ''::text,
  sent_on date,
  reason text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint budget_report_pkey PRIMARY KEY (school_id, id),
  constraint budget_report_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_report_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint budget_report_state_check CHECK ((state = ANY (ARRAY['made'::text, 'signed'::text, 'sent'::text, 'dropped'::text])))
);
CREATE UNIQUE INDEX budget_report_month ON public.budget_report USING btree (school_id, month) WHERE (state <> 'dropped'::text);
CREATE INDEX budget_report_newest ON public.budget_report USING btree (school_id, month DESC, id DESC);
CREATE UNIQUE INDEX budget_report_pkey ON public.budget_report USING btree (school_id, id);
-- policy budget_report_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_saving (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  kind text not null,
  state text not null,
  measure text not null,
  basis text not null,
  baseline_fen bigint not null,
  actual_fen bigint not null,
  amount_fen bigint not null,
  recurring boolean not null default false,
  counted_on date not null,
  evidence text not null default ''::text,
  claimed_by uuid,
  claimed_name text not null,
  verified_by uuid,
  verified_name text not null default ''::text,
  verified_on date,
  decision text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint budget_saving_school_id_no_key UNIQUE (school_id, no),
  constraint budget_saving_pkey PRIMARY KEY (school_id, id),
  constraint budget_saving_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_saving_actual_fen_check CHECK ((actual_fen >= 0)),
  constraint budget_saving_amount_fen_check CHECK ((amount_fen > 0)),
  constraint budget_saving_baseline_fen_check CHECK ((baseline_fen > 0)),
  constraint budget_saving_check CHECK (
CASE
    WHEN (kind = 'saving'::text) THEN (amount_fen = (baseline_fen - actual_fen))
    ELSE (amount_fen = actual_fen)
END),
  constraint budget_saving_check1 CHECK (((state <> 'verified'::text) OR (verified_by IS DISTINCT FROM claimed_by))),
  constraint budget_saving_kind_check CHECK ((kind = ANY (ARRAY['saving'::text, 'recovered'::text]))),
  constraint budget_saving_state_check CHECK ((state = ANY (ARRAY['claimed'::text, 'verified'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX budget_saving_newest ON public.budget_saving USING btree (school_id, counted_on DESC, id DESC);
CREATE UNIQUE INDEX budget_saving_pkey ON public.budget_saving USING btree (school_id, id);
CREATE UNIQUE INDEX budget_saving_school_id_no_key ON public.budget_saving USING btree (school_id, no);
CREATE INDEX budget_saving_state ON public.budget_saving USING btree (school_id, state, counted_on DESC, id DESC);
-- policy budget_saving_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_source (
  school_id uuid not null,
  id uuid not null,
  code text not null,
  title text not null,
  kind text not null,
  earmarked boolean not null default false,
  purpose text not null default ''::text,
  basis text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint budget_source_school_id_code_key UNIQUE (school_id, code),
  constraint budget_source_pkey PRIMARY KEY (school_id, id),
  constraint budget_source_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_source_check CHECK (((NOT earmarked) OR (purpose <> ''::text))),
  constraint budget_source_kind_check CHECK ((kind = ANY (ARRAY['public'::text, 'equipment'::text, 'special'::text, 'donation'::text, 'agency'::text, 'other'::text])))
);
CREATE UNIQUE INDEX budget_source_pkey ON public.budget_source USING btree (school_id, id);
CREATE UNIQUE INDEX budget_source_school_id_code_key ON public.budget_source USING btree (school_id, code);
-- policy budget_source_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table budget_spending (
  school_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  commitment_id uuid,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  note text not null default ''::text,
  day date not null,
  amount_fen bigint not null,
  released_fen bigint not null default 0,
  entry_id uuid not null,
  reverses_id uuid,
  created_at timestamp with time zone not null,
  constraint budget_spending_pkey PRIMARY KEY (school_id, id),
  constraint budget_spending_school_id_commitment_id_fkey FOREIGN KEY (school_id, commitment_id) REFERENCES budget_commitment(school_id, id),
  constraint budget_spending_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint budget_spending_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES budget_line(school_id, id),
  constraint budget_spending_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES budget_spending(school_id, id),
  constraint budget_spending_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint budget_spending_check CHECK (((amount_fen < 0) = (reverses_id IS NOT NULL)))
);
CREATE INDEX budget_spending_commitment ON public.budget_spending USING btree (school_id, commitment_id);
CREATE INDEX budget_spending_day ON public.budget_spending USING btree (school_id, day DESC, id DESC);
CREATE INDEX budget_spending_document ON public.budget_spending USING btree (school_id, document_kind, document_id);
CREATE INDEX budget_spending_line ON public.budget_spending USING btree (school_id, line_id, day DESC, id DESC);
CREATE UNIQUE INDEX budget_spending_pkey ON public.budget_spending USING btree (school_id, id);
CREATE UNIQUE INDEX budget_spending_reverses ON public.budget_spending USING btree (school_id, reverses_id) WHERE (reverses_id IS NOT NULL);
-- policy budget_spending_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table claim_claim (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  source text not null,
  order_id uuid,
  order_no text not null default ''::text,
  contract_id uuid,
  contract_no text not null default ''::text,
  exception text,
  title text not null,
  unit_text text not null default ''::text,
  claimed_on date not null,
  amount_fen bigint not null,
  line_id uuid,
  supplier_id uuid,
  payee text not null,
  payee_account text not null default ''::text,
  handler_id uuid not null,
  handler_name text not null,
  witness_id uuid,
  witness_name text not null default ''::text,
  acceptor_id uuid,
  acceptor_name text not null default ''::text,
  auditor_id uuid,
  auditor_name text not null default ''::text,
  missing text,
  missing_note text not null default ''::text,
  decision text not null default ''::text,
  paid_by uuid,
  paid_name text not null default ''::text,
  paid_on date,
  booked_by uuid,
  booked_name text not null default ''::text,
  booked_on date,
  voucher_no text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint claim_claim_school_id_no_key UNIQUE (school_id, no),
  constraint claim_claim_pkey PRIMARY KEY (school_id, id),
  constraint claim_claim_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_claim_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES budget_line(school_id, id),
  constraint claim_claim_amount_fen_check CHECK ((amount_fen > 0)),
  constraint claim_claim_check CHECK (((source = 'order'::text) = (order_id IS NOT NULL))),
  constraint claim_claim_check1 CHECK (((source = 'contract'::text) = (contract_id IS NOT NULL))),
  constraint claim_claim_check2 CHECK (((source = 'exception'::text) = (exception IS NOT NULL))),
  constraint claim_claim_check3 CHECK ((acceptor_id IS DISTINCT FROM handler_id)),
  constraint claim_claim_check4 CHECK (((auditor_id IS NULL) OR ((auditor_id <> handler_id) AND (auditor_id IS DISTINCT FROM acceptor_id)))),
  constraint claim_claim_check5 CHECK (((booked_by IS NULL) OR (booked_by IS DISTINCT FROM paid_by))),
  constraint claim_claim_check6 CHECK (((state <> ALL (ARRAY['approving'::text, 'approved'::text, 'paid'::text, 'booked'::text])) OR ((acceptor_id IS NOT NULL) AND (auditor_id IS NOT NULL)))),
  constraint claim_claim_check7 CHECK (((state = ANY (ARRAY['paid'::text, 'booked'::text])) = (paid_on IS NOT NULL))),
  constraint claim_claim_exception_check CHECK ((exception = ANY (ARRAY['travel'::text, 'utility'::text, 'post'::text, 'training'::text, 'urgent'::text, 'labour'::text]))),
  constraint claim_claim_missing_check CHECK ((missing = ANY (ARRAY['request'::text, 'acceptance'::text, 'invoice'::text, 'goods'::text, 'amount'::text, 'signature'::text, 'other'::text]))),
  constraint claim_claim_source_check CHECK ((source = ANY (ARRAY['order'::text, 'contract'::text, 'exception'::text]))),
  constraint claim_claim_state_check CHECK ((state = ANY (ARRAY['drafted'::text, 'handled'::text, 'accepted'::text, 'approving'::text, 'approved'::text, 'paid'::text, 'booked'::text, 'returned'::text, 'refused'::text, 'cancelled'::text])))
);
CREATE INDEX claim_claim_contract ON public.claim_claim USING btree (school_id, contract_id);
CREATE INDEX claim_claim_handler ON public.claim_claim USING btree (school_id, handler_id, claimed_on DESC, id DESC);
CREATE INDEX claim_claim_line ON public.claim_claim USING btree (school_id, line_id);
CREATE INDEX claim_claim_newest ON public.claim_claim USING btree (school_id, claimed_on DESC, id DESC);
CREATE INDEX claim_claim_order ON public.claim_claim USING btree (school_id, order_id);
CREATE INDEX claim_claim_paid ON public.claim_claim USING btree (school_id, paid_on DESC, id DESC) WHERE (paid_on IS NOT NULL);
CREATE UNIQUE INDEX claim_claim_pkey ON public.claim_claim USING btree (school_id, id);
CREATE UNIQUE INDEX claim_claim_school_id_no_key ON public.claim_claim USING btree (school_id, no);
CREATE INDEX claim_claim_state ON public.claim_claim USING btree (school_id, state, claimed_on DESC, id DESC);
-- policy claim_claim_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_event (
  school_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint claim_event_pkey PRIMARY KEY (school_id, id),
  constraint claim_event_school_id_claim_id_fkey FOREIGN KEY (school_id, claim_id) REFERENCES claim_claim(school_id, id),
  constraint claim_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX claim_event_claim ON public.claim_event USING btree (school_id, claim_id, id);
CREATE UNIQUE INDEX claim_event_pkey ON public.claim_event USING btree (school_id, id);
-- policy claim_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_invoice (
  school_id uuid not null,
  id uuid not null,
  code text not null default ''::text,
  number text not null,
  issued_on date not null,
  seller_name text not null,
  seller_tax_no text not null default ''::text,
  buyer_name text not null,
  buyer_tax_no text not null default ''::text,
  amount_fen bigint not null,
  lines jsonb not null default '[]'::jsonb,
  note text not null default ''::text,
  claim_id uuid,
  void boolean not null default false,
  void_reason text not null default ''::text,
  import_id uuid,
  entered_by uuid,
  entered_name text not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint claim_invoice_pkey PRIMARY KEY (school_id, id),
  constraint claim_invoice_school_id_claim_id_fkey FOREIGN KEY (school_id, claim_id) REFERENCES claim_claim(school_id, id),
  constraint claim_invoice_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_invoice_amount_fen_check CHECK ((amount_fen > 0)),
  constraint claim_invoice_check CHECK ((NOT (void AND (claim_id IS NOT NULL)))),
  constraint claim_invoice_check1 CHECK ((((number ~ '^\d{8}$'::text) AND (code ~ '^(\d{10}|\d{12})$'::text)) OR ((number ~ '^\d{20}$'::text) AND (code = ''::text))))
);
CREATE INDEX claim_invoice_claim ON public.claim_invoice USING btree (school_id, claim_id);
CREATE INDEX claim_invoice_newest ON public.claim_invoice USING btree (school_id, issued_on DESC, id DESC);
CREATE INDEX claim_invoice_number ON public.claim_invoice USING btree (school_id, number text_pattern_ops);
CREATE UNIQUE INDEX claim_invoice_once ON public.claim_invoice USING btree (school_id, code, number) WHERE (NOT void);
CREATE UNIQUE INDEX claim_invoice_pkey ON public.claim_invoice USING btree (school_id, id);
-- policy claim_invoice_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_look (
  school_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  at timestamp with time zone not null,
  person_id uuid,
  who text not null,
  constraint claim_look_pkey PRIMARY KEY (school_id, id),
  constraint claim_look_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_look_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES claim_sample_item(school_id, id)
);
CREATE INDEX claim_look_item ON public.claim_look USING btree (school_id, item_id, id);
CREATE UNIQUE INDEX claim_look_pkey ON public.claim_look USING btree (school_id, id);
-- policy claim_look_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_payment (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  claim_id uuid not null,
  amount_fen bigint not null,
  day date not null,
  method text not null,
  slip_no text not null default ''::text,
  account text not null default ''::text,
  paid_by uuid,
  paid_name text not null,
  reverses_id uuid,
  reason text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint claim_payment_school_id_no_key UNIQUE (school_id, no),
  constraint claim_payment_pkey PRIMARY KEY (school_id, id),
  constraint claim_payment_school_id_claim_id_fkey FOREIGN KEY (school_id, claim_id) REFERENCES claim_claim(school_id, id),
  constraint claim_payment_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_payment_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES claim_payment(school_id, id),
  constraint claim_payment_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint claim_payment_check CHECK (((amount_fen < 0) = (reverses_id IS NOT NULL))),
  constraint claim_payment_method_check CHECK ((method = ANY (ARRAY['transfer'::text, 'card'::text, 'cash'::text])))
);
CREATE INDEX claim_payment_claim ON public.claim_payment USING btree (school_id, claim_id, id);
CREATE INDEX claim_payment_day ON public.claim_payment USING btree (school_id, day DESC, id DESC);
CREATE UNIQUE INDEX claim_payment_pkey ON public.claim_payment USING btree (school_id, id);
CREATE UNIQUE INDEX claim_payment_reverses ON public.claim_payment USING btree (school_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX claim_payment_school_id_no_key ON public.claim_payment USING btree (school_id, no);
-- policy claim_payment_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_return (
  school_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  day date not null,
  missing text not null,
  note text not null,
  refused boolean not null default false,
  by_name text not null,
  created_at timestamp with time zone not null,
  constraint claim_return_pkey PRIMARY KEY (school_id, id),
  constraint claim_return_school_id_claim_id_fkey FOREIGN KEY (school_id, claim_id) REFERENCES claim_claim(school_id, id),
  constraint claim_return_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_return_missing_check CHECK ((missing = ANY (ARRAY['request'::text, 'acceptance'::text, 'invoice'::text, 'goods'::text, 'amount'::text, 'signature'::text, 'other'::text])))
);
CREATE INDEX claim_return_claim ON public.claim_return USING btree (school_id, claim_id, id);
CREATE INDEX claim_return_day ON public.claim_return USING btree (school_id, day DESC, id DESC);
CREATE UNIQUE INDEX claim_return_pkey ON public.claim_return USING btree (school_id, id);
-- policy claim_return_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_sample (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  title text not null,
  from_on date not null,
  to_on date not null,
  above_fen bigint not null,
  seed text not null,
  size integer not null,
  population integer not null,
  population_fen bigint not null,
  drawn_by uuid,
  drawn_name text not null,
  created_at timestamp with time zone not null,
  constraint claim_sample_school_id_no_key UNIQUE (school_id, no),
  constraint claim_sample_pkey PRIMARY KEY (school_id, id),
  constraint claim_sample_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_sample_population_check CHECK ((population >= 0)),
  constraint claim_sample_size_check CHECK ((size > 0))
);
CREATE INDEX claim_sample_newest ON public.claim_sample USING btree (school_id, id DESC);
CREATE UNIQUE INDEX claim_sample_pkey ON public.claim_sample USING btree (school_id, id);
CREATE UNIQUE INDEX claim_sample_school_id_no_key ON public.claim_sample USING btree (school_id, no);
-- policy claim_sample_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_sample_item (
  school_id uuid not null,
  id uuid not null,
  sample_id uuid not null,
  claim_id uuid not null,
  seq integer not null,
  constraint claim_sample_item_school_id_sample_id_seq_key UNIQUE (school_id, sample_id, seq),
  constraint claim_sample_item_pkey PRIMARY KEY (school_id, id),
  constraint claim_sample_item_school_id_claim_id_fkey FOREIGN KEY (school_id, claim_id) REFERENCES claim_claim(school_id, id),
  constraint claim_sample_item_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_sample_item_school_id_sample_id_fkey FOREIGN KEY (school_id, sample_id) REFERENCES claim_sample(school_id, id)
);
CREATE INDEX claim_sample_item_claim ON public.claim_sample_item USING btree (school_id, claim_id);
CREATE UNIQUE INDEX claim_sample_item_pkey ON public.claim_sample_item USING btree (school_id, id);
CREATE UNIQUE INDEX claim_sample_item_school_id_sample_id_seq_key ON public.claim_sample_item USING btree (school_id, sample_id, seq);
-- policy claim_sample_item_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table claim_share (
  school_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  line_id uuid not null,
  from_kind text,
  from_id uuid,
  from_no text not null default ''::text,
  amount_fen bigint not null,
  taken_fen bigint not null default 0,
  constraint claim_share_pkey PRIMARY KEY (school_id, id),
  constraint claim_share_school_id_claim_id_fkey FOREIGN KEY (school_id, claim_id) REFERENCES claim_claim(school_id, id),
  constraint claim_share_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint claim_share_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES budget_line(school_id, id),
  constraint claim_share_amount_fen_check CHECK ((amount_fen > 0)),
  constraint claim_share_check CHECK (((taken_fen >= 0) AND (taken_fen <= amount_fen))),
  constraint claim_share_check1 CHECK (((from_kind IS NULL) = (from_id IS NULL)))
);
CREATE INDEX claim_share_claim ON public.claim_share USING btree (school_id, claim_id, id);
CREATE INDEX claim_share_from ON public.claim_share USING btree (school_id, from_id);
CREATE INDEX claim_share_line ON public.claim_share USING btree (school_id, line_id);
CREATE UNIQUE INDEX claim_share_pkey ON public.claim_share USING btree (school_id, id);
-- policy claim_share_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_agreement (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  outer_no text not null default ''::text,
  supplier_id uuid not null,
  supplier_name text not null,
  kind text not null,
  title text not null,
  scope text not null default ''::text,
  way text,
  starts_on date not null,
  ends_on date not null,
  line_id uuid,
  tender_id uuid,
  renews_id uuid,
  state text not null,
  first_total_fen bigint not null,
  total_fen bigint not null,
  paid_fen bigint not null default 0,
  plan jsonb not null,
  manager_id uuid,
  manager_name text not null,
  signed_on date,
  ended_on date,
  end_reason text not null default ''::text,
  alerted_days integer,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint contract_agreement_school_id_no_key UNIQUE (school_id, no),
  constraint contract_agreement_pkey PRIMARY KEY (school_id, id),
  constraint contract_agreement_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_agreement_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES budget_line(school_id, id),
  constraint contract_agreement_school_id_renews_id_fkey FOREIGN KEY (school_id, renews_id) REFERENCES contract_agreement(school_id, id),
  constraint contract_agreement_school_id_supplier_id_fkey FOREIGN KEY (school_id, supplier_id) REFERENCES supplier_firm(school_id, id),
  constraint contract_agreement_school_id_tender_id_fkey FOREIGN KEY (school_id, tender_id) REFERENCES contract_tender(school_id, id),
  constraint contract_agreement_check CHECK ((ends_on >= starts_on)),
  constraint contract_agreement_check1 CHECK (((state <> ALL (ARRAY['active'::text, 'completed'::text, 'terminated'::text])) OR (signed_on IS NOT NULL))),
  constraint contract_agreement_first_total_fen_check CHECK ((first_total_fen > 0)),
  constraint contract_agreement_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'works'::text, 'care'::text, 'rent'::text]))),
  constraint contract_agreement_paid CHECK (((paid_fen >= 0) AND (paid_fen <= total_fen))),
  constraint contract_agreement_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approving'::text, 'approved'::text, 'active'::text, 'completed'::text, 'terminated'::text, 'void'::text]))),
  constraint contract_agreement_total_fen_check CHECK ((total_fen > 0)),
  constraint contract_agreement_way_check CHECK ((way = ANY (ARRAY['YQZB'::text, 'JZXTP'::text, 'JZXCS'::text, 'XJ'::text, 'ZXCG'::text, 'DYLY'::text])))
);
CREATE INDEX contract_agreement_ends ON public.contract_agreement USING btree (school_id, ends_on, id);
CREATE INDEX contract_agreement_line ON public.contract_agreement USING btree (school_id, line_id) WHERE (line_id IS NOT NULL);
CREATE INDEX contract_agreement_list ON public.contract_agreement USING btree (school_id, id DESC);
CREATE UNIQUE INDEX contract_agreement_outer ON public.contract_agreement USING btree (school_id, outer_no) WHERE ((outer_no <> ''::text) AND (state <> 'void'::text));
CREATE UNIQUE INDEX contract_agreement_pkey ON public.contract_agreement USING btree (school_id, id);
CREATE INDEX contract_agreement_renews ON public.contract_agreement USING btree (school_id, renews_id) WHERE (renews_id IS NOT NULL);
CREATE UNIQUE INDEX contract_agreement_school_id_no_key ON public.contract_agreement USING btree (school_id, no);
CREATE INDEX contract_agreement_signed ON public.contract_agreement USING btree (school_id, signed_on DESC, id DESC) WHERE (signed_on IS NOT NULL);
CREATE INDEX contract_agreement_state ON public.contract_agreement USING btree (school_id, state, id DESC);
CREATE INDEX contract_agreement_supplier ON public.contract_agreement USING btree (school_id, supplier_id, id DESC);
CREATE UNIQUE INDEX contract_agreement_tender ON public.contract_agreement USING btree (school_id, tender_id) WHERE ((tender_id IS NOT NULL) AND (state <> 'void'::text));
-- policy contract_agreement_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_bid (
  school_id uuid not null,
  id uuid not null,
  tender_id uuid not null,
  supplier_id uuid not null,
  supplier_name text not null,
  amount_fen bigint,
  note text not null default ''::text,
  received_on date,
  recorded_by_id uuid,
  recorded_by_name text not null default ''::text,
  constraint contract_bid_school_id_tender_id_supplier_id_key UNIQUE (school_id, tender_id, supplier_id),
  constraint contract_bid_pkey PRIMARY KEY (school_id, id),
  constraint contract_bid_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_bid_school_id_supplier_id_fkey FOREIGN KEY (school_id, supplier_id) REFERENCES supplier_firm(school_id, id),
  constraint contract_bid_school_id_tender_id_fkey FOREIGN KEY (school_id, tender_id) REFERENCES contract_tender(school_id, id),
  constraint contract_bid_amount_fen_check CHECK ((amount_fen > 0)),
  constraint contract_bid_check CHECK (((amount_fen IS NULL) = (received_on IS NULL)))
);
CREATE UNIQUE INDEX contract_bid_pkey ON public.contract_bid USING btree (school_id, id);
CREATE UNIQUE INDEX contract_bid_school_id_tender_id_supplier_id_key ON public.contract_bid USING btree (school_id, tender_id, supplier_id);
CREATE INDEX contract_bid_supplier ON public.contract_bid USING btree (school_id, supplier_id);
-- policy contract_bid_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_change (
  school_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  seq integer not null,
  delta_fen bigint not null,
  old_ends_on date not null,
  new_ends_on date,
  due_on date,
  reason text not null,
  state text not null,
  asked_by_id uuid,
  asked_by_name text not null,
  asked_on date not null,
  decided_on date,
  decision text not null default ''::text,
  warning text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint contract_change_school_id_agreement_id_seq_key UNIQUE (school_id, agreement_id, seq),
  constraint contract_change_pkey PRIMARY KEY (school_id, id),
  constraint contract_change_school_id_agreement_id_fkey FOREIGN KEY (school_id, agreement_id) REFERENCES contract_agreement(school_id, id),
  constraint contract_change_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_change_check CHECK (((delta_fen <> 0) OR (new_ends_on IS NOT NULL))),
  constraint contract_change_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX contract_change_open ON public.contract_change USING btree (school_id, agreement_id) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX contract_change_pkey ON public.contract_change USING btree (school_id, id);
CREATE UNIQUE INDEX contract_change_school_id_agreement_id_seq_key ON public.contract_change USING btree (school_id, agreement_id, seq);
-- policy contract_change_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_draw (
  school_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  title text not null,
  day date not null,
  amount_fen bigint not null,
  paid_fen bigint not null default 0,
  created_at timestamp with time zone not null,
  constraint contract_draw_school_id_document_kind_document_id_key UNIQUE (school_id, document_kind, document_id),
  constraint contract_draw_pkey PRIMARY KEY (school_id, id),
  constraint contract_draw_school_id_agreement_id_fkey FOREIGN KEY (school_id, agreement_id) REFERENCES contract_agreement(school_id, id),
  constraint contract_draw_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_draw_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint contract_draw_check CHECK (((paid_fen >= 0) AND (paid_fen <= amount_fen)))
);
CREATE INDEX contract_draw_agreement ON public.contract_draw USING btree (school_id, agreement_id, day, id);
CREATE UNIQUE INDEX contract_draw_pkey ON public.contract_draw USING btree (school_id, id);
CREATE UNIQUE INDEX contract_draw_school_id_document_kind_document_id_key ON public.contract_draw USING btree (school_id, document_kind, document_id);
-- policy contract_draw_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_event (
  school_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  at timestamp with time zone not null,
  on_day date not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint contract_event_pkey PRIMARY KEY (school_id, id),
  constraint contract_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE UNIQUE INDEX contract_event_pkey ON public.contract_event USING btree (school_id, id);
CREATE INDEX contract_event_subject ON public.contract_event USING btree (school_id, subject_kind, subject_id, id);
-- policy contract_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_import (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  title text not null,
  supplier_id uuid not null,
  supplier_name text not null,
  agreement_id uuid,
  currency text not null,
  foreign_amount numeric(14,2) not null,
  rate numeric(12,6) not null,
  rate_on date not null,
  rate_source text not null,
  value_fen bigint not null,
  items integer not null,
  exemption_no text not null default ''::text,
  dutiable_fen bigint not null,
  duty_rate numeric(6,3) not null,
  saved_fen bigint not null default 0,
  state text not null,
  negotiated_on date not null,
  contracted_on date,
  exempted_on date,
  shipped_on date,
  cleared_on date,
  accepted_on date,
  dropped_reason text not null default ''::text,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint contract_import_school_id_no_key UNIQUE (school_id, no),
  constraint contract_import_pkey PRIMARY KEY (school_id, id),
  constraint contract_import_school_id_agreement_id_fkey FOREIGN KEY (school_id, agreement_id) REFERENCES contract_agreement(school_id, id),
  constraint contract_import_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_import_school_id_supplier_id_fkey FOREIGN KEY (school_id, supplier_id) REFERENCES supplier_firm(school_id, id),
  constraint contract_import_check CHECK (((value_fen)::numeric = round(((foreign_amount * rate) * (100)::numeric)))),
  constraint contract_import_check1 CHECK (((saved_fen = 0) OR (exemption_no <> ''::text))),
  constraint contract_import_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint contract_import_dutiable_fen_check CHECK ((dutiable_fen >= 0)),
  constraint contract_import_duty_rate_check CHECK (((duty_rate >= (0)::numeric) AND (duty_rate <= (200)::numeric))),
  constraint contract_import_foreign_amount_check CHECK ((foreign_amount > (0)::numeric)),
  constraint contract_import_items_check CHECK ((items > 0)),
  constraint contract_import_rate_check CHECK ((rate > (0)::numeric)),
  constraint contract_import_state_check CHECK ((state = ANY (ARRAY['negotiated'::text, 'contracted'::text, 'exempted'::text, 'shipped'::text, 'cleared'::text, 'accepted'::text, 'dropped'::text])))
);
CREATE INDEX contract_import_agreement ON public.contract_import USING btree (school_id, agreement_id) WHERE (agreement_id IS NOT NULL);
CREATE INDEX contract_import_exempted ON public.contract_import USING btree (school_id, exempted_on DESC, id DESC) WHERE (exempted_on IS NOT NULL);
CREATE INDEX contract_import_list ON public.contract_import USING btree (school_id, id DESC);
CREATE INDEX contract_import_negotiated ON public.contract_import USING btree (school_id, negotiated_on DESC, id DESC);
CREATE UNIQUE INDEX contract_import_pkey ON public.contract_import USING btree (school_id, id);
CREATE UNIQUE INDEX contract_import_school_id_no_key ON public.contract_import USING btree (school_id, no);
CREATE INDEX contract_import_supplier ON public.contract_import USING btree (school_id, supplier_id);
-- policy contract_import_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_line (
  school_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  seq integer not null,
  name text not null,
  quantity numeric(14,3) not null,
  measure text not null,
  price_fen bigint not null,
  amount_fen bigint not null,
  constraint contract_line_school_id_agreement_id_seq_key UNIQUE (school_id, agreement_id, seq),
  constraint contract_line_pkey PRIMARY KEY (school_id, id),
  constraint contract_line_school_id_agreement_id_fkey FOREIGN KEY (school_id, agreement_id) REFERENCES contract_agreement(school_id, id),
  constraint contract_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_line_check CHECK (((amount_fen)::numeric = round((quantity * (price_fen)::numeric)))),
  constraint contract_line_price_fen_check CHECK ((price_fen > 0)),
  constraint contract_line_quantity_check CHECK ((quantity > (0)::numeric))
);
CREATE UNIQUE INDEX contract_line_pkey ON public.contract_line USING btree (school_id, id);
CREATE UNIQUE INDEX contract_line_school_id_agreement_id_seq_key ON public.contract_line USING btree (school_id, agreement_id, seq);
-- policy contract_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_payment (
  school_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  day date not null,
  amount_fen bigint not null,
  released_fen bigint not null,
  reverses_id uuid,
  note text not null default ''::text,
  created_at timestamp with time zone not null,
  draw_id uuid,
  constraint contract_payment_school_id_document_kind_document_id_agreem_key UNIQUE (school_id, document_kind, document_id, agreement_id),
  constraint contract_payment_school_id_reverses_id_key UNIQUE (school_id, reverses_id),
  constraint contract_payment_pkey PRIMARY KEY (school_id, id),
  constraint contract_payment_school_id_agreement_id_fkey FOREIGN KEY (school_id, agreement_id) REFERENCES contract_agreement(school_id, id),
  constraint contract_payment_school_id_draw_id_fkey FOREIGN KEY (school_id, draw_id) REFERENCES contract_draw(school_id, id),
  constraint contract_payment_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_payment_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES contract_payment(school_id, id),
  constraint contract_payment_amount_fen_check CHECK ((amount_fen <> 0)),
  constraint contract_payment_check CHECK (((amount_fen < 0) = (reverses_id IS NOT NULL)))
);
CREATE INDEX contract_payment_agreement ON public.contract_payment USING btree (school_id, agreement_id, day, id);
CREATE INDEX contract_payment_draw ON public.contract_payment USING btree (school_id, draw_id) WHERE (draw_id IS NOT NULL);
CREATE UNIQUE INDEX contract_payment_pkey ON public.contract_payment USING btree (school_id, id);
CREATE UNIQUE INDEX contract_payment_school_id_document_kind_document_id_agreem_key ON public.contract_payment USING btree (school_id, document_kind, document_id, agreement_id);
CREATE UNIQUE INDEX contract_payment_school_id_reverses_id_key ON public.contract_payment USING btree (school_id, reverses_id);
-- policy contract_payment_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table contract_tender (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  title text not null,
  need text not null,
  way text not null,
  way_reason text not null default ''::text,
  reference_fen bigint,
  reference_source text not null default ''::text,
  state text not null,
  run_by_id uuid,
  run_by_name text not null,
  winner_id uuid,
  decided_fen bigint,
  decided_by_id uuid,
  decided_by_name text not null default ''::text,
  decided_on date,
  decision_reason text not null default ''::text,
  cancel_reason text not null default ''::text,
  version integer not null default 1,
  created_on date not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint contract_tender_school_id_no_key UNIQUE (school_id, no),
  constraint contract_tender_pkey PRIMARY KEY (school_id, id),
  constraint contract_tender_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint contract_tender_school_id_winner_id_fkey FOREIGN KEY (school_id, winner_id) REFERENCES supplier_firm(school_id, id),
  constraint contract_tender_check CHECK (((decided_by_id IS NULL) OR (run_by_id IS NULL) OR (decided_by_id <> run_by_id))),
  constraint contract_tender_check1 CHECK (((state <> 'decided'::text) OR ((winner_id IS NOT NULL) AND (decided_fen IS NOT NULL) AND (decided_on IS NOT NULL)))),
  constraint contract_tender_decided_fen_check CHECK ((decided_fen > 0)),
  constraint contract_tender_reference_fen_check CHECK ((reference_fen > 0)),
  constraint contract_tender_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'inviting'::text, 'approving'::text, 'decided'::text, 'cancelled'::text]))),
  constraint contract_tender_way_check CHECK ((way = ANY (ARRAY['YQZB'::text, 'JZXTP'::text, 'JZXCS'::text, 'XJ'::text, 'ZXCG'::text, 'DYLY'::text])))
);
CREATE INDEX contract_tender_decided ON public.contract_tender USING btree (school_id, decided_on DESC, id DESC) WHERE (state = 'decided'::text);
CREATE INDEX contract_tender_list ON public.contract_tender USING btree (school_id, id DESC);
CREATE UNIQUE INDEX contract_tender_pkey ON public.contract_tender USING btree (school_id, id);
CREATE UNIQUE INDEX contract_tender_school_id_no_key ON public.contract_tender USING btree (school_id, no);
CREATE INDEX contract_tender_state ON public.contract_tender USING btree (school_id, state, id DESC);
CREATE INDEX contract_tender_winner ON public.contract_tender USING btree (school_id, winner_id) WHERE (winner_id IS NOT NULL);
-- policy contract_tender_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table kernel_occurrence (
  school_id uuid not null,
  schedule text not null,
  due_at timestamp with time zone not null,
  attempts integer not null default 0,
  not_before timestamp with time zone,
  last_error text,
  done_at timestamp with time zone,
  constraint kernel_occurrence_pkey PRIMARY KEY (school_id, schedule, due_at),
  constraint kernel_occurrence_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX kernel_occurrence_due ON public.kernel_occurrence USING btree (schedule, due_at);
CREATE UNIQUE INDEX kernel_occurrence_pkey ON public.kernel_occurrence USING btree (school_id, schedule, due_at);
-- policy kernel_occurrence_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table kernel_rate (
  key text not null,
  count integer not null,
  ends_at timestamp with time zone not null,
  constraint kernel_rate_pkey PRIMARY KEY (key)
);
CREATE INDEX kernel_rate_ends ON public.kernel_rate USING btree (ends_at);
CREATE UNIQUE INDEX kernel_rate_pkey ON public.kernel_rate USING btree (key);

create table ledger_account (
  school_id uuid not null,
  id uuid not null,
  book text not null,
  kind text not null,
  key text not null,
  commodity text not null,
  title text not null,
  floor boolean not null,
  held_fen bigint,
  held_quantity numeric(15,3),
  opened_at timestamp with time zone not null,
  constraint ledger_account_school_id_book_kind_key_commodity_key UNIQUE (school_id, book, kind, key, commodity),
  constraint ledger_account_pkey PRIMARY KEY (school_id, id),
  constraint ledger_account_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint ledger_account_book_check CHECK ((book <> ''::text)),
  constraint ledger_account_check CHECK (((floor = (held_fen IS NOT NULL)) AND (floor = (held_quantity IS NOT NULL)))),
  constraint ledger_account_held_fen_check CHECK ((held_fen >= 0)),
  constraint ledger_account_held_quantity_check CHECK ((held_quantity >= (0)::numeric)),
  constraint ledger_account_kind_check CHECK ((kind <> ''::text))
);
CREATE UNIQUE INDEX ledger_account_pkey ON public.ledger_account USING btree (school_id, id);
CREATE UNIQUE INDEX ledger_account_school_id_book_kind_key_commodity_key ON public.ledger_account USING btree (school_id, book, kind, key, commodity);
-- policy ledger_account_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table ledger_entry (
  school_id uuid not null,
  id uuid not null,
  book text not null,
  day date not null,
  no text,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  note text not null,
  reverses_id uuid,
  posted_at timestamp with time zone not null,
  person_id uuid,
  who text not null,
  constraint ledger_entry_school_id_book_no_key UNIQUE (school_id, book, no),
  constraint ledger_entry_pkey PRIMARY KEY (school_id, id),
  constraint ledger_entry_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint ledger_entry_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES ledger_entry(school_id, id),
  constraint ledger_entry_document_kind_check CHECK ((document_kind <> ''::text))
);
CREATE INDEX ledger_entry_document ON public.ledger_entry USING btree (school_id, document_kind, document_id, id);
CREATE INDEX ledger_entry_document_no ON public.ledger_entry USING btree (school_id, document_no text_pattern_ops);
CREATE INDEX ledger_entry_newest ON public.ledger_entry USING btree (school_id, book, day DESC, id DESC);
CREATE UNIQUE INDEX ledger_entry_pkey ON public.ledger_entry USING btree (school_id, id);
CREATE INDEX ledger_entry_reversal ON public.ledger_entry USING btree (school_id, reverses_id);
CREATE UNIQUE INDEX ledger_entry_reverses ON public.ledger_entry USING btree (school_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX ledger_entry_school_id_book_no_key ON public.ledger_entry USING btree (school_id, book, no);
-- policy ledger_entry_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table ledger_line (
  school_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  seq integer not null,
  account_id uuid not null,
  day date not null,
  amount_fen bigint not null,
  quantity numeric(15,3) not null,
  constraint ledger_line_pkey PRIMARY KEY (school_id, id),
  constraint ledger_line_school_id_account_id_fkey FOREIGN KEY (school_id, account_id) REFERENCES ledger_account(school_id, id),
  constraint ledger_line_school_id_entry_id_fkey FOREIGN KEY (school_id, entry_id) REFERENCES ledger_entry(school_id, id),
  constraint ledger_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint ledger_line_check CHECK (((amount_fen <> 0) OR (quantity <> (0)::numeric)))
);
CREATE INDEX ledger_line_account ON public.ledger_line USING btree (school_id, account_id, day, entry_id, seq) INCLUDE (amount_fen, quantity);
CREATE UNIQUE INDEX ledger_line_entry ON public.ledger_line USING btree (school_id, entry_id, seq);
CREATE UNIQUE INDEX ledger_line_pkey ON public.ledger_line USING btree (school_id, id);
-- policy ledger_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table ledger_period (
  school_id uuid not null,
  id uuid not null,
  book text not null,
  month text not null,
  state text not null,
  closed_at timestamp with time zone,
  closed_by uuid,
  closed_name text not null default ''::text,
  reopened_at timestamp with time zone,
  reopened_by uuid,
  reopened_name text not null default ''::text,
  reopen_reason text not null default ''::text,
  entries integer not null default 0,
  version integer not null default 1,
  constraint ledger_period_school_id_book_month_key UNIQUE (school_id, book, month),
  constraint ledger_period_pkey PRIMARY KEY (school_id, id),
  constraint ledger_period_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint ledger_period_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint ledger_period_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'reopened'::text])))
);
CREATE UNIQUE INDEX ledger_period_pkey ON public.ledger_period USING btree (school_id, id);
CREATE UNIQUE INDEX ledger_period_school_id_book_month_key ON public.ledger_period USING btree (school_id, book, month);
-- policy ledger_period_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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
  erased_at timestamp with time zone,
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
  loose text not null,
  constraint place_alias_school_id_alias_key UNIQUE (school_id, alias),
  constraint place_alias_pkey PRIMARY KEY (school_id, id),
  constraint place_alias_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint place_alias_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id)
);
CREATE INDEX place_alias_key ON public.place_alias USING btree (school_id, key);
CREATE INDEX place_alias_loose ON public.place_alias USING btree (school_id, loose);
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

create table procurement_acceptance (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  order_id uuid not null,
  state text not null,
  arrived_on date not null,
  accepted_on date,
  store_id uuid,
  place_ok boolean not null default true,
  papers text not null default ''::text,
  installed text not null default ''::text,
  note text not null default ''::text,
  void_reason text not null default ''::text,
  amount_fen bigint not null,
  made_by uuid not null,
  made_by_name text not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint procurement_acceptance_school_id_no_key UNIQUE (school_id, no),
  constraint procurement_acceptance_pkey PRIMARY KEY (school_id, id),
  constraint procurement_acceptance_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_acceptance_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES procurement_order(school_id, id),
  constraint procurement_acceptance_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint procurement_acceptance_state_check CHECK ((state = ANY (ARRAY['signing'::text, 'accepted'::text, 'void'::text])))
);
CREATE INDEX procurement_acceptance_accepted ON public.procurement_acceptance USING btree (school_id, accepted_on DESC, id DESC);
CREATE INDEX procurement_acceptance_newest ON public.procurement_acceptance USING btree (school_id, arrived_on DESC, id DESC);
CREATE INDEX procurement_acceptance_order ON public.procurement_acceptance USING btree (school_id, order_id);
CREATE UNIQUE INDEX procurement_acceptance_pkey ON public.procurement_acceptance USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_acceptance_school_id_no_key ON public.procurement_acceptance USING btree (school_id, no);
CREATE INDEX procurement_acceptance_state ON public.procurement_acceptance USING btree (school_id, state, arrived_on DESC, id DESC);
-- policy procurement_acceptance_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_acceptance_line (
  school_id uuid not null,
  id uuid not null,
  acceptance_id uuid not null,
  order_line_id uuid not null,
  delivered numeric(12,3) not null,
  accepted numeric(12,3) not null,
  rejected numeric(12,3) not null,
  reason text not null default ''::text,
  looks_ok boolean not null default true,
  works_ok boolean not null default true,
  found text not null default ''::text,
  serials text not null default ''::text,
  item_id uuid,
  target text not null,
  amount_fen bigint not null,
  card_reason text not null default ''::text,
  constraint procurement_acceptance_line_pkey PRIMARY KEY (school_id, id),
  constraint procurement_acceptance_line_school_id_acceptance_id_fkey FOREIGN KEY (school_id, acceptance_id) REFERENCES procurement_acceptance(school_id, id),
  constraint procurement_acceptance_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_acceptance_line_school_id_order_line_id_fkey FOREIGN KEY (school_id, order_line_id) REFERENCES procurement_order_line(school_id, id),
  constraint procurement_acceptance_line_accepted_check CHECK ((accepted >= (0)::numeric)),
  constraint procurement_acceptance_line_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint procurement_acceptance_line_check CHECK (((accepted + rejected) = delivered)),
  constraint procurement_acceptance_line_check1 CHECK (((rejected = (0)::numeric) OR (reason <> ''::text))),
  constraint procurement_acceptance_line_delivered_check CHECK ((delivered >= (0)::numeric)),
  constraint procurement_acceptance_line_rejected_check CHECK ((rejected >= (0)::numeric)),
  constraint procurement_acceptance_line_target_check CHECK ((target = ANY (ARRAY['store'::text, 'asset'::text, 'none'::text])))
);
CREATE INDEX procurement_acceptance_line_acceptance ON public.procurement_acceptance_line USING btree (school_id, acceptance_id);
CREATE INDEX procurement_acceptance_line_order ON public.procurement_acceptance_line USING btree (school_id, order_line_id);
CREATE UNIQUE INDEX procurement_acceptance_line_pkey ON public.procurement_acceptance_line USING btree (school_id, id);
-- policy procurement_acceptance_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_acceptance_member (
  school_id uuid not null,
  id uuid not null,
  acceptance_id uuid not null,
  person_id uuid not null,
  name text not null,
  duty text not null,
  signed_at timestamp with time zone,
  constraint procurement_acceptance_member_school_id_acceptance_id_perso_key UNIQUE (school_id, acceptance_id, person_id),
  constraint procurement_acceptance_member_pkey PRIMARY KEY (school_id, id),
  constraint procurement_acceptance_member_school_id_acceptance_id_fkey FOREIGN KEY (school_id, acceptance_id) REFERENCES procurement_acceptance(school_id, id),
  constraint procurement_acceptance_member_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_acceptance_member_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id)
);
CREATE INDEX procurement_acceptance_member_person ON public.procurement_acceptance_member USING btree (school_id, person_id);
CREATE UNIQUE INDEX procurement_acceptance_member_pkey ON public.procurement_acceptance_member USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_acceptance_member_school_id_acceptance_id_perso_key ON public.procurement_acceptance_member USING btree (school_id, acceptance_id, person_id);
CREATE INDEX procurement_acceptance_member_waiting ON public.procurement_acceptance_member USING btree (school_id, person_id) WHERE (signed_at IS NULL);
-- policy procurement_acceptance_member_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_batch (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  title text not null,
  category text not null,
  channel text not null,
  amount_fen bigint not null,
  buyer_id uuid not null,
  buyer_name text not null,
  made_on date not null,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint procurement_batch_school_id_no_key UNIQUE (school_id, no),
  constraint procurement_batch_pkey PRIMARY KEY (school_id, id),
  constraint procurement_batch_school_id_buyer_id_fkey FOREIGN KEY (school_id, buyer_id) REFERENCES people_person(school_id, id),
  constraint procurement_batch_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_batch_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint procurement_batch_channel_check CHECK ((channel = ANY (ARRAY['own'::text, 'portal'::text]))),
  constraint procurement_batch_state_check CHECK ((state = ANY (ARRAY['open'::text, 'sourcing'::text, 'ordered'::text, 'cancelled'::text])))
);
CREATE INDEX procurement_batch_buyer ON public.procurement_batch USING btree (school_id, buyer_id);
CREATE INDEX procurement_batch_newest ON public.procurement_batch USING btree (school_id, made_on DESC, id DESC);
CREATE UNIQUE INDEX procurement_batch_pkey ON public.procurement_batch USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_batch_school_id_no_key ON public.procurement_batch USING btree (school_id, no);
CREATE INDEX procurement_batch_state ON public.procurement_batch USING btree (school_id, state, made_on DESC, id DESC);
-- policy procurement_batch_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_batch_line (
  school_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  sort integer not null,
  item_id uuid,
  name text not null,
  spec text not null default ''::text,
  measure text not null,
  quantity numeric(12,3) not null,
  price_fen bigint not null,
  target text not null,
  class_code text not null default ''::text,
  constraint procurement_batch_line_pkey PRIMARY KEY (school_id, id),
  constraint procurement_batch_line_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES procurement_batch(school_id, id),
  constraint procurement_batch_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_batch_line_price_fen_check CHECK ((price_fen >= 0)),
  constraint procurement_batch_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint procurement_batch_line_target_check CHECK ((target = ANY (ARRAY['store'::text, 'asset'::text, 'none'::text])))
);
CREATE INDEX procurement_batch_line_batch ON public.procurement_batch_line USING btree (school_id, batch_id, sort);
CREATE UNIQUE INDEX procurement_batch_line_pkey ON public.procurement_batch_line USING btree (school_id, id);
-- policy procurement_batch_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_event (
  school_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint procurement_event_pkey PRIMARY KEY (school_id, id),
  constraint procurement_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_event_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['request'::text, 'batch'::text, 'sheet'::text, 'order'::text, 'acceptance'::text, 'mismatch'::text, 'off_channel'::text])))
);
CREATE UNIQUE INDEX procurement_event_pkey ON public.procurement_event USING btree (school_id, id);
CREATE INDEX procurement_event_subject ON public.procurement_event USING btree (school_id, subject_id, id);
-- policy procurement_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_mismatch (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  acceptance_id uuid,
  order_line_id uuid,
  state text not null,
  kind text not null,
  name text not null,
  quantity numeric(12,3),
  text text not null,
  found_on date not null,
  found_by uuid not null,
  found_by_name text not null,
  how text,
  deducted_fen bigint not null default 0,
  settlement text not null default ''::text,
  settled_by_name text not null default ''::text,
  settled_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint procurement_mismatch_pkey PRIMARY KEY (school_id, id),
  constraint procurement_mismatch_school_id_acceptance_id_fkey FOREIGN KEY (school_id, acceptance_id) REFERENCES procurement_acceptance(school_id, id),
  constraint procurement_mismatch_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_mismatch_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES procurement_order(school_id, id),
  constraint procurement_mismatch_school_id_order_line_id_fkey FOREIGN KEY (school_id, order_line_id) REFERENCES procurement_order_line(school_id, id),
  constraint procurement_mismatch_check CHECK (((state = 'settled'::text) = (how IS NOT NULL))),
  constraint procurement_mismatch_deducted_fen_check CHECK ((deducted_fen >= 0)),
  constraint procurement_mismatch_how_check CHECK ((how = ANY (ARRAY['replaced'::text, 'returned'::text, 'deducted'::text, 'clarified'::text]))),
  constraint procurement_mismatch_kind_check CHECK ((kind = ANY (ARRAY['quantity'::text, 'spec'::text, 'quality'::text, 'broken'::text, 'paper'::text]))),
  constraint procurement_mismatch_state_check CHECK ((state = ANY (ARRAY['open'::text, 'settled'::text])))
);
CREATE INDEX procurement_mismatch_acceptance ON public.procurement_mismatch USING btree (school_id, acceptance_id);
CREATE INDEX procurement_mismatch_line ON public.procurement_mismatch USING btree (school_id, order_line_id);
CREATE INDEX procurement_mismatch_newest ON public.procurement_mismatch USING btree (school_id, found_on DESC, id DESC);
CREATE INDEX procurement_mismatch_order ON public.procurement_mismatch USING btree (school_id, order_id);
CREATE UNIQUE INDEX procurement_mismatch_pkey ON public.procurement_mismatch USING btree (school_id, id);
CREATE INDEX procurement_mismatch_state ON public.procurement_mismatch USING btree (school_id, state, found_on DESC, id DESC);
-- policy procurement_mismatch_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_off_channel (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  bought_on date not null,
  person_id uuid,
  person_name text not null,
  unit_id uuid,
  unit_text text not null default ''::text,
  what text not null,
  category text not null,
  supplier_name text not null default ''::text,
  amount_fen bigint not null,
  reason text not null default ''::text,
  handling text not null default ''::text,
  handled_on date,
  noted_by_name text not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint procurement_off_channel_school_id_no_key UNIQUE (school_id, no),
  constraint procurement_off_channel_pkey PRIMARY KEY (school_id, id),
  constraint procurement_off_channel_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_off_channel_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id),
  constraint procurement_off_channel_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint procurement_off_channel_amount_fen_check CHECK ((amount_fen > 0))
);
CREATE INDEX procurement_off_channel_newest ON public.procurement_off_channel USING btree (school_id, bought_on DESC, id DESC);
CREATE INDEX procurement_off_channel_person ON public.procurement_off_channel USING btree (school_id, person_id);
CREATE UNIQUE INDEX procurement_off_channel_pkey ON public.procurement_off_channel USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_off_channel_school_id_no_key ON public.procurement_off_channel USING btree (school_id, no);
CREATE INDEX procurement_off_channel_unit ON public.procurement_off_channel USING btree (school_id, unit_id);
-- policy procurement_off_channel_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_order (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  batch_id uuid not null,
  sheet_id uuid,
  state text not null,
  channel text not null,
  supplier_id uuid not null,
  supplier_name text not null,
  contract_id uuid,
  contract_no text not null default ''::text,
  portal_name text not null default ''::text,
  portal_no text not null default ''::text,
  portal_state text not null default ''::text,
  title text not null,
  category text not null,
  place_text text not null default ''::text,
  buyer_id uuid not null,
  buyer_name text not null,
  ordered_on date not null,
  due_on date,
  arrived_on date,
  total_fen bigint not null,
  accepted_fen bigint not null default 0,
  called_off_fen bigint not null default 0,
  deducted_fen bigint not null default 0,
  paid_fen bigint not null default 0,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint procurement_order_school_id_no_key UNIQUE (school_id, no),
  constraint procurement_order_pkey PRIMARY KEY (school_id, id),
  constraint procurement_order_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES procurement_batch(school_id, id),
  constraint procurement_order_school_id_buyer_id_fkey FOREIGN KEY (school_id, buyer_id) REFERENCES people_person(school_id, id),
  constraint procurement_order_school_id_contract_id_fkey FOREIGN KEY (school_id, contract_id) REFERENCES contract_agreement(school_id, id),
  constraint procurement_order_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_order_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES procurement_sheet(school_id, id),
  constraint procurement_order_accepted_fen_check CHECK ((accepted_fen >= 0)),
  constraint procurement_order_called_off_fen_check CHECK ((called_off_fen >= 0)),
  constraint procurement_order_channel_check CHECK ((channel = ANY (ARRAY['own'::text, 'portal'::text]))),
  constraint procurement_order_check CHECK ((deducted_fen <= accepted_fen)),
  constraint procurement_order_check1 CHECK ((paid_fen <= (accepted_fen - deducted_fen))),
  constraint procurement_order_deducted_fen_check CHECK ((deducted_fen >= 0)),
  constraint procurement_order_paid_fen_check CHECK ((paid_fen >= 0)),
  constraint procurement_order_portal_state_check CHECK ((portal_state = ANY (ARRAY[''::text, 'applied'::text, 'bureau'::text, 'finance'::text, 'placed'::text, 'taken'::text, 'shipped'::text, 'delivered'::text, 'settled'::text]))),
  constraint procurement_order_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'partly'::text, 'received'::text, 'ended'::text, 'cancelled'::text]))),
  constraint procurement_order_total_fen_check CHECK ((total_fen > 0))
);
CREATE INDEX procurement_order_batch ON public.procurement_order USING btree (school_id, batch_id);
CREATE INDEX procurement_order_buyer ON public.procurement_order USING btree (school_id, buyer_id);
CREATE INDEX procurement_order_contract ON public.procurement_order USING btree (school_id, contract_id) WHERE (contract_id IS NOT NULL);
CREATE UNIQUE INDEX procurement_order_live ON public.procurement_order USING btree (school_id, batch_id) WHERE (state <> 'cancelled'::text);
CREATE INDEX procurement_order_newest ON public.procurement_order USING btree (school_id, ordered_on DESC, id DESC);
CREATE UNIQUE INDEX procurement_order_pkey ON public.procurement_order USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_order_portal ON public.procurement_order USING btree (school_id, portal_no) WHERE ((portal_no <> ''::text) AND (state <> 'cancelled'::text));
CREATE UNIQUE INDEX procurement_order_school_id_no_key ON public.procurement_order USING btree (school_id, no);
CREATE INDEX procurement_order_sheet ON public.procurement_order USING btree (school_id, sheet_id);
CREATE INDEX procurement_order_state ON public.procurement_order USING btree (school_id, state, ordered_on DESC, id DESC);
CREATE INDEX procurement_order_supplier ON public.procurement_order USING btree (school_id, supplier_id, ordered_on DESC);
-- policy procurement_order_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_order_line (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  batch_line_id uuid not null,
  sort integer not null,
  item_id uuid,
  name text not null,
  spec text not null default ''::text,
  brand text not null default ''::text,
  measure text not null,
  quantity numeric(12,3) not null,
  price_fen bigint not null,
  amount_fen bigint not null,
  target text not null,
  class_code text not null default ''::text,
  warranty_months integer,
  counted numeric(12,3) not null default 0,
  accepted numeric(12,3) not null default 0,
  rejected numeric(12,3) not null default 0,
  called_off numeric(12,3) not null default 0,
  accepted_fen bigint not null default 0,
  contract_line_id uuid,
  deducted_fen bigint not null default 0,
  constraint procurement_order_line_pkey PRIMARY KEY (school_id, id),
  constraint procurement_order_line_school_id_batch_line_id_fkey FOREIGN KEY (school_id, batch_line_id) REFERENCES procurement_batch_line(school_id, id),
  constraint procurement_order_line_school_id_contract_line_id_fkey FOREIGN KEY (school_id, contract_line_id) REFERENCES contract_line(school_id, id),
  constraint procurement_order_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_order_line_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES procurement_order(school_id, id),
  constraint procurement_order_line_accepted_check CHECK ((accepted >= (0)::numeric)),
  constraint procurement_order_line_accepted_fen_check CHECK ((accepted_fen >= 0)),
  constraint procurement_order_line_amount_fen_check CHECK ((amount_fen > 0)),
  constraint procurement_order_line_called_off_check CHECK ((called_off >= (0)::numeric)),
  constraint procurement_order_line_check CHECK ((((counted + accepted) + called_off) <= quantity)),
  constraint procurement_order_line_check1 CHECK ((accepted_fen <= amount_fen)),
  constraint procurement_order_line_counted_check CHECK ((counted >= (0)::numeric)),
  constraint procurement_order_line_deducted CHECK ((deducted_fen <= accepted_fen)),
  constraint procurement_order_line_deducted_fen_check CHECK ((deducted_fen >= 0)),
  constraint procurement_order_line_price_fen_check CHECK ((price_fen > 0)),
  constraint procurement_order_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint procurement_order_line_rejected_check CHECK ((rejected >= (0)::numeric)),
  constraint procurement_order_line_target_check CHECK ((target = ANY (ARRAY['store'::text, 'asset'::text, 'none'::text])))
);
CREATE INDEX procurement_order_line_batch ON public.procurement_order_line USING btree (school_id, batch_line_id);
CREATE INDEX procurement_order_line_contract ON public.procurement_order_line USING btree (school_id, contract_line_id) WHERE (contract_line_id IS NOT NULL);
CREATE INDEX procurement_order_line_item ON public.procurement_order_line USING btree (school_id, item_id);
CREATE INDEX procurement_order_line_name ON public.procurement_order_line USING btree (school_id, name);
CREATE INDEX procurement_order_line_order ON public.procurement_order_line USING btree (school_id, order_id, sort);
CREATE UNIQUE INDEX procurement_order_line_pkey ON public.procurement_order_line USING btree (school_id, id);
-- policy procurement_order_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_payment (
  school_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  amount_fen bigint not null,
  paid_on date not null,
  created_at timestamp with time zone not null,
  constraint procurement_payment_pkey PRIMARY KEY (school_id, id),
  constraint procurement_payment_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_payment_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES procurement_order(school_id, id),
  constraint procurement_payment_amount_fen_check CHECK ((amount_fen <> 0))
);
CREATE UNIQUE INDEX procurement_payment_once ON public.procurement_payment USING btree (school_id, order_id, document_kind, document_id);
CREATE INDEX procurement_payment_order ON public.procurement_payment USING btree (school_id, order_id);
CREATE UNIQUE INDEX procurement_payment_pkey ON public.procurement_payment USING btree (school_id, id);
-- policy procurement_payment_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_quote (
  school_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  supplier_id uuid,
  supplier_name text not null,
  contact text not null default ''::text,
  phone text not null default ''::text,
  credit_code text not null default ''::text,
  checked boolean not null default false,
  delivery_days integer,
  warranty_months integer,
  valid_until date,
  note text not null default ''::text,
  total_fen bigint not null,
  first_fen bigint not null,
  quoted_on date not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint procurement_quote_school_id_sheet_id_supplier_name_key UNIQUE (school_id, sheet_id, supplier_name),
  constraint procurement_quote_pkey PRIMARY KEY (school_id, id),
  constraint procurement_quote_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_quote_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES procurement_sheet(school_id, id),
  constraint procurement_quote_delivery_days_check CHECK ((delivery_days >= 0)),
  constraint procurement_quote_first_fen_check CHECK ((first_fen > 0)),
  constraint procurement_quote_total_fen_check CHECK ((total_fen > 0)),
  constraint procurement_quote_warranty_months_check CHECK ((warranty_months >= 0))
);
CREATE UNIQUE INDEX procurement_quote_pkey ON public.procurement_quote USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_quote_school_id_sheet_id_supplier_name_key ON public.procurement_quote USING btree (school_id, sheet_id, supplier_name);
CREATE INDEX procurement_quote_supplier ON public.procurement_quote USING btree (school_id, supplier_id);
-- policy procurement_quote_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_quote_line (
  school_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
  batch_line_id uuid not null,
  brand text not null default ''::text,
  price_fen bigint not null,
  amount_fen bigint not null,
  constraint procurement_quote_line_school_id_quote_id_batch_line_id_key UNIQUE (school_id, quote_id, batch_line_id),
  constraint procurement_quote_line_pkey PRIMARY KEY (school_id, id),
  constraint procurement_quote_line_school_id_batch_line_id_fkey FOREIGN KEY (school_id, batch_line_id) REFERENCES procurement_batch_line(school_id, id),
  constraint procurement_quote_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_quote_line_school_id_quote_id_fkey FOREIGN KEY (school_id, quote_id) REFERENCES procurement_quote(school_id, id),
  constraint procurement_quote_line_amount_fen_check CHECK ((amount_fen > 0)),
  constraint procurement_quote_line_price_fen_check CHECK ((price_fen > 0))
);
CREATE INDEX procurement_quote_line_batch ON public.procurement_quote_line USING btree (school_id, batch_line_id);
CREATE UNIQUE INDEX procurement_quote_line_pkey ON public.procurement_quote_line USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_quote_line_school_id_quote_id_batch_line_id_key ON public.procurement_quote_line USING btree (school_id, quote_id, batch_line_id);
-- policy procurement_quote_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_request (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  source text not null,
  kind text not null,
  category text not null,
  channel text not null,
  title text not null,
  asker_id uuid not null,
  asker_name text not null,
  unit_id uuid,
  unit_text text not null default ''::text,
  place_id uuid,
  place_text text not null default ''::text,
  reason text not null,
  line_id uuid,
  funding text not null default ''::text,
  needed_on date,
  just_need text not null default ''::text,
  just_alternatives text not null default ''::text,
  just_utilisation text not null default ''::text,
  just_opinion text not null default ''::text,
  amount_fen bigint not null,
  standing_fen bigint not null default 0,
  committed_fen bigint not null default 0,
  ladder_fen bigint not null default 0,
  approval_id uuid,
  decision text not null default ''::text,
  asked_on date not null,
  decided_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint procurement_request_school_id_no_key UNIQUE (school_id, no),
  constraint procurement_request_pkey PRIMARY KEY (school_id, id),
  constraint procurement_request_school_id_asker_id_fkey FOREIGN KEY (school_id, asker_id) REFERENCES people_person(school_id, id),
  constraint procurement_request_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_request_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id),
  constraint procurement_request_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint procurement_request_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint procurement_request_channel_check CHECK ((channel = ANY (ARRAY['own'::text, 'portal'::text]))),
  constraint procurement_request_check CHECK (((committed_fen = 0) OR (line_id IS NOT NULL))),
  constraint procurement_request_committed_fen_check CHECK ((committed_fen >= 0)),
  constraint procurement_request_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'equipment'::text, 'service'::text]))),
  constraint procurement_request_ladder_fen_check CHECK ((ladder_fen >= 0)),
  constraint procurement_request_source_check CHECK ((source = ANY (ARRAY['desk'::text, 'phone'::text, 'need'::text]))),
  constraint procurement_request_standing_fen_check CHECK ((standing_fen >= 0)),
  constraint procurement_request_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'pending'::text, 'returned'::text, 'approved'::text, 'buying'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'closed'::text])))
);
CREATE INDEX procurement_request_asked ON public.procurement_request USING btree (school_id, asked_on, state);
CREATE INDEX procurement_request_asker ON public.procurement_request USING btree (school_id, asker_id, asked_on DESC, id DESC);
CREATE INDEX procurement_request_newest ON public.procurement_request USING btree (school_id, asked_on DESC, id DESC);
CREATE UNIQUE INDEX procurement_request_pkey ON public.procurement_request USING btree (school_id, id);
CREATE INDEX procurement_request_place ON public.procurement_request USING btree (school_id, place_id);
CREATE UNIQUE INDEX procurement_request_school_id_no_key ON public.procurement_request USING btree (school_id, no);
CREATE INDEX procurement_request_state ON public.procurement_request USING btree (school_id, state, asked_on DESC, id DESC);
CREATE INDEX procurement_request_unit ON public.procurement_request USING btree (school_id, unit_id, asked_on DESC, id DESC);
CREATE INDEX procurement_request_year ON public.procurement_request USING btree (school_id, category, asked_on);
-- policy procurement_request_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_request_line (
  school_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  sort integer not null,
  item_id uuid,
  name text not null,
  spec text not null default ''::text,
  measure text not null,
  quantity numeric(12,3) not null,
  price_fen bigint not null,
  amount_fen bigint not null,
  standing_fen bigint not null,
  target text not null,
  class_code text not null default ''::text,
  onhand numeric(14,3),
  stock_reason text not null default ''::text,
  idle_text text not null default ''::text,
  idle_reason text not null default ''::text,
  batch_line_id uuid,
  accepted numeric(12,3) not null default 0,
  called_off numeric(12,3) not null default 0,
  constraint procurement_request_line_pkey PRIMARY KEY (school_id, id),
  constraint procurement_request_line_school_id_batch_line_id_fkey FOREIGN KEY (school_id, batch_line_id) REFERENCES procurement_batch_line(school_id, id),
  constraint procurement_request_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_request_line_school_id_request_id_fkey FOREIGN KEY (school_id, request_id) REFERENCES procurement_request(school_id, id),
  constraint procurement_request_line_accepted_check CHECK ((accepted >= (0)::numeric)),
  constraint procurement_request_line_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint procurement_request_line_called_off_check CHECK ((called_off >= (0)::numeric)),
  constraint procurement_request_line_check CHECK (((accepted + called_off) <= quantity)),
  constraint procurement_request_line_price_fen_check CHECK ((price_fen >= 0)),
  constraint procurement_request_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint procurement_request_line_standing_fen_check CHECK ((standing_fen >= 0)),
  constraint procurement_request_line_target_check CHECK ((target = ANY (ARRAY['store'::text, 'asset'::text, 'none'::text])))
);
CREATE INDEX procurement_request_line_batch ON public.procurement_request_line USING btree (school_id, batch_line_id);
CREATE UNIQUE INDEX procurement_request_line_pkey ON public.procurement_request_line USING btree (school_id, id);
CREATE INDEX procurement_request_line_request ON public.procurement_request_line USING btree (school_id, request_id, sort);
-- policy procurement_request_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table procurement_sheet (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  batch_id uuid not null,
  state text not null,
  single boolean not null default false,
  needed integer not null,
  chosen_quote_id uuid,
  few_reason text not null default ''::text,
  dear_reason text not null default ''::text,
  conclusion text not null default ''::text,
  decision text not null default ''::text,
  asked_by uuid not null,
  asked_by_name text not null,
  proposed_by uuid,
  chosen_by uuid,
  chosen_by_name text not null default ''::text,
  opened_on date not null,
  chosen_on date,
  mean_fen bigint,
  first_fen bigint,
  chosen_fen bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint procurement_sheet_school_id_no_key UNIQUE (school_id, no),
  constraint procurement_sheet_pkey PRIMARY KEY (school_id, id),
  constraint procurement_sheet_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES procurement_batch(school_id, id),
  constraint procurement_sheet_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint procurement_sheet_check CHECK (((state <> 'chosen'::text) OR (chosen_quote_id IS NOT NULL))),
  constraint procurement_sheet_needed_check CHECK ((needed >= 1)),
  constraint procurement_sheet_state_check CHECK ((state = ANY (ARRAY['asking'::text, 'proposed'::text, 'approving'::text, 'chosen'::text, 'void'::text])))
);
CREATE INDEX procurement_sheet_batch ON public.procurement_sheet USING btree (school_id, batch_id);
CREATE INDEX procurement_sheet_chosen ON public.procurement_sheet USING btree (school_id, chosen_on DESC, id DESC);
CREATE UNIQUE INDEX procurement_sheet_live ON public.procurement_sheet USING btree (school_id, batch_id) WHERE (state <> 'void'::text);
CREATE INDEX procurement_sheet_newest ON public.procurement_sheet USING btree (school_id, opened_on DESC, id DESC);
CREATE UNIQUE INDEX procurement_sheet_pkey ON public.procurement_sheet USING btree (school_id, id);
CREATE UNIQUE INDEX procurement_sheet_school_id_no_key ON public.procurement_sheet USING btree (school_id, no);
-- policy procurement_sheet_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_deduction (
  school_id uuid not null,
  id uuid not null,
  month_id uuid not null,
  unit_id uuid not null,
  on_day date not null,
  points numeric(5,1) not null,
  reason text not null,
  case_id uuid,
  case_no text not null default ''::text,
  noted_by text not null,
  withdrawn text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint property_deduction_pkey PRIMARY KEY (school_id, id),
  constraint property_deduction_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_deduction_school_id_month_id_fkey FOREIGN KEY (school_id, month_id) REFERENCES property_month(school_id, id),
  constraint property_deduction_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint property_deduction_points_check CHECK (((points > (0)::numeric) AND (points <= (100)::numeric)))
);
CREATE UNIQUE INDEX property_deduction_case ON public.property_deduction USING btree (school_id, case_id) WHERE ((case_id IS NOT NULL) AND (withdrawn = ''::text));
CREATE INDEX property_deduction_month ON public.property_deduction USING btree (school_id, month_id, unit_id);
CREATE UNIQUE INDEX property_deduction_pkey ON public.property_deduction USING btree (school_id, id);
CREATE INDEX property_deduction_unit ON public.property_deduction USING btree (school_id, unit_id);
-- policy property_deduction_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_event (
  school_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint property_event_pkey PRIMARY KEY (school_id, id),
  constraint property_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_event_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES property_sheet(school_id, id)
);
CREATE UNIQUE INDEX property_event_pkey ON public.property_event USING btree (school_id, id);
CREATE INDEX property_event_sheet ON public.property_event USING btree (school_id, sheet_id, id);
-- policy property_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_line (
  school_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  sort integer not null,
  name text not null,
  measure text not null,
  quantity numeric(12,3) not null,
  broken numeric(12,3) not null default 0,
  note text not null default ''::text,
  asset_id uuid,
  asset_no text not null default ''::text,
  found numeric(12,3),
  found_broken numeric(12,3),
  review_note text not null default ''::text,
  cause text,
  explanation text not null default ''::text,
  charged_quantity numeric(12,3),
  case_id uuid,
  case_no text not null default ''::text,
  settled_by text not null default ''::text,
  constraint property_line_pkey PRIMARY KEY (school_id, id),
  constraint property_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_line_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES property_sheet(school_id, id),
  constraint property_line_broken_check CHECK ((broken >= (0)::numeric)),
  constraint property_line_cause_check CHECK ((cause = ANY (ARRAY['worn'::text, 'moved'::text, 'repaired'::text, 'added'::text, 'miscounted'::text, 'human'::text]))),
  constraint property_line_charged_quantity_check CHECK ((charged_quantity > (0)::numeric)),
  constraint property_line_check CHECK ((broken <= quantity)),
  constraint property_line_check1 CHECK (((found IS NULL) = (found_broken IS NULL))),
  constraint property_line_check2 CHECK ((found_broken <= found)),
  constraint property_line_check3 CHECK (((case_id IS NULL) = (charged_quantity IS NULL))),
  constraint property_line_found_broken_check CHECK ((found_broken >= (0)::numeric)),
  constraint property_line_found_check CHECK ((found >= (0)::numeric)),
  constraint property_line_quantity_check CHECK ((quantity >= (0)::numeric))
);
CREATE INDEX property_line_case ON public.property_line USING btree (school_id, case_id) WHERE (case_id IS NOT NULL);
CREATE UNIQUE INDEX property_line_pkey ON public.property_line USING btree (school_id, id);
CREATE INDEX property_line_sheet ON public.property_line USING btree (school_id, sheet_id, sort);
-- policy property_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_month (
  school_id uuid not null,
  id uuid not null,
  month text not null,
  state text not null,
  published_on date,
  published_by text not null default ''::text,
  note text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint property_month_school_id_month_key UNIQUE (school_id, month),
  constraint property_month_pkey PRIMARY KEY (school_id, id),
  constraint property_month_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_month_month_check CHECK ((month ~ '^20\d\d-(0[1-9]|1[0-2])$'::text)),
  constraint property_month_state_check CHECK ((state = ANY (ARRAY['open'::text, 'published'::text])))
);
CREATE UNIQUE INDEX property_month_pkey ON public.property_month USING btree (school_id, id);
CREATE UNIQUE INDEX property_month_school_id_month_key ON public.property_month USING btree (school_id, month);
-- policy property_month_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_score (
  school_id uuid not null,
  id uuid not null,
  month_id uuid not null,
  unit_id uuid not null,
  name text not null,
  points numeric(7,1) not null,
  score numeric(5,1) not null,
  rank integer not null,
  constraint property_score_school_id_month_id_unit_id_key UNIQUE (school_id, month_id, unit_id),
  constraint property_score_pkey PRIMARY KEY (school_id, id),
  constraint property_score_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_score_school_id_month_id_fkey FOREIGN KEY (school_id, month_id) REFERENCES property_month(school_id, id),
  constraint property_score_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id)
);
CREATE UNIQUE INDEX property_score_pkey ON public.property_score USING btree (school_id, id);
CREATE UNIQUE INDEX property_score_school_id_month_id_unit_id_key ON public.property_score USING btree (school_id, month_id, unit_id);
CREATE INDEX property_score_unit ON public.property_score USING btree (school_id, unit_id);
-- policy property_score_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_sheet (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  kind text not null,
  state text not null,
  term_code text not null,
  term_name text not null,
  unit_id uuid,
  place_id uuid,
  title text not null,
  group_text text not null default ''::text,
  place_text text not null default ''::text,
  keeper_id uuid,
  keeper_name text not null default ''::text,
  previous_id uuid,
  registered_on date,
  reviewed_on date,
  closed_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint property_sheet_school_id_no_key UNIQUE (school_id, no),
  constraint property_sheet_pkey PRIMARY KEY (school_id, id),
  constraint property_sheet_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_sheet_school_id_keeper_id_fkey FOREIGN KEY (school_id, keeper_id) REFERENCES people_person(school_id, id),
  constraint property_sheet_school_id_place_id_fkey FOREIGN KEY (school_id, place_id) REFERENCES place_node(school_id, id),
  constraint property_sheet_school_id_previous_id_fkey FOREIGN KEY (school_id, previous_id) REFERENCES property_sheet(school_id, id),
  constraint property_sheet_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint property_sheet_check CHECK (
CASE
    WHEN (kind = ANY (ARRAY['class'::text, 'office'::text])) THEN (unit_id IS NOT NULL)
    ELSE (place_id IS NOT NULL)
END),
  constraint property_sheet_kind_check CHECK ((kind = ANY (ARRAY['class'::text, 'dormitory'::text, 'special'::text, 'office'::text]))),
  constraint property_sheet_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'signing'::text, 'registered'::text, 'reviewing'::text, 'settling'::text, 'closed'::text, 'cancelled'::text])))
);
CREATE INDEX property_sheet_keeper ON public.property_sheet USING btree (school_id, keeper_id, state);
CREATE UNIQUE INDEX property_sheet_pkey ON public.property_sheet USING btree (school_id, id);
CREATE INDEX property_sheet_place ON public.property_sheet USING btree (school_id, place_id);
CREATE UNIQUE INDEX property_sheet_place_term ON public.property_sheet USING btree (school_id, place_id, term_code, kind) WHERE ((kind = ANY (ARRAY['dormitory'::text, 'special'::text])) AND (state <> 'cancelled'::text));
CREATE INDEX property_sheet_previous ON public.property_sheet USING btree (school_id, previous_id);
CREATE INDEX property_sheet_registered ON public.property_sheet USING btree (school_id, kind, registered_on DESC, id DESC) WHERE (registered_on IS NOT NULL);
CREATE INDEX property_sheet_reviewed ON public.property_sheet USING btree (school_id, kind, reviewed_on DESC, id DESC) WHERE (reviewed_on IS NOT NULL);
CREATE UNIQUE INDEX property_sheet_school_id_no_key ON public.property_sheet USING btree (school_id, no);
CREATE INDEX property_sheet_term ON public.property_sheet USING btree (school_id, term_code, kind, title, id);
CREATE INDEX property_sheet_unit ON public.property_sheet USING btree (school_id, unit_id);
CREATE UNIQUE INDEX property_sheet_unit_term ON public.property_sheet USING btree (school_id, unit_id, term_code, kind) WHERE ((kind = ANY (ARRAY['class'::text, 'office'::text])) AND (state <> 'cancelled'::text));
-- policy property_sheet_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table property_template (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  lines jsonb not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  constraint property_template_school_id_kind_key UNIQUE (school_id, kind),
  constraint property_template_pkey PRIMARY KEY (school_id, id),
  constraint property_template_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint property_template_kind_check CHECK ((kind = ANY (ARRAY['class'::text, 'dormitory'::text, 'special'::text, 'office'::text])))
);
CREATE UNIQUE INDEX property_template_pkey ON public.property_template USING btree (school_id, id);
CREATE UNIQUE INDEX property_template_school_id_kind_key ON public.property_template USING btree (school_id, kind);
-- policy property_template_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table reconciliation_row (
  school_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  seq integer not null,
  key text not null,
  label text not null,
  left_fen bigint not null,
  right_fen bigint not null,
  left_quantity numeric(15,3),
  right_quantity numeric(15,3),
  href text,
  state text,
  cause text,
  note text not null default ''::text,
  explained_by uuid,
  explained_name text not null default ''::text,
  explained_at timestamp with time zone,
  agreed_by uuid,
  agreed_name text not null default ''::text,
  agreed_at timestamp with time zone,
  returned_note text not null default ''::text,
  version integer not null default 1,
  constraint reconciliation_row_school_id_run_id_seq_key UNIQUE (school_id, run_id, seq),
  constraint reconciliation_row_pkey PRIMARY KEY (school_id, id),
  constraint reconciliation_row_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint reconciliation_row_school_id_run_id_fkey FOREIGN KEY (school_id, run_id) REFERENCES reconciliation_run(school_id, id),
  constraint reconciliation_row_check CHECK (((COALESCE(state, 'open'::text) = 'open'::text) = (cause IS NULL))),
  constraint reconciliation_row_check1 CHECK (((COALESCE(state, ''::text) = 'agreed'::text) = (agreed_at IS NOT NULL))),
  constraint reconciliation_row_check2 CHECK (((agreed_by IS NULL) OR (agreed_by <> explained_by))),
  constraint reconciliation_row_state_check CHECK ((state = ANY (ARRAY['open'::text, 'explained'::text, 'agreed'::text])))
);
CREATE INDEX reconciliation_row_difference ON public.reconciliation_row USING btree (school_id, run_id, seq) WHERE (state IS NOT NULL);
CREATE UNIQUE INDEX reconciliation_row_pkey ON public.reconciliation_row USING btree (school_id, id);
CREATE UNIQUE INDEX reconciliation_row_school_id_run_id_seq_key ON public.reconciliation_row USING btree (school_id, run_id, seq);
-- policy reconciliation_row_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table reconciliation_run (
  school_id uuid not null,
  id uuid not null,
  kind text not null,
  as_at date not null,
  at timestamp with time zone not null,
  person_id uuid,
  who text not null,
  row_count integer not null,
  difference_count integer not null,
  left_fen bigint not null,
  right_fen bigint not null,
  constraint reconciliation_run_pkey PRIMARY KEY (school_id, id),
  constraint reconciliation_run_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint reconciliation_run_difference_count_check CHECK ((difference_count >= 0)),
  constraint reconciliation_run_kind_check CHECK ((kind <> ''::text)),
  constraint reconciliation_run_row_count_check CHECK ((row_count >= 0))
);
CREATE INDEX reconciliation_run_newest ON public.reconciliation_run USING btree (school_id, kind, id DESC);
CREATE UNIQUE INDEX reconciliation_run_pkey ON public.reconciliation_run USING btree (school_id, id);
-- policy reconciliation_run_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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
  effect text,
  changes jsonb not null default '[]'::jsonb,
  constraint register_import_row_school_id_import_id_position_key UNIQUE (school_id, import_id, "position"),
  constraint register_import_row_pkey PRIMARY KEY (school_id, id),
  constraint register_import_row_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint register_import_row_school_id_import_id_fkey FOREIGN KEY (school_id, import_id) REFERENCES register_import(school_id, id),
  constraint register_import_row_effect_check CHECK ((effect = ANY (ARRAY['created'::text, 'updated'::text]))),
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

create table retention_item (
  school_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  seq integer not null,
  label text not null,
  dated_on date not null,
  constraint retention_item_school_id_list_id_seq_key UNIQUE (school_id, list_id, seq),
  constraint retention_item_pkey PRIMARY KEY (school_id, id),
  constraint retention_item_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint retention_item_school_id_list_id_fkey FOREIGN KEY (school_id, list_id) REFERENCES retention_list(school_id, id)
);
CREATE UNIQUE INDEX retention_item_pkey ON public.retention_item USING btree (school_id, id);
CREATE UNIQUE INDEX retention_item_school_id_list_id_seq_key ON public.retention_item USING btree (school_id, list_id, seq);
-- policy retention_item_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table retention_list (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  kind text not null,
  title text not null,
  before_on date not null,
  keep_text text not null,
  basis text not null,
  reason text not null,
  proposed_count integer not null,
  destroyed_count integer,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_at timestamp with time zone not null,
  decided_by uuid,
  decided_name text,
  decided_at timestamp with time zone,
  alone_reason text,
  version integer not null default 1,
  constraint retention_list_school_id_no_key UNIQUE (school_id, no),
  constraint retention_list_pkey PRIMARY KEY (school_id, id),
  constraint retention_list_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint retention_list_check CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
  constraint retention_list_check1 CHECK (((state = 'destroyed'::text) = (destroyed_count IS NOT NULL))),
  constraint retention_list_check2 CHECK (((state <> 'destroyed'::text) OR (decided_by <> proposed_by) OR (alone_reason IS NOT NULL))),
  constraint retention_list_proposed_count_check CHECK ((proposed_count > 0)),
  constraint retention_list_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'destroyed'::text, 'withdrawn'::text])))
);
CREATE INDEX retention_list_newest ON public.retention_list USING btree (school_id, proposed_at DESC, id DESC);
CREATE UNIQUE INDEX retention_list_open ON public.retention_list USING btree (school_id, kind) WHERE (state = 'proposed'::text);
CREATE UNIQUE INDEX retention_list_pkey ON public.retention_list USING btree (school_id, id);
CREATE UNIQUE INDEX retention_list_school_id_no_key ON public.retention_list USING btree (school_id, no);
-- policy retention_list_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table signature_mark (
  school_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  duty text not null,
  statement text not null,
  name text not null,
  person_id uuid,
  witness_id uuid,
  strokes text,
  signed_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  void_reason text not null default ''::text,
  constraint signature_mark_pkey PRIMARY KEY (school_id, id),
  constraint signature_mark_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint signature_mark_check CHECK (((person_id IS NULL) = (witness_id IS NOT NULL))),
  constraint signature_mark_check1 CHECK (((voided_at IS NULL) = (void_reason = ''::text))),
  constraint signature_mark_strokes_check CHECK ((length(strokes) <= 20000))
);
CREATE UNIQUE INDEX signature_mark_once ON public.signature_mark USING btree (school_id, subject_kind, subject_id, duty, COALESCE((person_id)::text, name)) WHERE (voided_at IS NULL);
CREATE INDEX signature_mark_person ON public.signature_mark USING btree (school_id, person_id, signed_at DESC);
CREATE UNIQUE INDEX signature_mark_pkey ON public.signature_mark USING btree (school_id, id);
-- policy signature_mark_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_batch (
  school_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  batch_no text not null,
  expires_on date,
  received_on date not null,
  created_at timestamp with time zone not null,
  constraint stock_batch_pkey PRIMARY KEY (school_id, id),
  constraint stock_batch_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_batch_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id)
);
CREATE INDEX stock_batch_expiry ON public.stock_batch USING btree (school_id, expires_on) WHERE (expires_on IS NOT NULL);
CREATE UNIQUE INDEX stock_batch_once ON public.stock_batch USING btree (school_id, item_id, batch_no, COALESCE(expires_on, '9999-12-31'::date));
CREATE UNIQUE INDEX stock_batch_pkey ON public.stock_batch USING btree (school_id, id);
-- policy stock_batch_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_document (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  kind text not null,
  state text not null,
  store_id uuid not null,
  to_store_id uuid,
  day date not null,
  supplier_id uuid,
  supplier_text text not null default ''::text,
  source_kind text,
  source_id uuid,
  source_no text not null default ''::text,
  invoice_no text not null default ''::text,
  need_id uuid,
  sheet_id uuid,
  loan_id uuid,
  origin_id uuid,
  person_id uuid,
  person_text text not null default ''::text,
  unit_id uuid,
  unit_text text not null default ''::text,
  order_id uuid,
  reason text not null default ''::text,
  decision text not null default ''::text,
  amount_fen bigint not null default 0,
  entry_id uuid,
  reverses_id uuid,
  by_id uuid,
  by_text text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  transit_id uuid,
  constraint stock_document_school_id_no_key UNIQUE (school_id, no),
  constraint stock_document_pkey PRIMARY KEY (school_id, id),
  constraint stock_document_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_document_school_id_loan_id_fkey FOREIGN KEY (school_id, loan_id) REFERENCES stock_loan(school_id, id),
  constraint stock_document_school_id_need_id_fkey FOREIGN KEY (school_id, need_id) REFERENCES stock_need(school_id, id),
  constraint stock_document_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint stock_document_school_id_origin_id_fkey FOREIGN KEY (school_id, origin_id) REFERENCES stock_document(school_id, id),
  constraint stock_document_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id),
  constraint stock_document_school_id_reverses_id_fkey FOREIGN KEY (school_id, reverses_id) REFERENCES stock_document(school_id, id),
  constraint stock_document_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES stock_sheet(school_id, id),
  constraint stock_document_school_id_store_id_fkey FOREIGN KEY (school_id, store_id) REFERENCES stock_store(school_id, id),
  constraint stock_document_school_id_to_store_id_fkey FOREIGN KEY (school_id, to_store_id) REFERENCES stock_store(school_id, id),
  constraint stock_document_school_id_transit_id_fkey FOREIGN KEY (school_id, transit_id) REFERENCES stock_document(school_id, id),
  constraint stock_document_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint stock_document_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'opening'::text, 'issue'::text, 'kit'::text, 'return'::text, 'loan'::text, 'back'::text, 'lost'::text, 'transfer'::text, 'arrival'::text, 'difference'::text, 'loss'::text, 'correction'::text]))),
  constraint stock_document_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'transit'::text, 'open'::text, 'posted'::text, 'reversed'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX stock_document_kind ON public.stock_document USING btree (school_id, kind, day DESC, id DESC);
CREATE INDEX stock_document_loan ON public.stock_document USING btree (school_id, loan_id);
CREATE INDEX stock_document_need ON public.stock_document USING btree (school_id, need_id);
CREATE INDEX stock_document_newest ON public.stock_document USING btree (school_id, day DESC, id DESC);
CREATE INDEX stock_document_order ON public.stock_document USING btree (school_id, order_id);
CREATE INDEX stock_document_origin ON public.stock_document USING btree (school_id, origin_id);
CREATE INDEX stock_document_person ON public.stock_document USING btree (school_id, person_id, day DESC);
CREATE UNIQUE INDEX stock_document_pkey ON public.stock_document USING btree (school_id, id);
CREATE UNIQUE INDEX stock_document_reverses ON public.stock_document USING btree (school_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX stock_document_school_id_no_key ON public.stock_document USING btree (school_id, no);
CREATE INDEX stock_document_sheet ON public.stock_document USING btree (school_id, sheet_id);
CREATE UNIQUE INDEX stock_document_source ON public.stock_document USING btree (school_id, source_kind, source_id, store_id) WHERE ((source_id IS NOT NULL) AND (state = ANY (ARRAY['pending'::text, 'posted'::text])) AND (reverses_id IS NULL));
CREATE INDEX stock_document_store ON public.stock_document USING btree (school_id, store_id);
CREATE INDEX stock_document_to_store ON public.stock_document USING btree (school_id, to_store_id);
CREATE INDEX stock_document_transit ON public.stock_document USING btree (school_id, transit_id);
CREATE INDEX stock_document_unit ON public.stock_document USING btree (school_id, unit_id, day DESC);
CREATE INDEX stock_document_waiting ON public.stock_document USING btree (school_id, state, to_store_id) WHERE (state = ANY (ARRAY['transit'::text, 'open'::text]));
-- policy stock_document_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_item (
  school_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  spec text not null default ''::text,
  measure text not null,
  pack_measure text not null default ''::text,
  pack_factor numeric(12,3),
  class text not null,
  min_quantity numeric(14,3),
  max_quantity numeric(14,3),
  trade_in boolean not null default false,
  lendable boolean not null default false,
  aliases text[] not null default '{}'::text[],
  location text not null default ''::text,
  note text not null default ''::text,
  search text not null,
  closed boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint stock_item_school_id_code_key UNIQUE (school_id, code),
  constraint stock_item_pkey PRIMARY KEY (school_id, id),
  constraint stock_item_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_item_check CHECK (((pack_measure = ''::text) = (pack_factor IS NULL))),
  constraint stock_item_check1 CHECK (((max_quantity IS NULL) OR (min_quantity IS NULL) OR (max_quantity >= min_quantity))),
  constraint stock_item_class_check CHECK ((class = ANY (ARRAY['consumable'::text, 'low_value'::text, 'material'::text]))),
  constraint stock_item_max_quantity_check CHECK ((max_quantity >= (0)::numeric)),
  constraint stock_item_min_quantity_check CHECK ((min_quantity >= (0)::numeric)),
  constraint stock_item_pack_factor_check CHECK ((pack_factor > (1)::numeric))
);
CREATE INDEX stock_item_name ON public.stock_item USING btree (school_id, name, id);
CREATE UNIQUE INDEX stock_item_pkey ON public.stock_item USING btree (school_id, id);
CREATE UNIQUE INDEX stock_item_school_id_code_key ON public.stock_item USING btree (school_id, code);
-- policy stock_item_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_kit (
  school_id uuid not null,
  id uuid not null,
  title text not null,
  class_match text not null default ''::text,
  version_no integer not null,
  valid_from date not null,
  valid_to date,
  source text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint stock_kit_school_id_title_version_no_key UNIQUE (school_id, title, version_no),
  constraint stock_kit_pkey PRIMARY KEY (school_id, id),
  constraint stock_kit_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_kit_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE UNIQUE INDEX stock_kit_pkey ON public.stock_kit USING btree (school_id, id);
CREATE UNIQUE INDEX stock_kit_school_id_title_version_no_key ON public.stock_kit USING btree (school_id, title, version_no);
-- policy stock_kit_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_kit_line (
  school_id uuid not null,
  id uuid not null,
  kit_id uuid not null,
  item_id uuid not null,
  quantity numeric(14,3) not null,
  constraint stock_kit_line_school_id_kit_id_item_id_key UNIQUE (school_id, kit_id, item_id),
  constraint stock_kit_line_pkey PRIMARY KEY (school_id, id),
  constraint stock_kit_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_kit_line_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_kit_line_school_id_kit_id_fkey FOREIGN KEY (school_id, kit_id) REFERENCES stock_kit(school_id, id),
  constraint stock_kit_line_quantity_check CHECK ((quantity > (0)::numeric))
);
CREATE INDEX stock_kit_line_item ON public.stock_kit_line USING btree (school_id, item_id);
CREATE UNIQUE INDEX stock_kit_line_pkey ON public.stock_kit_line USING btree (school_id, id);
CREATE UNIQUE INDEX stock_kit_line_school_id_kit_id_item_id_key ON public.stock_kit_line USING btree (school_id, kit_id, item_id);
-- policy stock_kit_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_line (
  school_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  seq integer not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14,3) not null,
  amount_fen bigint not null default 0,
  returned numeric(14,3) not null default 0,
  returned_fen bigint not null default 0,
  old_in boolean,
  note text not null default ''::text,
  constraint stock_line_school_id_document_id_seq_key UNIQUE (school_id, document_id, seq),
  constraint stock_line_pkey PRIMARY KEY (school_id, id),
  constraint stock_line_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES stock_batch(school_id, id),
  constraint stock_line_school_id_document_id_fkey FOREIGN KEY (school_id, document_id) REFERENCES stock_document(school_id, id),
  constraint stock_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_line_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_line_quantity_check CHECK ((quantity <> (0)::numeric)),
  constraint stock_line_returned_check CHECK ((returned >= (0)::numeric))
);
CREATE INDEX stock_line_batch ON public.stock_line USING btree (school_id, batch_id);
CREATE INDEX stock_line_item ON public.stock_line USING btree (school_id, item_id);
CREATE UNIQUE INDEX stock_line_pkey ON public.stock_line USING btree (school_id, id);
CREATE UNIQUE INDEX stock_line_school_id_document_id_seq_key ON public.stock_line USING btree (school_id, document_id, seq);
-- policy stock_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_loan (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  store_id uuid not null,
  borrower_id uuid not null,
  unit_id uuid,
  purpose text not null default ''::text,
  lent_on date not null,
  due_on date not null,
  reminded_on date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  borrower_text text not null default ''::text,
  unit_text text not null default ''::text,
  constraint stock_loan_school_id_no_key UNIQUE (school_id, no),
  constraint stock_loan_pkey PRIMARY KEY (school_id, id),
  constraint stock_loan_school_id_borrower_id_fkey FOREIGN KEY (school_id, borrower_id) REFERENCES people_person(school_id, id),
  constraint stock_loan_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_loan_school_id_store_id_fkey FOREIGN KEY (school_id, store_id) REFERENCES stock_store(school_id, id),
  constraint stock_loan_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint stock_loan_check CHECK ((due_on >= lent_on)),
  constraint stock_loan_state_check CHECK ((state = ANY (ARRAY['out'::text, 'back'::text, 'lost'::text])))
);
CREATE INDEX stock_loan_borrower ON public.stock_loan USING btree (school_id, borrower_id, lent_on DESC);
CREATE INDEX stock_loan_due ON public.stock_loan USING btree (school_id, due_on) WHERE (state = 'out'::text);
CREATE INDEX stock_loan_newest ON public.stock_loan USING btree (school_id, lent_on DESC, id DESC);
CREATE UNIQUE INDEX stock_loan_pkey ON public.stock_loan USING btree (school_id, id);
CREATE UNIQUE INDEX stock_loan_school_id_no_key ON public.stock_loan USING btree (school_id, no);
CREATE INDEX stock_loan_store ON public.stock_loan USING btree (school_id, store_id);
CREATE INDEX stock_loan_unit ON public.stock_loan USING btree (school_id, unit_id);
-- policy stock_loan_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_loan_line (
  school_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  seq integer not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14,3) not null,
  amount_fen bigint not null,
  out_condition text not null,
  back numeric(14,3) not null default 0,
  back_fen bigint not null default 0,
  lost numeric(14,3) not null default 0,
  back_condition text not null default ''::text,
  damaged boolean not null default false,
  constraint stock_loan_line_school_id_loan_id_seq_key UNIQUE (school_id, loan_id, seq),
  constraint stock_loan_line_pkey PRIMARY KEY (school_id, id),
  constraint stock_loan_line_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES stock_batch(school_id, id),
  constraint stock_loan_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_loan_line_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_loan_line_school_id_loan_id_fkey FOREIGN KEY (school_id, loan_id) REFERENCES stock_loan(school_id, id),
  constraint stock_loan_line_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint stock_loan_line_back_check CHECK ((back >= (0)::numeric)),
  constraint stock_loan_line_back_fen_check CHECK ((back_fen >= 0)),
  constraint stock_loan_line_check CHECK (((back + lost) <= quantity)),
  constraint stock_loan_line_check1 CHECK ((back_fen <= amount_fen)),
  constraint stock_loan_line_lost_check CHECK ((lost >= (0)::numeric)),
  constraint stock_loan_line_quantity_check CHECK ((quantity > (0)::numeric))
);
CREATE INDEX stock_loan_line_batch ON public.stock_loan_line USING btree (school_id, batch_id);
CREATE INDEX stock_loan_line_item ON public.stock_loan_line USING btree (school_id, item_id);
CREATE UNIQUE INDEX stock_loan_line_pkey ON public.stock_loan_line USING btree (school_id, id);
CREATE UNIQUE INDEX stock_loan_line_school_id_loan_id_seq_key ON public.stock_loan_line USING btree (school_id, loan_id, seq);
-- policy stock_loan_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_move (
  school_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  kind text not null,
  day date not null,
  store_id uuid not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14,3) not null,
  amount_fen bigint not null,
  unit_id uuid,
  at timestamp with time zone not null,
  constraint stock_move_pkey PRIMARY KEY (school_id, id),
  constraint stock_move_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES stock_batch(school_id, id),
  constraint stock_move_school_id_document_id_fkey FOREIGN KEY (school_id, document_id) REFERENCES stock_document(school_id, id),
  constraint stock_move_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_move_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_move_school_id_store_id_fkey FOREIGN KEY (school_id, store_id) REFERENCES stock_store(school_id, id),
  constraint stock_move_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint stock_move_quantity_check CHECK ((quantity <> (0)::numeric))
);
CREATE INDEX stock_move_batch ON public.stock_move USING btree (school_id, batch_id);
CREATE INDEX stock_move_document ON public.stock_move USING btree (school_id, document_id);
CREATE INDEX stock_move_item ON public.stock_move USING btree (school_id, item_id, day DESC, id DESC);
CREATE INDEX stock_move_kind ON public.stock_move USING btree (school_id, kind, day, item_id) INCLUDE (quantity, amount_fen, unit_id);
CREATE UNIQUE INDEX stock_move_pkey ON public.stock_move USING btree (school_id, id);
CREATE INDEX stock_move_store ON public.stock_move USING btree (school_id, store_id);
CREATE INDEX stock_move_unit ON public.stock_move USING btree (school_id, unit_id, item_id, day);
-- policy stock_move_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_need (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  state text not null,
  store_id uuid not null,
  asker_id uuid not null,
  unit_id uuid,
  unit_text text not null default ''::text,
  order_id uuid,
  order_no text not null default ''::text,
  purpose text not null,
  over_reason text not null default ''::text,
  decision text not null default ''::text,
  asked_on date not null,
  amount_fen bigint not null default 0,
  picked_by uuid,
  picked_text text not null default ''::text,
  papers integer not null default 0,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  asker_text text not null default ''::text,
  constraint stock_need_school_id_no_key UNIQUE (school_id, no),
  constraint stock_need_pkey PRIMARY KEY (school_id, id),
  constraint stock_need_school_id_asker_id_fkey FOREIGN KEY (school_id, asker_id) REFERENCES people_person(school_id, id),
  constraint stock_need_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_need_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint stock_need_school_id_store_id_fkey FOREIGN KEY (school_id, store_id) REFERENCES stock_store(school_id, id),
  constraint stock_need_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint stock_need_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint stock_need_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'returned'::text, 'approved'::text, 'picked'::text, 'part'::text, 'issued'::text, 'closed'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX stock_need_asker ON public.stock_need USING btree (school_id, asker_id, asked_on DESC, id DESC);
CREATE INDEX stock_need_newest ON public.stock_need USING btree (school_id, asked_on DESC, id DESC);
CREATE INDEX stock_need_order ON public.stock_need USING btree (school_id, order_id);
CREATE UNIQUE INDEX stock_need_pkey ON public.stock_need USING btree (school_id, id);
CREATE UNIQUE INDEX stock_need_school_id_no_key ON public.stock_need USING btree (school_id, no);
CREATE INDEX stock_need_state ON public.stock_need USING btree (school_id, state, asked_on DESC, id DESC);
CREATE INDEX stock_need_store ON public.stock_need USING btree (school_id, store_id);
CREATE INDEX stock_need_unit ON public.stock_need USING btree (school_id, unit_id, asked_on DESC, id DESC);
-- policy stock_need_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_need_line (
  school_id uuid not null,
  id uuid not null,
  need_id uuid not null,
  seq integer not null,
  item_id uuid not null,
  quantity numeric(14,3) not null,
  picked numeric(14,3) not null default 0,
  issued numeric(14,3) not null default 0,
  note text not null default ''::text,
  constraint stock_need_line_school_id_need_id_seq_key UNIQUE (school_id, need_id, seq),
  constraint stock_need_line_pkey PRIMARY KEY (school_id, id),
  constraint stock_need_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_need_line_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_need_line_school_id_need_id_fkey FOREIGN KEY (school_id, need_id) REFERENCES stock_need(school_id, id),
  constraint stock_need_line_check CHECK (((issued >= (0)::numeric) AND (issued <= quantity))),
  constraint stock_need_line_picked_check CHECK ((picked >= (0)::numeric)),
  constraint stock_need_line_quantity_check CHECK ((quantity > (0)::numeric))
);
CREATE INDEX stock_need_line_item ON public.stock_need_line USING btree (school_id, item_id);
CREATE UNIQUE INDEX stock_need_line_pkey ON public.stock_need_line USING btree (school_id, id);
CREATE UNIQUE INDEX stock_need_line_school_id_need_id_seq_key ON public.stock_need_line USING btree (school_id, need_id, seq);
-- policy stock_need_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_onhand (
  school_id uuid not null,
  id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14,3) not null default 0,
  amount_fen bigint not null default 0,
  constraint stock_onhand_pkey PRIMARY KEY (school_id, id),
  constraint stock_onhand_school_id_batch_id_fkey FOREIGN KEY (school_id, batch_id) REFERENCES stock_batch(school_id, id),
  constraint stock_onhand_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_onhand_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_onhand_school_id_store_id_fkey FOREIGN KEY (school_id, store_id) REFERENCES stock_store(school_id, id),
  constraint stock_onhand_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint stock_onhand_check CHECK (((quantity > (0)::numeric) OR (amount_fen = 0))),
  constraint stock_onhand_quantity_check CHECK ((quantity >= (0)::numeric))
);
CREATE INDEX stock_onhand_batch ON public.stock_onhand USING btree (school_id, batch_id);
CREATE UNIQUE INDEX stock_onhand_once ON public.stock_onhand USING btree (school_id, item_id, store_id, COALESCE(batch_id, '00000000-0000-0000-0000-000000000000'::uuid));
CREATE UNIQUE INDEX stock_onhand_pkey ON public.stock_onhand USING btree (school_id, id);
CREATE INDEX stock_onhand_store ON public.stock_onhand USING btree (school_id, store_id);
-- policy stock_onhand_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_quota (
  school_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  unit_id uuid,
  unit_kind text,
  quantity numeric(14,3) not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  constraint stock_quota_pkey PRIMARY KEY (school_id, id),
  constraint stock_quota_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_quota_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_quota_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint stock_quota_check CHECK (((unit_id IS NULL) <> (unit_kind IS NULL))),
  constraint stock_quota_quantity_check CHECK ((quantity >= (0)::numeric)),
  constraint stock_quota_unit_kind_check CHECK ((unit_kind = ANY (ARRAY['class'::text, 'department'::text])))
);
CREATE UNIQUE INDEX stock_quota_once ON public.stock_quota USING btree (school_id, item_id, COALESCE((unit_id)::text, unit_kind));
CREATE UNIQUE INDEX stock_quota_pkey ON public.stock_quota USING btree (school_id, id);
CREATE INDEX stock_quota_unit ON public.stock_quota USING btree (school_id, unit_id);
-- policy stock_quota_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_sheet (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  title text not null,
  state text not null,
  store_id uuid not null,
  day date not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint stock_sheet_school_id_no_key UNIQUE (school_id, no),
  constraint stock_sheet_pkey PRIMARY KEY (school_id, id),
  constraint stock_sheet_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_sheet_school_id_store_id_fkey FOREIGN KEY (school_id, store_id) REFERENCES stock_store(school_id, id),
  constraint stock_sheet_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'signed'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX stock_sheet_pkey ON public.stock_sheet USING btree (school_id, id);
CREATE UNIQUE INDEX stock_sheet_school_id_no_key ON public.stock_sheet USING btree (school_id, no);
CREATE INDEX stock_sheet_store ON public.stock_sheet USING btree (school_id, store_id);
-- policy stock_sheet_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_sheet_line (
  school_id uuid not null,
  id uuid not null,
  sheet_id uuid not null,
  unit_id uuid not null,
  item_id uuid not null,
  kit_id uuid not null,
  standard numeric(14,3) not null,
  has numeric(14,3) not null default 0,
  demand numeric(14,3) not null,
  constraint stock_sheet_line_school_id_sheet_id_unit_id_item_id_key UNIQUE (school_id, sheet_id, unit_id, item_id),
  constraint stock_sheet_line_pkey PRIMARY KEY (school_id, id),
  constraint stock_sheet_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_sheet_line_school_id_item_id_fkey FOREIGN KEY (school_id, item_id) REFERENCES stock_item(school_id, id),
  constraint stock_sheet_line_school_id_kit_id_fkey FOREIGN KEY (school_id, kit_id) REFERENCES stock_kit(school_id, id),
  constraint stock_sheet_line_school_id_sheet_id_fkey FOREIGN KEY (school_id, sheet_id) REFERENCES stock_sheet(school_id, id),
  constraint stock_sheet_line_school_id_unit_id_fkey FOREIGN KEY (school_id, unit_id) REFERENCES org_unit(school_id, id),
  constraint stock_sheet_line_demand_check CHECK ((demand >= (0)::numeric)),
  constraint stock_sheet_line_has_check CHECK ((has >= (0)::numeric)),
  constraint stock_sheet_line_standard_check CHECK ((standard > (0)::numeric))
);
CREATE INDEX stock_sheet_line_item ON public.stock_sheet_line USING btree (school_id, item_id);
CREATE INDEX stock_sheet_line_kit ON public.stock_sheet_line USING btree (school_id, kit_id);
CREATE UNIQUE INDEX stock_sheet_line_pkey ON public.stock_sheet_line USING btree (school_id, id);
CREATE UNIQUE INDEX stock_sheet_line_school_id_sheet_id_unit_id_item_id_key ON public.stock_sheet_line USING btree (school_id, sheet_id, unit_id, item_id);
CREATE INDEX stock_sheet_line_unit ON public.stock_sheet_line USING btree (school_id, unit_id);
-- policy stock_sheet_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stock_store (
  school_id uuid not null,
  id uuid not null,
  name text not null,
  keeper_id uuid,
  place_text text not null default ''::text,
  note text not null default ''::text,
  sort integer not null default 0,
  closed boolean not null default false,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint stock_store_school_id_name_key UNIQUE (school_id, name),
  constraint stock_store_pkey PRIMARY KEY (school_id, id),
  constraint stock_store_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stock_store_school_id_keeper_id_fkey FOREIGN KEY (school_id, keeper_id) REFERENCES people_person(school_id, id)
);
CREATE INDEX stock_store_keeper ON public.stock_store USING btree (school_id, keeper_id);
CREATE UNIQUE INDEX stock_store_pkey ON public.stock_store USING btree (school_id, id);
CREATE UNIQUE INDEX stock_store_school_id_name_key ON public.stock_store USING btree (school_id, name);
-- policy stock_store_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stocktake_campaign (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  kind text not null,
  title text not null,
  state text not null,
  blind boolean not null,
  scope jsonb not null,
  scope_text text not null,
  due_on date,
  note text not null default ''::text,
  started_at timestamp with time zone,
  finished_on date,
  adjusted_on date,
  closed_on date,
  submitted_by uuid,
  approved_by text not null default ''::text,
  answer text not null default ''::text,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint stocktake_campaign_school_id_no_key UNIQUE (school_id, no),
  constraint stocktake_campaign_pkey PRIMARY KEY (school_id, id),
  constraint stocktake_campaign_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stocktake_campaign_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'stock'::text]))),
  constraint stocktake_campaign_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'counting'::text, 'settling'::text, 'approving'::text, 'approved'::text, 'adjusted'::text, 'closed'::text, 'cancelled'::text])))
);
CREATE INDEX stocktake_campaign_adjusted ON public.stocktake_campaign USING btree (school_id, kind, adjusted_on DESC) WHERE (adjusted_on IS NOT NULL);
CREATE INDEX stocktake_campaign_newest ON public.stocktake_campaign USING btree (school_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX stocktake_campaign_pkey ON public.stocktake_campaign USING btree (school_id, id);
CREATE UNIQUE INDEX stocktake_campaign_school_id_no_key ON public.stocktake_campaign USING btree (school_id, no);
CREATE INDEX stocktake_campaign_state ON public.stocktake_campaign USING btree (school_id, state, created_at DESC, id DESC);
-- policy stocktake_campaign_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stocktake_counter (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  name text not null,
  duty text not null,
  areas uuid[] not null default '{}'::uuid[],
  areas_text text not null default ''::text,
  constraint stocktake_counter_school_id_campaign_id_person_id_key UNIQUE (school_id, campaign_id, person_id),
  constraint stocktake_counter_pkey PRIMARY KEY (school_id, id),
  constraint stocktake_counter_school_id_campaign_id_fkey FOREIGN KEY (school_id, campaign_id) REFERENCES stocktake_campaign(school_id, id),
  constraint stocktake_counter_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stocktake_counter_school_id_person_id_fkey FOREIGN KEY (school_id, person_id) REFERENCES people_person(school_id, id),
  constraint stocktake_counter_duty_check CHECK ((duty = ANY (ARRAY['counter'::text, 'watcher'::text])))
);
CREATE INDEX stocktake_counter_person ON public.stocktake_counter USING btree (school_id, person_id);
CREATE UNIQUE INDEX stocktake_counter_pkey ON public.stocktake_counter USING btree (school_id, id);
CREATE UNIQUE INDEX stocktake_counter_school_id_campaign_id_person_id_key ON public.stocktake_counter USING btree (school_id, campaign_id, person_id);
-- policy stocktake_counter_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stocktake_entry (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  line_id uuid,
  kind text not null,
  round integer not null,
  spot text not null default ''::text,
  area_id uuid,
  quantity numeric(14,3) not null,
  damaged boolean not null default false,
  move_here boolean not null default false,
  room_done boolean not null default false,
  note text not null default ''::text,
  counted_at timestamp with time zone not null,
  counter_id uuid not null,
  counter_name text not null,
  received_at timestamp with time zone not null,
  undoes uuid,
  constraint stocktake_entry_pkey PRIMARY KEY (school_id, id),
  constraint stocktake_entry_school_id_campaign_id_fkey FOREIGN KEY (school_id, campaign_id) REFERENCES stocktake_campaign(school_id, id),
  constraint stocktake_entry_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stocktake_entry_school_id_line_id_fkey FOREIGN KEY (school_id, line_id) REFERENCES stocktake_line(school_id, id),
  constraint stocktake_entry_check CHECK (((kind = 'undo'::text) OR ((kind = 'room'::text) = (line_id IS NULL)))),
  constraint stocktake_entry_kind_check CHECK (((kind = ANY (ARRAY['seen'::text, 'absent'::text, 'extra'::text, 'room'::text, 'undo'::text])) AND ((kind = 'undo'::text) = (undoes IS NOT NULL)))),
  constraint stocktake_entry_quantity_check CHECK ((quantity >= (0)::numeric))
);
CREATE INDEX stocktake_entry_fold ON public.stocktake_entry USING btree (school_id, line_id, round, spot, counted_at DESC, id DESC);
CREATE UNIQUE INDEX stocktake_entry_pkey ON public.stocktake_entry USING btree (school_id, id);
CREATE INDEX stocktake_entry_room ON public.stocktake_entry USING btree (school_id, campaign_id, area_id, counted_at DESC, id DESC) WHERE (kind = 'room'::text);
CREATE INDEX stocktake_entry_undone ON public.stocktake_entry USING btree (school_id, undoes) WHERE (undoes IS NOT NULL);
-- policy stocktake_entry_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stocktake_event (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  at timestamp with time zone not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint stocktake_event_pkey PRIMARY KEY (school_id, id),
  constraint stocktake_event_school_id_campaign_id_fkey FOREIGN KEY (school_id, campaign_id) REFERENCES stocktake_campaign(school_id, id),
  constraint stocktake_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX stocktake_event_campaign ON public.stocktake_event USING btree (school_id, campaign_id, id);
CREATE UNIQUE INDEX stocktake_event_pkey ON public.stocktake_event USING btree (school_id, id);
-- policy stocktake_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table stocktake_line (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  origin text not null,
  asset_id uuid,
  store_id uuid,
  item_id uuid,
  batch_id uuid,
  code text not null default ''::text,
  name text not null,
  spec text not null default ''::text,
  measure text not null,
  book_quantity numeric(14,3) not null,
  book_fen bigint not null,
  area_id uuid,
  area_text text not null default ''::text,
  area_path uuid[] not null default '{}'::uuid[],
  unit_text text not null default ''::text,
  keeper_text text not null default ''::text,
  use_text text not null default ''::text,
  round integer not null default 1,
  found_quantity numeric(14,3),
  found_area_id uuid,
  found_area_text text not null default ''::text,
  damaged boolean not null default false,
  move_here boolean not null default false,
  count_note text not null default ''::text,
  counted_at timestamp with time zone,
  counted_by text not null default ''::text,
  cause text,
  opinion text not null default ''::text,
  value_fen bigint,
  value_basis text,
  settled_by text not null default ''::text,
  released boolean not null default false,
  result text not null generated as 
CASE
    WHEN released THEN 'out'::text
    WHEN ((origin <> 'book'::text) AND (found_quantity IS NULL) AND (round = 1)) THEN 'out'::text
    WHEN ((origin = 'extra'::text) AND (found_quantity = (0)::numeric)) THEN 'out'::text
    WHEN (found_quantity IS NULL) THEN 'open'::text
    WHEN (found_quantity < book_quantity) THEN 'missing'::text
    WHEN (found_quantity > book_quantity) THEN 'surplus'::text
    WHEN damaged THEN 'damaged'::text
    WHEN ((found_area_id IS NOT NULL) AND (found_area_id IS DISTINCT FROM area_id)) THEN 'moved'::text
    ELSE 'match'::text
END,
  settled_person uuid,
  constraint stocktake_line_pkey PRIMARY KEY (school_id, id),
  constraint stocktake_line_school_id_campaign_id_fkey FOREIGN KEY (school_id, campaign_id) REFERENCES stocktake_campaign(school_id, id),
  constraint stocktake_line_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint stocktake_line_book_fen_check CHECK ((book_fen >= 0)),
  constraint stocktake_line_book_quantity_check CHECK ((book_quantity >= (0)::numeric)),
  constraint stocktake_line_cause_check CHECK ((cause = ANY (ARRAY['moved'::text, 'unregistered'::text, 'lost'::text, 'worn'::text, 'lent'::text, 'booking'::text, 'measure'::text, 'other'::text]))),
  constraint stocktake_line_check CHECK (((origin <> 'extra'::text) OR ((book_quantity = (0)::numeric) AND (asset_id IS NULL)))),
  constraint stocktake_line_found_quantity_check CHECK ((found_quantity >= (0)::numeric)),
  constraint stocktake_line_origin_check CHECK ((origin = ANY (ARRAY['book'::text, 'outside'::text, 'extra'::text]))),
  constraint stocktake_line_value_basis_check CHECK ((value_basis = ANY (ARRAY['market'::text, 'nominal'::text]))),
  constraint stocktake_line_value_fen_check CHECK ((value_fen >= 0))
);
CREATE UNIQUE INDEX stocktake_line_asset ON public.stocktake_line USING btree (school_id, campaign_id, asset_id) WHERE (asset_id IS NOT NULL);
CREATE INDEX stocktake_line_code ON public.stocktake_line USING btree (school_id, campaign_id, code);
CREATE INDEX stocktake_line_list ON public.stocktake_line USING btree (school_id, campaign_id, area_text, code, id);
CREATE UNIQUE INDEX stocktake_line_pkey ON public.stocktake_line USING btree (school_id, id);
CREATE INDEX stocktake_line_result ON public.stocktake_line USING btree (school_id, campaign_id, result, area_text, code, id);
-- policy stocktake_line_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table supplier_delivery (
  school_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  delivered_on date not null,
  quality integer,
  quantity integer,
  time integer,
  place integer,
  price integer,
  note text not null default ''::text,
  rated_by text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint supplier_delivery_school_id_document_kind_document_id_key UNIQUE (school_id, document_kind, document_id),
  constraint supplier_delivery_pkey PRIMARY KEY (school_id, id),
  constraint supplier_delivery_school_id_firm_id_fkey FOREIGN KEY (school_id, firm_id) REFERENCES supplier_firm(school_id, id),
  constraint supplier_delivery_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint supplier_delivery_place_check CHECK (((place >= 1) AND (place <= 5))),
  constraint supplier_delivery_price_check CHECK (((price >= 1) AND (price <= 5))),
  constraint supplier_delivery_quality_check CHECK (((quality >= 1) AND (quality <= 5))),
  constraint supplier_delivery_quantity_check CHECK (((quantity >= 1) AND (quantity <= 5))),
  constraint supplier_delivery_time_check CHECK ((("time" >= 1) AND ("time" <= 5)))
);
CREATE INDEX supplier_delivery_day ON public.supplier_delivery USING btree (school_id, delivered_on DESC, id DESC);
CREATE INDEX supplier_delivery_firm ON public.supplier_delivery USING btree (school_id, firm_id, delivered_on DESC, id DESC);
CREATE UNIQUE INDEX supplier_delivery_pkey ON public.supplier_delivery USING btree (school_id, id);
CREATE UNIQUE INDEX supplier_delivery_school_id_document_kind_document_id_key ON public.supplier_delivery USING btree (school_id, document_kind, document_id);
-- policy supplier_delivery_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table supplier_event (
  school_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  at timestamp with time zone not null,
  on_day date not null,
  action text not null,
  actor_name text not null,
  note text not null default ''::text,
  constraint supplier_event_pkey PRIMARY KEY (school_id, id),
  constraint supplier_event_school_id_firm_id_fkey FOREIGN KEY (school_id, firm_id) REFERENCES supplier_firm(school_id, id),
  constraint supplier_event_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX supplier_event_day ON public.supplier_event USING btree (school_id, action, on_day DESC, id DESC);
CREATE INDEX supplier_event_firm ON public.supplier_event USING btree (school_id, firm_id, id);
CREATE UNIQUE INDEX supplier_event_pkey ON public.supplier_event USING btree (school_id, id);
-- policy supplier_event_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table supplier_firm (
  school_id uuid not null,
  id uuid not null,
  no text not null,
  name text not null,
  name_key text not null,
  pinyin text not null default ''::text,
  initials text not null default ''::text,
  credit_code text,
  contact_name text not null default ''::text,
  phone text not null default ''::text,
  address text not null default ''::text,
  bank_name text not null default ''::text,
  bank_account text not null default ''::text,
  supplies text not null default ''::text,
  note text not null default ''::text,
  state text not null,
  block_reason text not null default ''::text,
  blocked_until date,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint supplier_firm_school_id_name_key_key UNIQUE (school_id, name_key),
  constraint supplier_firm_school_id_no_key UNIQUE (school_id, no),
  constraint supplier_firm_pkey PRIMARY KEY (school_id, id),
  constraint supplier_firm_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint supplier_firm_check CHECK (((state = 'blocked'::text) OR ((block_reason = ''::text) AND (blocked_until IS NULL)))),
  constraint supplier_firm_state_check CHECK ((state = ANY (ARRAY['active'::text, 'blocked'::text, 'ended'::text])))
);
CREATE UNIQUE INDEX supplier_firm_credit ON public.supplier_firm USING btree (school_id, credit_code) WHERE (credit_code IS NOT NULL);
CREATE INDEX supplier_firm_list ON public.supplier_firm USING btree (school_id, pinyin, id);
CREATE UNIQUE INDEX supplier_firm_pkey ON public.supplier_firm USING btree (school_id, id);
CREATE UNIQUE INDEX supplier_firm_school_id_name_key_key ON public.supplier_firm USING btree (school_id, name_key);
CREATE UNIQUE INDEX supplier_firm_school_id_no_key ON public.supplier_firm USING btree (school_id, no);
-- policy supplier_firm_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

create table supplier_licence (
  school_id uuid not null,
  id uuid not null,
  firm_id uuid not null,
  title text not null,
  number text not null default ''::text,
  valid_to date,
  required boolean not null,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint supplier_licence_pkey PRIMARY KEY (school_id, id),
  constraint supplier_licence_school_id_firm_id_fkey FOREIGN KEY (school_id, firm_id) REFERENCES supplier_firm(school_id, id),
  constraint supplier_licence_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);
CREATE INDEX supplier_licence_ends ON public.supplier_licence USING btree (school_id, valid_to) WHERE ((ended_at IS NULL) AND (valid_to IS NOT NULL));
CREATE INDEX supplier_licence_firm ON public.supplier_licence USING btree (school_id, firm_id);
CREATE UNIQUE INDEX supplier_licence_pkey ON public.supplier_licence USING btree (school_id, id);
-- policy supplier_licence_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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

create table workorder_frozen (
  school_id uuid not null,
  id uuid not null,
  month text not null,
  groups jsonb not null,
  days jsonb not null,
  frozen_at timestamp with time zone not null,
  constraint workorder_frozen_school_id_month_key UNIQUE (school_id, month),
  constraint workorder_frozen_pkey PRIMARY KEY (school_id, id),
  constraint workorder_frozen_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_frozen_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
CREATE UNIQUE INDEX workorder_frozen_pkey ON public.workorder_frozen USING btree (school_id, id);
CREATE UNIQUE INDEX workorder_frozen_school_id_month_key ON public.workorder_frozen USING btree (school_id, month);
-- policy workorder_frozen_school using (school_id = (NULLIF(current_setting('app.school_id'::text, true), ''::text))::uuid)

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
  document_kind text,
  document_id uuid,
  taken_back boolean not null default false,
  constraint workorder_material_pkey PRIMARY KEY (school_id, id),
  constraint workorder_material_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint workorder_material_school_id_order_id_fkey FOREIGN KEY (school_id, order_id) REFERENCES workorder_order(school_id, id),
  constraint workorder_material_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint workorder_material_check CHECK (((document_kind IS NULL) = (document_id IS NULL))),
  constraint workorder_material_qty_check CHECK ((qty > (0)::numeric)),
  constraint workorder_material_unit_price_fen_check CHECK ((unit_price_fen >= 0))
);
CREATE INDEX workorder_material_document ON public.workorder_material USING btree (school_id, document_id) WHERE (document_id IS NOT NULL);
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
CREATE INDEX workorder_order_find ON public.workorder_order USING gin (workorder_keys(school_id, search)) WITH (gin_pending_list_limit='512');
CREATE UNIQUE INDEX workorder_order_fingerprint ON public.workorder_order USING btree (school_id, fingerprint) WHERE (fingerprint IS NOT NULL);
CREATE INDEX workorder_order_import ON public.workorder_order USING btree (school_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX workorder_order_newest ON public.workorder_order USING btree (school_id, reported_at DESC, id DESC);
CREATE UNIQUE INDEX workorder_order_pkey ON public.workorder_order USING btree (school_id, id);
CREATE INDEX workorder_order_place ON public.workorder_order USING btree (school_id, place_id, reported_at DESC);
CREATE INDEX workorder_order_place_done ON public.workorder_order USING btree (school_id, place_id, done_at DESC) WHERE (done_at IS NOT NULL);
CREATE INDEX workorder_order_reporter ON public.workorder_order USING btree (school_id, reporter_person_id, reported_at DESC);
CREATE INDEX workorder_order_rework ON public.workorder_order USING btree (school_id, reported_at DESC) WHERE (rework_count > 0);
CREATE UNIQUE INDEX workorder_order_school_id_follow_token_key ON public.workorder_order USING btree (school_id, follow_token);
CREATE UNIQUE INDEX workorder_order_school_id_no_key ON public.workorder_order USING btree (school_id, no);
CREATE INDEX workorder_order_state ON public.workorder_order USING btree (school_id, state, reported_at DESC, id DESC);
CREATE INDEX workorder_order_stranger ON public.workorder_order USING btree (school_id, stranger, reported_on) WHERE (stranger IS NOT NULL);
CREATE INDEX workorder_order_trade ON public.workorder_order USING btree (school_id, trade, reported_at DESC, id DESC);
CREATE INDEX workorder_order_unassigned ON public.workorder_order USING btree (school_id, reported_at DESC) WHERE ((assignee_id IS NULL) AND (state = ANY (ARRAY['reported'::text, 'accepted'::text])));
CREATE INDEX workorder_order_unconfirmed ON public.workorder_order USING btree (school_id, reporter_person_id, reported_at DESC) WHERE (state = 'done'::text);
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

CREATE OR REPLACE FUNCTION public.asset_keys(school uuid, words text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE COST 20000
AS $function$
  select coalesce(array_agg(distinct right(school::text, 6) || substr(words, i, 2)), '{}')
  from generate_series(1, length(words) - 1) as i
$function$

CREATE OR REPLACE FUNCTION public.asset_search(words text[], most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select id from asset_card
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and asset_keys(school_id, search) @> (
      select array_agg(distinct key) from unnest(words) as word,
        unnest(asset_keys(nullif(current_setting('app.school_id', true), '')::uuid, word)) as key)
    and not exists (select from unnest(words) as word where strpos(search, word) = 0)
  limit most
$function$

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

CREATE OR REPLACE FUNCTION public.ledger_book_lock(book_id text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  select hashtextextended(ledger_school()::text || '/' || book_id, 7203)
$function$

CREATE OR REPLACE FUNCTION public.ledger_hold_alone(book_id text)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(ledger_book_lock(book_id))
$function$

CREATE OR REPLACE FUNCTION public.ledger_hold_open(book_id text, of_month text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  perform pg_advisory_xact_lock_shared(ledger_book_lock(book_id));
  return not exists (
    select from ledger_period
    where school_id = ledger_school() and book = book_id and month >= of_month and state = 'closed');
end $function$

CREATE OR REPLACE FUNCTION public.ledger_lock(book_id text, accounts jsonb, moment timestamp with time zone)
 RETURNS SETOF ledger_account
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  wanted jsonb;
begin
  for wanted in select value from jsonb_array_elements(accounts) loop
    return next ledger_take(book_id, wanted, moment);
  end loop;
end $function$

CREATE OR REPLACE FUNCTION public.ledger_number_month(book_id text, of_month text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  first_day date := (of_month || '-01')::date;
  last int;
  given int;
begin
  select coalesce(max(right(no, 6)::int), 0) into last from ledger_entry
  where school_id = ledger_school() and book = book_id and day >= first_day and day < first_day + interval '1 month';
  with numbered as (
    select id, last + row_number() over (order by day, id) as n from ledger_entry
    where school_id = ledger_school() and book = book_id and day >= first_day and day < first_day + interval '1 month'
      and no is null)
  update ledger_entry e set no = 'JZ-' || of_month || '-' || lpad(n.n::text, 6, '0')
  from numbered n where e.school_id = ledger_school() and e.id = n.id;
  get diagnostics given = row_count;
  return last + given;
end $function$

CREATE OR REPLACE FUNCTION public.ledger_post(entry jsonb, accounts jsonb, lines jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  school uuid := ledger_school();
  book_id text := entry->>'book';
  on_day date := (entry->>'day')::date;
  moment timestamptz := (entry->>'at')::timestamptz;
  original ledger_entry;
  wanted jsonb;
  taken ledger_account;
  ids uuid[] := '{}';
  i int := 0;
begin
  if school is null then raise exception 'an entry needs a school'; end if;
  if exists (select from jsonb_array_elements(lines) l group by l->>'commodity' having sum((l->>'quantity')::numeric) <> 0)
     or (select sum((l->>'fen')::bigint) from jsonb_array_elements(lines) l) <> 0 then
    raise exception 'the entry does not balance';
  end if;
  if not ledger_hold_open(book_id, to_char(on_day, 'YYYY-MM')) then
    return jsonb_build_object('refused', 'closed');
  end if;
  if entry->>'reverses' is not null then
    select * into original from ledger_entry
    where school_id = school and id = (entry->>'reverses')::uuid and book = book_id for update;
    if not found then return jsonb_build_object('refused', 'unknown'); end if;
    if original.reverses_id is not null then return jsonb_build_object('refused', 'is_reversal'); end if;
    if exists (select from ledger_entry where school_id = school and reverses_id = original.id) then
      return jsonb_build_object('refused', 'reversed');
    end if;
  end if;
  for wanted in select value from jsonb_array_elements(accounts) loop
    taken := ledger_take(book_id, wanted, moment);
    ids := ids || taken.id;
    if taken.floor and (taken.held_fen + (wanted->>'fen')::bigint < 0
        or taken.held_quantity + (wanted->>'quantity')::numeric < 0) then
      return jsonb_build_object('refused', 'short', 'kind', taken.kind, 'key', taken.key, 'title', taken.title,
        'leftFen', taken.held_fen, 'leftQuantity', taken.held_quantity::text,
        'needFen', -(wanted->>'fen')::bigint, 'needQuantity', (-(wanted->>'quantity')::numeric)::text);
    end if;
  end loop;
  for wanted in select value from jsonb_array_elements(accounts) loop
    i := i + 1;
    update ledger_account set held_fen = held_fen + (wanted->>'fen')::bigint,
      held_quantity = held_quantity + (wanted->>'quantity')::numeric,
      title = coalesce(nullif(wanted->>'title', ''), title)
    where school_id = school and id = ids[i] and floor;
  end loop;
  insert into ledger_entry (school_id, id, book, day, document_kind, document_id, document_no, note, reverses_id,
    posted_at, person_id, who)
  values (school, (entry->>'id')::uuid, book_id, on_day, entry->>'documentKind', (entry->>'documentId')::uuid,
    entry->>'documentNo', entry->>'note', (entry->>'reverses')::uuid, moment, (entry->>'personId')::uuid, entry->>'who');
  insert into ledger_line (school_id, id, entry_id, seq, account_id, day, amount_fen, quantity)
  select school, (l.value->>'id')::uuid, (entry->>'id')::uuid, l.ordinality, ids[(l.value->>'account')::int], on_day,
    (l.value->>'fen')::bigint, (l.value->>'quantity')::numeric
  from jsonb_array_elements(lines) with ordinality as l;
  return null;
end $function$

CREATE OR REPLACE FUNCTION public.ledger_school()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select nullif(current_setting('app.school_id', true), '')::uuid
$function$

CREATE OR REPLACE FUNCTION public.ledger_take(book_id text, wanted jsonb, moment timestamp with time zone)
 RETURNS ledger_account
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  school uuid := ledger_school();
  found_account ledger_account;
begin
  for attempt in 1..2 loop
    if (wanted->>'floor')::boolean then
      select * into found_account from ledger_account
      where school_id = school and book = book_id and kind = wanted->>'kind' and key = wanted->>'key'
        and commodity = wanted->>'commodity'
      for update;
    else
      select * into found_account from ledger_account
      where school_id = school and book = book_id and kind = wanted->>'kind' and key = wanted->>'key'
        and commodity = wanted->>'commodity';
    end if;
    exit when found;
    insert into ledger_account (school_id, id, book, kind, key, commodity, title, floor, held_fen, held_quantity, opened_at)
    values (school, (wanted->>'id')::uuid, book_id, wanted->>'kind', wanted->>'key', wanted->>'commodity', wanted->>'title',
      (wanted->>'floor')::boolean, case when (wanted->>'floor')::boolean then 0 end,
      case when (wanted->>'floor')::boolean then 0 end, moment)
    on conflict (school_id, book, kind, key, commodity) do nothing
    returning * into found_account;
    exit when found;
  end loop;
  return found_account;
end $function$

CREATE OR REPLACE FUNCTION public.workorder_find(words text[], most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select id from workorder_order
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and workorder_keys(school_id, search) @> (
      select array_agg(distinct key) from unnest(words) as word,
        unnest(workorder_keys(nullif(current_setting('app.school_id', true), '')::uuid, word)) as key)
    and not exists (select from unnest(words) as word where strpos(search, word) = 0)
  limit most
$function$

CREATE OR REPLACE FUNCTION public.workorder_freeze(of_month text, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  school uuid := nullif(current_setting('app.school_id', true), '')::uuid;
  first_day date := (of_month || '-01')::date;
  last_day date := (first_day + interval '1 month' - interval '1 day')::date;
begin
  if not pg_try_advisory_xact_lock(workorder_month_lock(school, of_month)) then
    return false;
  end if;
  insert into workorder_frozen (school_id, id, month, groups, days, frozen_at)
  with by_day as (
    select to_char(o.reported_on, 'YYYY-MM-DD') as day, o.kind, o.trade, count(*) as orders, count(o.done_at) as finished,
      count(*) filter (where o.done_at > o.finish_due_at) as late, coalesce(sum(l.items), 0) as items
    from workorder_order o
    left join (
      select order_id, sum(qty) as items from workorder_line
      where school_id = school and counts and reported_on between first_day and last_day group by order_id
    ) l on l.order_id = o.id
    where o.school_id = school and o.reported_on between first_day and last_day
    group by 1, o.kind, o.trade
  ), by_month as (
    select kind, trade, sum(orders) as orders, sum(finished) as finished, sum(late) as late, sum(items)::text as items
    from by_day group by kind, trade
  )
  select school, gen_random_uuid(), of_month,
    (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from by_month m),
    (select coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object('items', d.items::text)), '[]') from by_day d), moment
  on conflict (school_id, month) do nothing;
  return true;
end $function$

CREATE OR REPLACE FUNCTION public.workorder_keys(school uuid, words text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE COST 20000
AS $function$
  select coalesce(array_agg(distinct right(school::text, 6) || substr(words, i, 2)), '{}')
  from generate_series(1, length(words) - 1) as i
$function$

CREATE OR REPLACE FUNCTION public.workorder_month_lock(school uuid, of_month text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select hashtextextended(school::text || '/' || of_month, 7204)
$function$

CREATE OR REPLACE FUNCTION public.workorder_thaw()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare of_month text;
begin
  if tg_op <> 'INSERT' then
    of_month := to_char(old.reported_on, 'YYYY-MM');
    perform pg_advisory_xact_lock_shared(workorder_month_lock(old.school_id, of_month));
    delete from workorder_frozen where school_id = old.school_id and month = of_month;
  end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and to_char(new.reported_on, 'YYYY-MM') <> of_month) then
    of_month := to_char(new.reported_on, 'YYYY-MM');
    perform pg_advisory_xact_lock_shared(workorder_month_lock(new.school_id, of_month));
    delete from workorder_frozen where school_id = new.school_id and month = of_month;
  end if;
  return null;
end $function$

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
