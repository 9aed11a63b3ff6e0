-- What was last repaired at a place, newest first, without looking through all its orders.
create index workorder_order_place_done on workorder_order (school_id, place_id, done_at desc) where done_at is not null;

-- All the words at once: each alone may be frequent (5号楼) where together they are rare (5号楼 地漏).
create function workorder_find(words text[], most int) returns setof uuid
language sql stable security definer set search_path = public as $$
  select id from workorder_order
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and workorder_pairs(search) @> (select array_agg(distinct pair) from unnest(words) as word, unnest(workorder_pairs(word)) as pair)
    and not exists (select from unnest(words) as word where strpos(search, word) = 0)
  limit most
$$;
drop function workorder_search(text, int);
