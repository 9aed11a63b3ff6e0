import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'contract_agreement',
      title: '合同',
      links: [{ as: '负责人', name: 'manager_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'contract_bid',
      title: '投标',
      links: [{ as: '记录人', id: 'recorded_by_id', name: 'recorded_by_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'contract_change',
      title: '合同变更',
      links: [{ as: '提出人', id: 'asked_by_id', name: 'asked_by_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'contract_event',
      title: '合同过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'contract_tender',
      title: '招标',
      links: [
        { as: '主持人', id: 'run_by_id', name: 'run_by_name' },
        { as: '决定人', id: 'decided_by_id', name: 'decided_by_name' },
      ],
      keep: KEEP.procurement,
    },
  ],
}
