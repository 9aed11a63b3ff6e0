import Plus from 'lucide-react/icons/plus'

export interface SavedView {
  key: string
  /** 我的未完成 */
  name: string
  /** The view's own address: filters live in the URL and can be sent to others. */
  href: string
  count?: number
  /** Shared by the team rather than one's own. */
  shared?: boolean
}

export interface SavedViewsProps {
  views: readonly SavedView[]
  current?: string | undefined
  onGo: (view: SavedView) => void
  /** Keeps the present filter as a view; shown when it is not one yet. */
  onSave?: (() => void) | undefined
}

/** Filters that have a name, like the tabs of a binder. */
export function SavedViews({ views, current, onGo, onSave }: SavedViewsProps) {
  return (
    <nav className="zw-saved" aria-label="存下的视图">
      {views.map(view => (
        <a
          key={view.key}
          href={view.href}
          aria-current={view.key === current ? 'page' : undefined}
          title={view.shared ? '大家共用的视图' : undefined}
          onClick={e => {
            if (e.ctrlKey || e.metaKey || e.shiftKey) return
            e.preventDefault()
            onGo(view)
          }}
        >
          {view.name}
          {view.count !== undefined && <span>{view.count}</span>}
        </a>
      ))}
      {onSave && (
        <button type="button" onClick={onSave}>
          <Plus size={14} aria-hidden /> 存下这个视图
        </button>
      )}
    </nav>
  )
}
