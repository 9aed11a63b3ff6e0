import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'property_deduction',
      title: '财产扣分',
      links: [{ as: '记录人', name: 'noted_by' }],
      keep: KEEP.assets,
    },
    {
      table: 'property_event',
      title: '财产登记过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'property_line',
      title: '财产登记明细',
      links: [{ as: '处理人', name: 'settled_by' }],
      keep: KEEP.assets,
    },
    {
      table: 'property_month',
      title: '财产月报',
      links: [{ as: '发布人', name: 'published_by' }],
      keep: KEEP.assets,
    },
    {
      table: 'property_sheet',
      title: '财产登记表',
      links: [{ as: '保管人', id: 'keeper_id', name: 'keeper_name' }],
      keep: KEEP.assets,
    },
  ],
}
