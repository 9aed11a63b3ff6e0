-- Material issued from stores: the paper it was issued on, and whether it was taken back.
alter table workorder_material
  add column document_kind text,
  add column document_id uuid,
  add column taken_back boolean not null default false,
  add check ((document_kind is null) = (document_id is null));
create index workorder_material_document on workorder_material (school_id, document_id) where document_id is not null;
