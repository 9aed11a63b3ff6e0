import { countOf, KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'stock_document',
      title: '出入库单',
      links: [
        { as: '领用人', id: 'person_id', name: 'person_text' },
        { as: '经办人', id: 'by_id', name: 'by_text' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'stock_loan',
      title: '物品借用',
      links: [{ as: '借用人', id: 'borrower_id', name: 'borrower_text' }],
      keep: KEEP.accounts,
    },
    {
      table: 'stock_need',
      title: '领用申请',
      links: [
        { as: '申请人', id: 'asker_id' },
        { as: '配货人', id: 'picked_by' },
      ],
      keep: KEEP.accounts,
    },
    { table: 'stock_store', title: '仓库', links: [{ as: '保管人', id: 'keeper_id' }], keep: KEEP.accounts },
  ],
  hinders: async (ctx, { id }) => {
    const loans = await countOf(ctx, 'stock_loan', 'borrower_id', id, "state = 'out'")
    return loans > 0 ? [`还有 ${loans} 次仓库借用没有归还`] : []
  },
}
