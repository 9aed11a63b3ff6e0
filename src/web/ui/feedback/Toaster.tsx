import './toast.css'
import X from 'lucide-react/icons/x'
import { useStore } from '../base/store.ts'
import { Glyph } from '../marks/Glyph.tsx'
import { type Toast, toast, toastStore } from './toast.ts'

const TONE = { ok: 'done', fail: 'late', note: 'doing' } as const

/** Where toasts appear; `UiRoot` holds one. */
export function Toaster() {
  const toasts = useStore(toastStore)
  return (
    <div className="zw-toaster" role="status" aria-live="polite">
      {toasts.map(t => (
        <ToastCard key={t.id} toast={t} />
      ))}
    </div>
  )
}

function ToastCard({ toast: t }: { toast: Toast }) {
  return (
    <div className="zw-toast" data-kind={t.kind} role={t.kind === 'fail' ? 'alert' : undefined}>
      <Glyph tone={TONE[t.kind]} />
      <span className="zw-toast-text">{t.text}</span>
      {t.action && (
        <button
          type="button"
          className="zw-toast-action"
          onClick={() => {
            t.action?.run()
            toast.close(t.id)
          }}
        >
          {t.action.label}
        </button>
      )}
      <button type="button" className="zw-toast-close" aria-label="关闭" onClick={() => toast.close(t.id)}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}
