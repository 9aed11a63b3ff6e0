-- A disposal paper says where each thing stood and who kept it, also after it was written off.
alter table asset_disposal_line
  add column from_place_text text not null default '',
  add column from_keeper_name text not null default '';

update asset_disposal_line l
set from_place_text = c.place_text, from_keeper_name = c.keeper_name
from asset_card c
where c.school_id = l.school_id and c.id = l.asset_id;
