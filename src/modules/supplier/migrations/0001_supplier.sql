-- Firms and persons the school buys from.
create table supplier_firm (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  name text not null,
  -- the name without spaces and brackets of either width, so that it is registered once
  name_key text not null,
  pinyin text not null default '',
  initials text not null default '',
  -- unified social credit code, GB 32100-2015
  credit_code text,
  contact_name text not null default '',
  phone text not null default '',
  address text not null default '',
  bank_name text not null default '',
  bank_account text not null default '',
  supplies text not null default '',
  note text not null default '',
  state text not null check (state in ('active', 'blocked', 'ended')),
  block_reason text not null default '',
  -- the last day of the block; none for good
  blocked_until date,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  unique (school_id, name_key),
  check (state = 'blocked' or (block_reason = '' and blocked_until is null))
);
create unique index supplier_firm_credit on supplier_firm (school_id, credit_code) where credit_code is not null;
create index supplier_firm_list on supplier_firm (school_id, pinyin, id);

-- Papers without which nothing is bought, or which one keeps an eye on.
create table supplier_licence (
  school_id uuid not null references school (id),
  id uuid not null,
  firm_id uuid not null,
  title text not null,
  number text not null default '',
  valid_to date,
  required boolean not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, firm_id) references supplier_firm (school_id, id)
);
create index supplier_licence_firm on supplier_licence (school_id, firm_id);
create index supplier_licence_ends on supplier_licence (school_id, valid_to) where ended_at is null and valid_to is not null;

-- How one delivery was, by the five factors; none where nothing can be said.
create table supplier_delivery (
  school_id uuid not null references school (id),
  id uuid not null,
  firm_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  delivered_on date not null,
  quality int check (quality between 1 and 5),
  quantity int check (quantity between 1 and 5),
  time int check (time between 1 and 5),
  place int check (place between 1 and 5),
  price int check (price between 1 and 5),
  note text not null default '',
  rated_by text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, firm_id) references supplier_firm (school_id, id),
  unique (school_id, document_kind, document_id)
);
create index supplier_delivery_firm on supplier_delivery (school_id, firm_id, delivered_on desc, id desc);
create index supplier_delivery_day on supplier_delivery (school_id, delivered_on desc, id desc);

create table supplier_event (
  school_id uuid not null references school (id),
  id uuid not null,
  firm_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, firm_id) references supplier_firm (school_id, id)
);
create index supplier_event_firm on supplier_event (school_id, firm_id, id);
create index supplier_event_day on supplier_event (school_id, action, on_day desc, id desc);
select zongwu_guard('supplier_firm', 'supplier_licence', 'supplier_delivery', 'supplier_event');
