with numbers as (select i from generate_series(:from + 1, :to) as i),
facts as (
  select i, gen_random_uuid() as id,
    (array['plumber', 'electrician', 'carpenter'])[1 + i % 3] as trade,
    date '2025-09-01' + (i % 140) as day,
    (array['卫生间地漏不通', '日光灯不亮', '锁坏了，要换一把', '拖把池堵塞', '插座没电', '移门滑轮坏了'])[1 + i % 6] as title
  from numbers
), orders as (
  insert into workorder_order (school_id, id, kind, no, state, trade, level, title, source, place_text,
    reporter_name, reported_at, reported_on, clock_from, done_at, closed_at, assignee_name, follow_token, updated_at)
  select :school, id, 'repair', 'BX-2025-' || lpad(i::text, 7, '0'), 'closed', trade, 'L2', title, 'office',
    '学生宿舍' || (1 + i % 11) || '号楼 ' || (100 + i % 500), '李敏', day + time '09:00' + (i % 600) * interval '1 second', day,
    day + time '09:00', day + time '15:00', day + time '15:00', '老陆', substr(md5(i::text), 1, 22), day + time '15:00'
  from facts returning id
)
insert into workorder_line (school_id, id, order_id, seq, kind, trade, reported_on, item_code, text, qty, measure, counts)
select :school, gen_random_uuid(), id, 1, 'repair', trade, day, null, title, 1 + i % 3, '次', true from facts;
