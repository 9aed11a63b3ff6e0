-- Cutting a text into pairs costs far more than the planner takes a function to cost: after a day of new orders it
-- would rather cut them all than ask the index, half a second a search.
alter function workorder_keys(uuid, text) cost 20000;
-- What is new waits in a list that every search reads from end to end; it is kept short.
alter index workorder_order_find set (gin_pending_list_limit = 512);
