-- What an imported row does to its register: makes a record, or changes one, and what it changes.
alter table register_import_row
  add column effect text check (effect in ('created', 'updated')),
  add column changes jsonb not null default '[]';
