-- Orders under a contract, deductions line by line, and the whole way of an order on an outside platform.
alter table procurement_order_line add column contract_line_id uuid;
alter table procurement_order_line add column deducted_fen bigint not null default 0 check (deducted_fen >= 0);
alter table procurement_order_line add constraint procurement_order_line_deducted check (deducted_fen <= accepted_fen);
alter table procurement_order_line add foreign key (school_id, contract_line_id) references contract_line (school_id, id);
create index procurement_order_line_contract on procurement_order_line (school_id, contract_line_id)
  where contract_line_id is not null;

alter table procurement_order add foreign key (school_id, contract_id) references contract_agreement (school_id, id);
create index procurement_order_contract on procurement_order (school_id, contract_id) where contract_id is not null;
alter table procurement_order drop constraint procurement_order_portal_state_check;
alter table procurement_order add constraint procurement_order_portal_state_check
  check (portal_state in ('', 'applied', 'bureau', 'finance', 'placed', 'taken', 'shipped', 'delivered', 'settled'));

-- Lists of their own for inquiries, acceptances by state, mismatches by state.
create index procurement_sheet_newest on procurement_sheet (school_id, opened_on desc, id desc);
create index procurement_acceptance_state on procurement_acceptance (school_id, state, arrived_on desc, id desc);
create index procurement_mismatch_state on procurement_mismatch (school_id, state, found_on desc, id desc);
-- Requests are counted by the day of asking, decided or not.
create index procurement_request_asked on procurement_request (school_id, asked_on, state);
