-- How often strangers called, for all processes together. By keyed hashes of addresses, for some minutes; nothing of
-- it need survive a crash. No school, owner only: an address may knock at several.
create unlogged table kernel_rate (
  key text primary key,
  count int not null,
  ends_at timestamptz not null
);
create index kernel_rate_ends on kernel_rate (ends_at);
