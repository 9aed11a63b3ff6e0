import { useRef, useState } from 'react'
import { fileOf, type KeptPhoto } from '../keep/photo.ts'
import { isPassing, Refusal, send, uploadPhoto } from '../net/call.ts'
import type { CommandName, Input } from '../net/operations.ts'
import { uuid } from '../net/uuid.ts'

export interface Sender {
  busy: boolean
  problem: string | undefined
  run: <N extends CommandName>(name: N, input: Input<N>, photos?: readonly KeptPhoto[]) => Promise<boolean>
}

/** Sends one command at a time; after a lost connection the same words go under the same key again. */
export function useSend(onDone: () => void): Sender {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const running = useRef(false)
  const last = useRef({ text: '', key: '' })
  return {
    busy,
    problem,
    async run(name, input, photos = []) {
      if (running.current) return false
      running.current = true
      setBusy(true)
      setProblem(undefined)
      try {
        const ids: string[] = []
        for (const photo of photos) ids.push(await uploadPhoto(fileOf(photo), photo.key))
        const whole = ids.length > 0 ? { ...input, photos: ids } : input
        const text = JSON.stringify([name, whole])
        if (last.current.text !== text) last.current = { text, key: uuid() }
        await send(name, whole, last.current.key)
        last.current = { text: '', key: '' }
        onDone()
        return true
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        setProblem(error.message)
        // Refused for how things stand now: the page shows how they stand.
        if (!isPassing(error) && error.status === 409) onDone()
        return false
      } finally {
        running.current = false
        setBusy(false)
      }
    },
  }
}
