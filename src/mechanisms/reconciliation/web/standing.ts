import type { Tone } from '../../../kernel/pure/state.ts'

interface Standing {
  open: number
  explained: number
  agreed: number
}

/** 3 处待说明，1 处待确认 */
export function standingText({ open, explained, agreed }: Standing): string {
  const parts = [
    ...(open ? [`${open} 处待说明`] : []),
    ...(explained ? [`${explained} 处待确认`] : []),
    ...(agreed ? [`${agreed} 处已确认`] : []),
  ]
  return parts.join('，') || '没有差异'
}

export function standingTag(run: { standing: Standing } | null): { tone: Tone; label: string } {
  if (!run) return { tone: 'waiting', label: '还没核对' }
  if (run.standing.open > 0) return { tone: 'late', label: '有差异' }
  return run.standing.explained > 0 ? { tone: 'waiting', label: '待确认' } : { tone: 'done', label: '相符' }
}
