-- The comparison form of an alias beside its key (rules.ts, looseName), so that one name can be looked up
-- without reading all of them.
alter table place_alias add column loose text;
update place_alias set loose = regexp_replace(
  regexp_replace(upper(normalize(alias, NFKC)), '[\s·.—–_-]+', '', 'g'),
  '(?<=[0-9A-Z])(号楼|#楼|号|[幢栋座#楼])', '#', 'g');
alter table place_alias alter column loose set not null;
create index place_alias_loose on place_alias (school_id, loose);
