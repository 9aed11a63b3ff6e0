-- What orders placed under a contract take of it: the request behind an order holds that money of the budget from
-- then on, the contract no longer does.
create table contract_draw (
  school_id uuid not null references school (id),
  id uuid not null,
  agreement_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  title text not null,
  day date not null,
  amount_fen bigint not null check (amount_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen between 0 and amount_fen),
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, document_kind, document_id),
  foreign key (school_id, agreement_id) references contract_agreement (school_id, id)
);
create index contract_draw_agreement on contract_draw (school_id, agreement_id, day, id);

alter table contract_payment add column draw_id uuid;
alter table contract_payment add foreign key (school_id, draw_id) references contract_draw (school_id, id);
create index contract_payment_draw on contract_payment (school_id, draw_id) where draw_id is not null;

select zongwu_guard('contract_draw');
