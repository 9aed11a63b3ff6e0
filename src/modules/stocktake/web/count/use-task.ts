import { useCallback, useEffect, useState } from 'react'
import { type Answer, CallError, call } from '../../../../web/api.ts'
import { stocktake } from '../../contract.ts'
import { keep } from './device.ts'

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
export function useTask(id: string): TaskState {
  const [task, setTask] = useState<Task>()
  const [kept, setKept] = useState(false)
  const [error, setError] = useState<string>()
  const reload = useCallback(async () => {
    try {
      const fresh = await fetchAll(id)
      setTask(fresh)
      setKept(false)
      setError(undefined)
      await keep.set(`task:${id}`, fresh)
    } catch (problem) {
      const old = await keep.get<Task>(`task:${id}`)
      const away = problem instanceof CallError && problem.status === 0
      if (old && away) setTask(now => now ?? old)
      setKept(away)
      if (!old || !away) setError(problem instanceof Error ? problem.message : String(problem))
    }
  }, [id])
  useEffect(() => void reload(), [reload])
  return { task, kept, error, reload }
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
