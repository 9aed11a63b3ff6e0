import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `work` while no other process does the same. A lock whose holder is gone is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once when another process has to be waited for
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true })
  const mine = `${process.pid} ${startOf(process.pid)} ${randomUUID()}`
  for (let waited = 0; !place(file, mine); waited++) {
    const holder = read(file)
    if (holder !== undefined && isGone(holder)) takeAway(file, holder)
    else {
      if (waited === 0) onWait()
      await sleep(200)
    }
  }
  try {
    return await work()
  } finally {
    if (read(file) === mine) rmSync(file, { force: true })
  }
}

/** A link appears with its content or not at all. */
function place(file, mine) {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, mine)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Only one of several gets the dead holder's lock away; a live one caught by mistake goes back. */
function takeAway(file, holder) {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (read(aside) !== holder) linkSync(aside, file)
  } catch {
    // Another process was quicker.
  }
  rmSync(aside, { force: true })
}

function isGone(holder) {
  const [pid, start] = holder.split(' ')
  return startOf(Number(pid)) !== start
}

/** Tells a process from an earlier one of the same number, where the system says when it started. */
function startOf(pid) {
  const stat = process.platform === 'linux' ? read(`/proc/${pid}/stat`) : undefined
  if (stat) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  try {
    process.kill(pid, 0)
    return 'running'
  } catch (error) {
    return error.code === 'EPERM' ? 'running' : 'gone'
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
