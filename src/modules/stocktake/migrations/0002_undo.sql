-- A tap that is taken back. It names the entry; both stay, and the entry no longer counts.
alter table stocktake_entry add column undoes uuid;
alter table stocktake_entry drop constraint stocktake_entry_kind_check;
alter table stocktake_entry add constraint stocktake_entry_kind_check
  check (kind in ('seen', 'absent', 'extra', 'room', 'undo') and (kind = 'undo') = (undoes is not null));
alter table stocktake_entry drop constraint stocktake_entry_check;
alter table stocktake_entry add constraint stocktake_entry_check
  check (kind = 'undo' or (kind = 'room') = (line_id is null));
create index stocktake_entry_undone on stocktake_entry (school_id, undoes) where undoes is not null;

-- What the office has taken out of the count is released: it may be moved while the rest is counted. That, and what
-- was outside the scope or the book and turned out not to be there, is no part of the count.
alter table stocktake_line add column released boolean not null default false;
drop index stocktake_line_result;
alter table stocktake_line drop column result;
alter table stocktake_line add column result text not null generated always as (
  case
    when released then 'out'
    when origin <> 'book' and found_quantity is null and round = 1 then 'out'
    when origin = 'extra' and found_quantity = 0 then 'out'
    when found_quantity is null then 'open'
    when found_quantity < book_quantity then 'missing'
    when found_quantity > book_quantity then 'surplus'
    when damaged then 'damaged'
    when found_area_id is not null and found_area_id is distinct from area_id then 'moved'
    else 'match'
  end
) stored;
create index stocktake_line_result on stocktake_line (school_id, campaign_id, result, area_text, code, id);

-- Who explained a difference does not approve it.
alter table stocktake_line add column settled_person uuid;
