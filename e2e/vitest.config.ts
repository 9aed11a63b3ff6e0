import { defineConfig } from 'vitest/config'

// Stories over the built product, in a real browser; one after the other, each on its own data directory.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
})
