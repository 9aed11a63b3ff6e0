// Bundles the server into the folder given, with the files that it reads while it runs.
import { cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'rolldown'
import { listFiles } from './build.mjs'
import { ROOT } from './install.mjs'

const [, , out] = process.argv
const src = join(ROOT, 'src')

await build({
  input: { main: join(src, 'main.ts') },
  platform: 'node',
  // Packages stay in node_modules; only own files, named by a path, go in.
  external: id => !/^([./\\]|[A-Za-z]:[/\\])/.test(id),
  logLevel: 'warn',
  output: {
    dir: out,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  },
})

// Migrations, and whatever else lies in a folder named "assets", keep their path below src.
for (const file of listFiles(src).filter(
  path => /(^|\/)(migrations\/[^/]+\.sql|assets\/.+)$/.test(path) && !`/${path}`.includes('/web/'),
)) {
  const target = join(out, 'assets', file)
  mkdirSync(dirname(target), { recursive: true })
  cpSync(join(src, file), target)
}
