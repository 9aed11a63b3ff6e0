import { ErrorNotice } from '../ui/feedback/Notices.tsx'

/** A page whose code failed says so, keeps the shell, and offers the way out. */
export function PageGate({ error, reset }: { error: Error; reset?: () => void }) {
  const outdated = /dynamically imported module|Importing a module script failed/i.test(error.message)
  return (
    <main className="zw-alone">
      <ErrorNotice
        what="这一页没能打开"
        message={
          outdated
            ? '系统刚刚更新过，请刷新后继续，已保存的内容都在。'
            : '页面出了问题，已保存的内容都在。请刷新再试。'
        }
        onRetry={() => (outdated ? window.location.reload() : (reset ?? (() => window.location.reload()))())}
      />
    </main>
  )
}
