import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'procurement_acceptance',
      title: '验收',
      links: [{ as: '制作人', id: 'made_by', name: 'made_by_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_acceptance_member',
      title: '验收人',
      links: [{ as: '验收人', id: 'person_id', name: 'name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_batch',
      title: '采购批次',
      links: [{ as: '采购员', id: 'buyer_id', name: 'buyer_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_event',
      title: '采购过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_mismatch',
      title: '三单不符',
      links: [
        { as: '发现人', id: 'found_by', name: 'found_by_name' },
        { as: '处理人', name: 'settled_by_name' },
      ],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_off_channel',
      title: '非平台采购',
      links: [
        { as: '采购人', id: 'person_id', name: 'person_name' },
        { as: '记录人', name: 'noted_by_name' },
      ],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_order',
      title: '采购订单',
      links: [{ as: '采购员', id: 'buyer_id', name: 'buyer_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_request',
      title: '采购申请',
      links: [{ as: '申请人', id: 'asker_id', name: 'asker_name' }],
      keep: KEEP.procurement,
    },
    {
      table: 'procurement_sheet',
      title: '询价单',
      links: [
        { as: '提出人', id: 'asked_by', name: 'asked_by_name' },
        { as: '提出人', id: 'proposed_by' },
        { as: '选定人', id: 'chosen_by', name: 'chosen_by_name' },
      ],
      keep: KEEP.procurement,
    },
  ],
}
