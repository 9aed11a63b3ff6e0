import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

const LINUX = process.platform === 'linux'

/**
 * A text that two different processes never share, even when the system gives the number out again;
 * undefined when no such process runs. Where the system does not tell, only whether it runs.
 */
export function fingerprint(pid: number): string | undefined {
  if (!LINUX) return answersSignal(pid) ? 'running' : undefined
  const stat = readOr(`/proc/${pid}/stat`)
  // The second field is the program's name in brackets and may itself hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined
  return `${readOr('/proc/sys/kernel/random/boot_id')?.trim()}/${fields[19]}`
}

/** Whether this process is the PostgreSQL server that runs on this folder. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (fingerprint(pid) === undefined) return false
  if (process.platform === 'win32') return true
  const command = commandLine(pid)
  if (!/(^|[/\\])postgres(\s|\0|$)/.test(command)) return false
  try {
    // The server works inside its folder; this stays true when the folder is moved.
    if (LINUX) return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    // Another user's process: its command line is all that can be seen.
  }
  return command.includes(cluster)
}

function commandLine(pid: number): string {
  if (LINUX) return readOr(`/proc/${pid}/cmdline`) ?? ''
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
