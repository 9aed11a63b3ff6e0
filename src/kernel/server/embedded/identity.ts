import { spawnSync } from 'node:child_process'
import { chownSync, readFileSync, statSync } from 'node:fs'
import { DatabaseTrouble } from './trouble.ts'

/** The user whom the server runs as; undefined: the user of this process. */
export type Identity = { uid: number; gid: number } | undefined

const NOBODY = 65534

/**
 * PostgreSQL refuses to run as root. Root therefore hands the database to the owner of the data, where that is
 * someone else, or to the system's "nobody". `owned` lists the paths to look at, the most telling first.
 */
export function serverIdentity(owned: readonly string[]): Identity {
  if (process.getuid?.() !== 0) return undefined
  const users = knownUsers()
  for (const path of owned) {
    const uid = statSync(path, { throwIfNoEntry: false })?.uid
    const gid = uid ? users.get(uid) : undefined
    if (uid && gid !== undefined) return { uid, gid }
  }
  const gid = users.get(NOBODY)
  if (gid === undefined)
    throw new DatabaseTrouble(
      'PostgreSQL 不能用 root 身份运行，而这台机器上没有 nobody 用户（65534）。请用普通用户启动，或设置 DATABASE_URL 使用已有的 PostgreSQL。',
    )
  return { uid: NOBODY, gid }
}

/** Whether the server's user can enter and write a folder, asked of the system itself. */
export function canUse(folder: string, identity: Identity): boolean {
  if (!identity) return true
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { ...identity, stdio: 'ignore' })
      .status === 0
  )
}

export function giveTo(identity: Identity, path: string): void {
  if (identity) chownSync(path, identity.uid, identity.gid)
}

/** Numbers of users and their groups; initdb insists on a user with an entry. */
function knownUsers(): Map<number, number> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return new Map(lines.map(line => line.split(':')).map(fields => [Number(fields[2]), Number(fields[3])]))
}
