import { defineConfig } from 'vitest/config'

// `vitest run --config bench/ledger/vitest.config.ts`: the books under a storm, some ten minutes long.
// STORM_OPS, STORM_WRITERS and STORM_KILL_EVERY (answers) change its size. It fails when anything was lost, not for being slow.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['bench/ledger/*.bench.ts'],
    globalSetup: ['bench/ledger/real-server.ts'],
    testTimeout: 7_200_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
})
