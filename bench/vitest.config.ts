import { defineConfig } from 'vitest/config'

// Measurements, not tests: `npm run bench` prints figures; nothing fails for being slow.
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['bench/*.bench.ts'],
    globalSetup: ['src/testing/global-setup.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
})
