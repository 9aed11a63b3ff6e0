import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'stocktake_campaign',
      title: '盘点任务',
      links: [
        { as: '提交人', id: 'submitted_by' },
        { as: '批准人', name: 'approved_by' },
        { as: '建立人', id: 'created_by' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'stocktake_counter',
      title: '盘点人',
      links: [{ as: '盘点人', id: 'person_id', name: 'name' }],
      keep: KEEP.assets,
    },
    {
      table: 'stocktake_entry',
      title: '盘点记录',
      links: [{ as: '清点人', name: 'counter_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'stocktake_event',
      title: '盘点过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'stocktake_line',
      title: '盘点明细',
      links: [
        { as: '保管人', name: 'keeper_text' },
        { as: '清点人', name: 'counted_by' },
        { as: '处理人', name: 'settled_by' },
      ],
      keep: KEEP.assets,
    },
  ],
}
