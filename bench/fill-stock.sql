-- A hundred thousand movements of one store behind the papers that are measured: one piece in, one piece out, each
-- with paper, line, movement and a balanced entry in the book, so that shelves and book still agree.
create temporary table history on commit drop as
select g, gen_random_uuid() as document_id, gen_random_uuid() as entry_id, i.id as item_id,
  case g % 2 when 0 then 'receipt' else 'issue' end as kind,
  case g % 2 when 0 then 1 else -1 end as sign,
  date '2024-09-01' + (g / 300) as day
from generate_series(1, :moves) g
join (select id, row_number() over (order by code) - 1 as n, count(*) over () as items from stock_item
  where school_id = :school) i on i.n = (g / 2) % i.items;
create index on history (item_id);
analyze history;

insert into ledger_account (school_id, id, book, kind, key, commodity, title, floor, opened_at)
select :school, gen_random_uuid(), 'stock', 'issued', i.id::text, i.id::text, i.name, false, now()
from stock_item i where i.school_id = :school on conflict do nothing;
insert into stock_document (school_id, id, no, kind, state, store_id, day, amount_fen, entry_id, by_text, created_at, updated_at)
select :school, document_id, 'OLD-' || lpad(g::text, 7, '0'), kind, 'posted', :store, day, 850, entry_id, '保管员', day, day
from history;
insert into stock_line (school_id, id, document_id, seq, item_id, quantity, amount_fen)
select :school, gen_random_uuid(), document_id, 0, item_id, 1, 850 from history;
insert into stock_move (school_id, id, document_id, kind, day, store_id, item_id, quantity, amount_fen, at)
select :school, gen_random_uuid(), document_id, kind, day, :store, item_id, sign, sign * 850, day from history;
insert into ledger_entry (school_id, id, book, day, document_kind, document_id, document_no, note, posted_at, who)
select :school, entry_id, 'stock', day, 'stock.document', document_id, 'OLD-' || lpad(g::text, 7, '0'), kind, day, '保管员'
from history;
insert into ledger_line (school_id, id, entry_id, seq, account_id, day, amount_fen, quantity)
select :school, gen_random_uuid(), h.entry_id, 1, a.id, h.day, h.sign * 850, h.sign
from history h join ledger_account a on a.school_id = :school and a.kind = 'onhand' and a.commodity = h.item_id::text;
insert into ledger_line (school_id, id, entry_id, seq, account_id, day, amount_fen, quantity)
select :school, gen_random_uuid(), h.entry_id, 2, a.id, h.day, -h.sign * 850, -h.sign
from history h join ledger_account a on a.school_id = :school and a.commodity = h.item_id::text
  and a.kind = case h.kind when 'receipt' then 'received' else 'issued' end;
