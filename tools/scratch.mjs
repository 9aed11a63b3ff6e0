// Where tests keep databases that nobody needs afterwards.
import { chmodSync, mkdtempSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ROOM = 4 * 1024 ** 3

/**
 * Makes a new folder in memory where the machine has room to spare there, else among the temporary files: a
 * copy of a database is some 1,500 small files, which take 300 ms on a disk and 30 ms in memory.
 * Other users may pass through it, as the server's does where root runs the tests.
 * @param {string} prefix of its name
 * @returns {string} its path
 */
export function makeScratch(prefix) {
  const folder = mkdtempSync(join(roomInMemory() ? MEMORY : tmpdir(), prefix))
  chmodSync(folder, 0o711)
  return folder
}

function roomInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > ROOM && freemem() > ROOM
  } catch {
    // Other systems have no such folder.
    return false
  }
}
