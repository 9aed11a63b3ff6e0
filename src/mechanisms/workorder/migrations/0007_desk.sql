-- What the desk asks for each time it is opened: the newest that nobody has been sent to, and what waits for its
-- reporter's word. Without these it sorts all that is open, which hurts on the day a storm brings thousands.
create index workorder_order_unassigned on workorder_order (school_id, reported_at desc)
  where assignee_id is null and state in ('reported', 'accepted');

create index workorder_order_unconfirmed on workorder_order (school_id, reporter_person_id, reported_at desc)
  where state = 'done';
