-- What is held of an item in a store has one value; batches only say which goes first. The accounts of the
-- batches become one: every line keeps its entry, amount and quantity, so each sum by item and store stays.
create temporary table stock_account_merge on commit drop as
select a.school_id, a.id, first_value(a.id) over w as into_id
from ledger_account a where a.book = 'stock' and a.kind = 'onhand'
window w as (partition by a.school_id, split_part(a.key, ':', 1), a.commodity order by a.opened_at, a.id);
update ledger_line l set account_id = m.into_id from stock_account_merge m
where m.id <> m.into_id and l.school_id = m.school_id and l.account_id = m.id;
update ledger_account a set held_fen = s.fen, held_quantity = s.quantity
from (select m.school_id, m.into_id, sum(b.held_fen) as fen, sum(b.held_quantity) as quantity
  from stock_account_merge m join ledger_account b on b.school_id = m.school_id and b.id = m.id
  group by m.school_id, m.into_id having count(*) > 1) as s
where a.school_id = s.school_id and a.id = s.into_id;
delete from ledger_account a using stock_account_merge m
where m.id <> m.into_id and a.school_id = m.school_id and a.id = m.id;
update ledger_account set key = split_part(key, ':', 1) || ':' || commodity
where book = 'stock' and kind = 'onhand';

-- Each batch now stands at the average: its share of the value, rounded so that the shares add up.
with shares as (
  select school_id, id, quantity,
    sum(amount_fen) over pool as fen, sum(quantity) over pool as all_quantity,
    sum(quantity) over (partition by school_id, store_id, item_id order by id) as upto
  from stock_onhand window pool as (partition by school_id, store_id, item_id))
update stock_onhand o set amount_fen = round(s.fen * s.upto / s.all_quantity)
  - round(s.fen * (s.upto - s.quantity) / s.all_quantity)
from shares s where s.school_id = o.school_id and s.id = o.id and s.all_quantity > 0;
