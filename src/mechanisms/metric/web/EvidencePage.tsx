import { useLocation } from '@tanstack/react-router'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { EvidenceRows, type Question } from './Evidence.tsx'

/** What a link in an exported summary opens: the records behind one figure. */
export default function EvidencePage() {
  const question = readQuestion(useLocation().searchStr)
  return (
    <article className="zw-evidence-page">
      <h1>数字背后的记录</h1>
      {question ? (
        <EvidenceRows question={question} />
      ) : (
        <Empty title="这个链接不完整" note="请回到总结里，再点一次那个数字。" />
      )}
    </article>
  )
}

function readQuestion(search: string): Question | undefined {
  const query = new URLSearchParams(search)
  const [metricId, from, to] = ['metric', 'from', 'to'].map(key => query.get(key)?.replace(/^"|"$/g, ''))
  if (!metricId || !from || !to) return undefined
  try {
    return { metricId, period: { from, to }, params: JSON.parse(query.get('params') ?? '{}') }
  } catch {
    return undefined
  }
}
