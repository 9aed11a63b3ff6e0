-- The pairs of a school's cards stand under keys of its own in the index: one among three hundred schools is
-- searched as if it were alone. The end of its id tells schools apart; where two share it, the id itself decides.
-- Cutting a text costs far more than the planner takes a function to cost, hence `cost`.
create function asset_keys(school uuid, words text) returns text[]
language sql immutable parallel safe cost 20000 as $$
  select coalesce(array_agg(distinct right(school::text, 6) || substr(words, i, 2)), '{}')
  from generate_series(1, length(words) - 1) as i
$$;
-- What is new waits in a list that every search reads from end to end; it is kept short.
create index asset_card_find on asset_card using gin (asset_keys(school_id, search))
  with (gin_pending_list_limit = 512);
drop index asset_card_search;

create or replace function asset_search(words text[], most int) returns setof uuid
language sql stable security definer set search_path = public as $$
  select id from asset_card
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and asset_keys(school_id, search) @> (
      select array_agg(distinct key) from unnest(words) as word,
        unnest(asset_keys(nullif(current_setting('app.school_id', true), '')::uuid, word)) as key)
    and not exists (select from unnest(words) as word where strpos(search, word) = 0)
  limit most
$$;
drop function asset_pairs(text);
