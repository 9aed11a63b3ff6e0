import { useCallback, useEffect, useState } from 'react'
import { type Answer, call } from '../../../../web/api.ts'
import { dropPage, keepPage } from '../../../../web/kept/along.ts'
import { seenBy, unsentOf } from '../../../../web/kept/device.ts'
import { isAway } from '../../../../web/kept/me.ts'
import { takeReaderAlong } from '../../../../web/ui/scan/reader.ts'
import { stocktake } from '../../contract.ts'

export type Task = Omit<Answer<typeof stocktake.task>, 'next'>
export type TaskLine = Task['lines'][number]
export type Area = Task['areas'][number]

export interface TaskState {
  task: Task | undefined
  /** Shown from the device because the network is away. */
  kept: boolean
  error: string | undefined
  reload: () => Promise<void>
}

/** The task with all its lines, taken along on the device: afterwards no network is needed. */
export function useTask(userId: string, id: string): TaskState {
  const [task, setTask] = useState<Task>()
  const [kept, setKept] = useState(false)
  const [error, setError] = useState<string>()
  const reload = useCallback(async () => {
    try {
      const fresh = await fetchAll(id)
      setTask(fresh)
      setKept(false)
      setError(undefined)
      await takeAlong(userId, fresh)
    } catch (problem) {
      const old = await seenBy(userId).get<Task>(`task:${id}`)
      const away = isAway(problem)
      if (old && away) setTask(now => now ?? old)
      setKept(away)
      if (!old || !away) setError(problem instanceof Error ? problem.message : String(problem))
    }
  }, [userId, id])
  useEffect(() => {
    const again = (): void => void reload()
    again()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [reload])
  return { task, kept, error, reload }
}

/** Kept while there is something to count, and as long as something has not been sent. */
async function takeAlong(userId: string, task: Task): Promise<void> {
  const path = `/stocktakes/${task.id}/count`
  const unsent = `tap:${task.id}:`
  const seen = seenBy(userId)
  await seen.set(`task:${task.id}`, task)
  if (task.mayCount || (await unsentOf(userId).all(unsent)).length > 0) {
    await takeReaderAlong()
    await keepPage(userId, { path, title: `${task.no} ${task.title}`, unsent })
  } else {
    await dropPage(userId, path)
    await seen.drop(`task:${task.id}`)
    await seen.wipe(unsent)
  }
}

async function fetchAll(id: string): Promise<Task> {
  const { next, ...task } = await call(stocktake.task, { id, limit: 2000 })
  const lines = [...task.lines]
  let cursor = next
  while (cursor) {
    const page: Answer<typeof stocktake.task> = await call(stocktake.task, { id, limit: 2000, cursor })
    lines.push(...page.lines)
    cursor = page.next
  }
  return { ...task, lines }
}
