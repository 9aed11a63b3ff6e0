import { countOf, KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'asset_batch',
      title: '资产批次',
      links: [{ as: '建立人', name: 'created_by' }],
      keep: KEEP.assets,
    },
    {
      table: 'asset_card',
      title: '资产卡片',
      links: [
        { as: '保管人', id: 'keeper_id', name: 'keeper_name' },
        { as: '使用人', name: 'user_name' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'asset_check',
      title: '资产盘点',
      links: [{ as: '开启人', name: 'opened_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'asset_check_sheet',
      title: '资产盘点表',
      links: [{ as: '保管人', id: 'keeper_id', name: 'keeper_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'asset_custody',
      title: '领用保管',
      links: [
        { as: '保管人', id: 'keeper_id', name: 'keeper_name' },
        { as: '交出人', id: 'offered_by', name: 'offered_name' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'asset_custody_line',
      title: '领用保管明细',
      links: [{ as: '原保管人', name: 'former_keeper' }],
      keep: KEEP.assets,
    },
    {
      table: 'asset_disposal',
      title: '资产处置',
      links: [
        { as: '提出人', id: 'proposed_by', name: 'proposed_name' },
        { as: '核对人', id: 'checked_by', name: 'checked_name' },
        { as: '执行人', id: 'executed_by' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'asset_disposal_line',
      title: '资产处置明细',
      links: [{ as: '原保管人', name: 'from_keeper_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'asset_event',
      title: '资产经历',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.assets,
    },
    {
      table: 'asset_idle',
      title: '闲置资产',
      links: [
        { as: '交出人', name: 'offered_name' },
        { as: '结束人', name: 'ended_by' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'asset_loan',
      title: '资产借用',
      links: [
        { as: '借用人', id: 'borrower_id', name: 'borrower_name', phone: 'phone', erase: 'phone' },
        { as: '出借人', id: 'lent_by', name: 'lent_name' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'asset_order',
      title: '资产工单',
      links: [{ as: '关联人', name: 'linked_name' }],
      keep: KEEP.assets,
    },
    { table: 'asset_run', title: '折旧计提', links: [{ as: '主持人', name: 'run_by' }], keep: KEEP.assets },
    {
      table: 'asset_transfer',
      title: '资产调拨',
      links: [
        { as: '新保管人', id: 'to_keeper_id', name: 'to_keeper_name' },
        { as: '申请人', id: 'requested_by', name: 'requested_name' },
        { as: '放行人', id: 'released_by' },
        { as: '接收人', id: 'received_by' },
        { as: '记账人', id: 'booked_by' },
      ],
      keep: KEEP.assets,
    },
    {
      table: 'asset_transfer_line',
      title: '资产调拨明细',
      links: [{ as: '原保管人', name: 'from_keeper_name' }],
      keep: KEEP.assets,
    },
  ],
  hinders: async (ctx, { id }) => {
    const cards = await countOf(ctx, 'asset_card', 'keeper_id', id, "state <> 'disposed'")
    const loans = await countOf(ctx, 'asset_loan', 'borrower_id', id, 'returned_on is null')
    return [
      ...(cards > 0 ? [`名下还有 ${cards} 张资产卡片没有交出`] : []),
      ...(loans > 0 ? [`还有 ${loans} 次借用没有归还`] : []),
    ]
  },
}
