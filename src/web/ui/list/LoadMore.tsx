import { Button } from '../base/Button.tsx'

export interface LoadMoreProps {
  shown: number
  /** How many match altogether, where that is known. */
  total?: number | undefined
  /** Absent at the end of the list. */
  onMore?: (() => void) | undefined
  busy?: boolean
}

/** How far down the list one is; goes on from the last row, so nothing is skipped or doubled by new rows. */
export function LoadMore({ shown, total, onMore, busy = false }: LoadMoreProps) {
  const count =
    total === undefined ? `已显示 ${shown} 条` : `已显示 ${shown} 条，共 ${total.toLocaleString('zh-CN')} 条`
  return (
    <div className="zw-more">
      <span>{onMore ? count : `共 ${(total ?? shown).toLocaleString('zh-CN')} 条，都在这里了`}</span>
      {onMore && (
        <Button busy={busy} onClick={onMore}>
          再看一些
        </Button>
      )}
    </div>
  )
}
