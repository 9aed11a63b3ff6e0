import { useCallback, useEffect, useRef, useState } from 'react'
import { keep, queue } from '../keep/device.ts'
import type { PublicInfo } from '../net/operations.ts'
import { uuid } from '../net/uuid.ts'
import { type Draft, emptyDraft, type Person } from './steps.ts'

const KEPT_MS = 3 * 86_400_000
const SAVE_MS = 300

export interface DraftState {
  /** undefined while the device is looking for one. */
  draft: Draft | undefined
  /** It was begun on an earlier visit. */
  restored: boolean
  change: (part: Partial<Draft>) => void
  reset: () => void
}

/** The report being written, kept on the device place by place. */
export function useDraft(code: string | undefined, info: PublicInfo): DraftState {
  const key = `draft:${code ?? ''}`
  const [draft, setDraft] = useState<Draft>()
  const [restored, setRestored] = useState(false)
  const start = useRef(info)

  useEffect(() => {
    let gone = false
    void findDraft(key).then(found => {
      if (gone) return
      setRestored(found !== undefined)
      setDraft(found ?? emptyDraft(start.current, uuid()))
    })
    return () => {
      gone = true
    }
  }, [key])

  useEffect(() => {
    if (!draft || isUntouched(draft)) return
    const timer = setTimeout(() => void keep.set(key, { savedAt: Date.now(), draft }), SAVE_MS)
    return () => clearTimeout(timer)
  }, [key, draft])

  const change = useCallback((part: Partial<Draft>) => setDraft(was => was && { ...was, ...part }), [])
  const reset = useCallback(() => {
    setRestored(false)
    setDraft(emptyDraft(start.current, uuid()))
    void keep.drop(key)
  }, [key])
  return { draft, restored, change, reset }
}

async function findDraft(key: string): Promise<Draft | undefined> {
  const kept = await keep.get<{ savedAt: number; draft: Draft }>(key)
  if (!kept || Date.now() - kept.savedAt > KEPT_MS) return undefined
  await queue.load()
  const { waiting, sent } = queue.get()
  // Closed in the middle of sending: the queue has it, it is no draft any more.
  const gone = [...waiting, ...sent].some(item => item.id === kept.draft.id)
  return gone ? undefined : kept.draft
}

const isUntouched = (d: Draft): boolean => d.photos.length === 0 && !d.group && !d.words && !d.placeText

const PERSON = 'zongwu.reporter'

/** Name and telephone, filled in by itself the next time; they stay on this device. */
export function usePerson(): [Person, (part: Partial<Person>) => void] {
  const [person, setPerson] = useState<Person>(readPerson)
  const change = (part: Partial<Person>) =>
    setPerson(was => {
      const next = { ...was, ...part }
      try {
        localStorage.setItem(PERSON, JSON.stringify(next))
      } catch {
        // Not kept; it is asked again the next time.
      }
      return next
    })
  return [person, change]
}

function readPerson(): Person {
  try {
    const { name = '', phone = '' } = JSON.parse(localStorage.getItem(PERSON) ?? '{}') as Partial<Person>
    return { name: String(name), phone: String(phone) }
  } catch {
    return { name: '', phone: '' }
  }
}
