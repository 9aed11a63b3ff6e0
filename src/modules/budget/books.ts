import type { BookSpec, DocumentSpec } from '../../mechanisms/ledger/index.ts'

/**
 * Budget lines as accounts: what a source gave is left in a line, held by a document, or spent. The key of
 * `available`, `committed` and `spent` is the line's id, that of `source` the source's.
 */
export const budgetBook: BookSpec = {
  id: 'budget',
  title: '预算账',
  readers: ['cashier'],
  accounts: {
    source: { title: '经费来源', floor: false },
    available: { title: '可用预算', floor: true },
    committed: { title: '已占用', floor: true },
    spent: { title: '已列支', floor: false },
  },
  gates: ['claim.acceptance', 'contract.commitment'],
}

/** Receipts of the school go up whole and are never spent from here. Keys are the kinds of income. */
export const incomeBook: BookSpec = {
  id: 'income',
  title: '收入账（收支两条线）',
  readers: ['cashier'],
  accounts: {
    source: { title: '收入来源', floor: false },
    received: { title: '待上缴', floor: true },
    remitted: { title: '已上缴', floor: false },
  },
}

/** The papers of this module that stand behind an entry. */
export const budgetDocuments: readonly DocumentSpec[] = [
  { kind: 'budget.plan', title: '年度预算', href: () => '/budget' },
  { kind: 'budget.adjustment', title: '预算调整单', href: id => `/budget/adjustments/${id}` },
  { kind: 'budget.income', title: '收入', href: id => `/budget/income?open=${id}` },
  { kind: 'budget.remittance', title: '收入上缴', href: id => `/budget/remittances/${id}` },
]
