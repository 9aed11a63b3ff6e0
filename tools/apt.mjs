import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of these programs found on PATH. @param {string[]} names @returns {string | undefined} */
export function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.flatMap(folder => names.map(name => join(folder, name))).find(path => existsSync(path))
}

/** Whether packages can be installed without asking a person: root on Debian or a relative. */
export function canInstall() {
  return process.getuid?.() === 0 && onPath(['apt-get']) !== undefined
}

/** Installs Debian packages; what apt says goes to stderr. @param {string[]} packages */
export function aptInstall(packages) {
  const run = args =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages]
  // The list of packages may be missing or old; only then is it fetched.
  if (run(install) || (run(['update', '-q']) && run(install))) return
  throw new Error(`apt-get 装不上 ${packages.join(' ')}。请看上面的原因，装好后再运行。`)
}
