-- Why something below the value of a fixed asset was put onto a card all the same.
alter table procurement_acceptance_line add column card_reason text not null default '';
