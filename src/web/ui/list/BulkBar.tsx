import { type Action, ActionBar } from '../document/ActionBar.tsx'

export interface BulkBarProps {
  /** How many rows are chosen one by one. */
  chosen: number
  /** All that match the filter, when more than the rows loaded. */
  matching?: number | undefined
  allMatching: boolean
  onAllMatching: (all: boolean) => void
  onClear: () => void
  actions: readonly Action[]
  /** Sum of the chosen, for those who add up: 合计 ¥1,234.50. */
  sum?: string
}

/** What can be done with the chosen rows; there only when something is chosen. */
export function BulkBar(props: BulkBarProps) {
  const { chosen, matching, allMatching, onAllMatching, onClear, actions, sum } = props
  if (chosen === 0) return null
  const canAll = matching !== undefined && matching > chosen
  return (
    <section className="zw-bulk" aria-label="批量办理">
      <p>
        已选 <b>{(allMatching ? matching : chosen)?.toLocaleString('zh-CN')}</b> 条
        {sum && !allMatching && <span className="zw-muted">　{sum}</span>}
      </p>
      {canAll && (
        <button type="button" className="zw-link" onClick={() => onAllMatching(!allMatching)}>
          {allMatching ? `只要这 ${chosen} 条` : `选中全部符合条件的 ${matching.toLocaleString('zh-CN')} 条`}
        </button>
      )}
      <button type="button" className="zw-link" onClick={onClear}>
        不选了
      </button>
      <ActionBar actions={actions} />
    </section>
  )
}
