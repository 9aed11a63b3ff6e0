import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled, ROOT, SetupError } from './install.mjs'

/**
 * Installs and builds what is missing, then runs the product in this process with the arguments it was given.
 * All that is said on the way goes to stderr: stdout belongs to the command's answer.
 */
export async function launch() {
  const [, , command = 'serve'] = process.argv
  const say = line => process.stderr.write(`${line}\n`)
  try {
    await ensureInstalled(say)
    await ensureBuilt(say, { web: command === 'serve' })
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exit(1)
  }
  process.env.NODE_ENV ||= 'production'
  if (process.env.LOG_LEVEL === 'debug') process.setSourceMapsEnabled(true)
  await import(pathToFileURL(join(ROOT, 'dist/server/main.mjs')).href)
}
