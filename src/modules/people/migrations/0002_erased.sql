-- Whose personal data were erased at his request: the row stays, for records point to it.
alter table people_person add column erased_at timestamptz;
