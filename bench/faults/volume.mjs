// The data directory stands on a small file system of its own, which can be filled up to the last byte.
import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SIZE_MB = 1500
const CHUNK = Buffer.alloc(1 << 20)

/**
 * @returns {{ folder: string, full?: { fill(): void, empty(): void }, why?: string, remove(): void }}
 *   `full` is missing where this machine cannot do it, and `why` says so
 */
export function makeVolume() {
  const base = mkdtempSync(join(tmpdir(), 'zongwu-faults-'))
  // The embedded database of root runs as another user, who must get in.
  chmodSync(base, 0o755)
  const folder = join(base, 'data')
  mkdirSync(folder)
  const mounted = tryMount(folder)
  if (mounted) {
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    return { folder, why: mounted, remove: () => rmSync(base, { recursive: true, force: true }) }
  }
  chmodSync(folder, 0o755)
  const filler = join(folder, 'filler')
  return {
    folder,
    full: {
      fill: () => fill(filler),
      empty: () => rmSync(filler, { force: true }),
    },
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(base, { recursive: true, force: true })
    },
  }
}

/** Why it cannot be mounted; undefined when it is. */
function tryMount(folder) {
  if (process.getuid?.() !== 0) return 'only root may mount a file system'
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder], { stdio: 'pipe' })
    return undefined
  } catch (error) {
    return `mount: ${String(error.stderr).trim()}`
  }
}

function fill(path) {
  const file = openSync(path, 'a')
  try {
    for (let size = CHUNK.length; size >= 1; size = size > 1 ? Math.floor(size / 16) : 0) {
      try {
        for (;;) if (writeSync(file, CHUNK, 0, size) < size) break
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(file)
  }
}
