import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fingerprint } from './process.ts'
import { DatabaseTrouble } from './trouble.ts'

const PATIENCE_MS = 180_000

/**
 * Runs `work` while no other process of the product makes, starts or stops the same database. A lock whose
 * holder is gone is taken over. PostgreSQL itself refuses a second server on one folder, so this lock keeps
 * order and speaks plainly; the data do not hang on it.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${fingerprint(process.pid)} ${randomUUID()}`
  await acquire(file, mine)
  try {
    return await work()
  } finally {
    if ((await read(file)) === mine) await rm(file, { force: true })
  }
}

async function acquire(file: string, mine: string): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS
  while (!(await place(file, mine))) {
    const holder = await read(file)
    if (holder === undefined) continue
    if (isGone(holder)) await takeAway(file, holder)
    else if (Date.now() > giveUpAt)
      throw new DatabaseTrouble(
        `另一个总务进程（进程号 ${holder.split(' ')[0]}）一直在启动或停止这个数据库。请先结束它，再重新启动。`,
      )
    else await sleep(30)
  }
}

/** A link appears with its content or not at all, so no reader sees a half-written lock. */
async function place(file: string, mine: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, mine)
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Two may find the same dead holder: only one rename succeeds, and a live lock caught by mistake goes back. */
async function takeAway(file: string, holder: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if ((await read(aside)) !== holder) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

function isGone(holder: string): boolean {
  const [pid, print] = holder.split(' ')
  return fingerprint(Number(pid)) !== print
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}
