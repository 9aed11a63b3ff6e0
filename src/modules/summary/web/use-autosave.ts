import { useCallback, useEffect, useRef, useState } from 'react'
import type { Block, Doc } from '../../../mechanisms/metric/prose/doc.ts'
import { type CallError, call } from '../../../web/api.ts'
import { summary } from '../contract.ts'

const PAUSE_MS = 1200

export type SaveState =
  | { kind: 'clean' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date; ownNumbers: number }
  | { kind: 'failed'; message: string }

interface Options {
  id: string | null
  version: number
  doc: Doc
}

/**
 * Saves a pause after the last change, one save at a time, each on the version the one before it made.
 * What could not be saved stays in the editor and is tried again with the next change.
 */
export function useAutosave({ id, version, doc }: Options) {
  const [state, setState] = useState<SaveState>({ kind: 'clean' })
  const work = useRef({ version, doc, pending: undefined as Block[] | undefined, running: false, timer: 0 })

  const flush = useCallback(async (): Promise<void> => {
    const job = work.current
    if (!id || job.running || !job.pending) return
    const blocks = job.pending
    job.pending = undefined
    job.running = true
    setState({ kind: 'saving' })
    try {
      const saved = await call(summary.save, { id, version: job.version, doc: { ...job.doc, blocks } })
      job.version = saved.version
      setState({ kind: 'saved', at: new Date(), ownNumbers: saved.ownNumbers })
    } catch (error) {
      job.pending ??= blocks
      setState({ kind: 'failed', message: (error as CallError).message })
      job.running = false
      return
    }
    job.running = false
    if (job.pending) await flush()
  }, [id])

  const change = useCallback(
    (blocks: Block[]): void => {
      const job = work.current
      job.pending = blocks
      setState(now => (now.kind === 'saving' ? now : { kind: 'waiting' }))
      window.clearTimeout(job.timer)
      job.timer = window.setTimeout(() => void flush(), PAUSE_MS)
    },
    [flush],
  )

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (work.current.pending || work.current.running) event.preventDefault()
    }
    window.addEventListener('beforeunload', leave)
    return () => {
      window.removeEventListener('beforeunload', leave)
      window.clearTimeout(work.current.timer)
      void flush()
    }
  }, [flush])

  return { state, change, flush, versionNow: () => work.current.version }
}
