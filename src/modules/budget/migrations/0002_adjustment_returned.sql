-- An adjustment that whoever approves sends back waits for its asker, who changes it and asks anew.
alter table budget_adjustment drop constraint budget_adjustment_state_check;
alter table budget_adjustment add constraint budget_adjustment_state_check
  check (state in ('asked', 'returned', 'approved', 'refused', 'withdrawn'));
