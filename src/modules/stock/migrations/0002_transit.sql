-- Goods sent to another store are in transit until its keeper receives them. A transfer, what arrives of it,
-- what is missing and what is written off of that carry the transfer's id; transfers from before have none:
-- they arrived at once.
alter table stock_document add column transit_id uuid;
alter table stock_document add foreign key (school_id, transit_id) references stock_document (school_id, id);
create index stock_document_transit on stock_document (school_id, transit_id);
alter table stock_document drop constraint stock_document_kind_check;
alter table stock_document add constraint stock_document_kind_check check (kind in ('receipt', 'opening', 'issue',
  'kit', 'return', 'loan', 'back', 'lost', 'transfer', 'arrival', 'difference', 'loss', 'correction'));
alter table stock_document drop constraint stock_document_state_check;
alter table stock_document add constraint stock_document_state_check check (state in ('pending', 'transit', 'open',
  'posted', 'reversed', 'refused', 'withdrawn'));
create index stock_document_waiting on stock_document (school_id, state, to_store_id) where state in ('transit', 'open');

-- Whose paper it is, as it was called then: lists and searches read it here.
alter table stock_need add column asker_text text not null default '';
update stock_need n set asker_text = p.name from people_person p
where p.school_id = n.school_id and p.id = n.asker_id;
alter table stock_loan add column borrower_text text not null default '';
alter table stock_loan add column unit_text text not null default '';
update stock_loan l set borrower_text = p.name from people_person p
where p.school_id = l.school_id and p.id = l.borrower_id;
update stock_loan l set unit_text = u.name from org_unit u where u.school_id = l.school_id and u.id = l.unit_id;
