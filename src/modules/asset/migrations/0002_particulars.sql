-- What houses, land and vehicles have besides: area and title, plate, engine, insurance.
alter table asset_card add column particulars jsonb not null default '{}' check (jsonb_typeof(particulars) = 'object');
create index asset_card_insured on asset_card (school_id, (particulars->>'insuredUntil')) where category = 'vehicle';

-- A car is looked for by its plate, a house by its title.
drop index asset_card_search;
alter table asset_card drop column search;
alter table asset_card add column search text not null generated always as (
  lower(no || ' ' || former_nos || ' ' || name || ' ' || initials || ' ' || spec || ' ' || brand || ' ' || model || ' '
    || serial_no || ' ' || place_text || ' ' || unit_text || ' ' || keeper_name || ' ' || user_name || ' '
    || coalesce(particulars->>'plate', '') || ' ' || coalesce(particulars->>'vin', '') || ' '
    || coalesce(particulars->>'titleNo', ''))) stored;
create index asset_card_search on asset_card using gin (asset_pairs(search));
