// The quick checks before a commit: types and lint.
import { spawnSync } from 'node:child_process'
import { ROOT } from './install.mjs'

const steps = [
  ['node_modules/tsc7/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  ['node_modules/@biomejs/biome/bin/biome', 'check', '--max-diagnostics=20'],
]
const codes = steps.map(
  args => spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1,
)
process.exit(codes.every(code => code === 0) ? 0 : 1)
