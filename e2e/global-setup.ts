import type { TestProject } from 'vitest/node'
import { startProduct } from './product.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    url: string
    dataDir: string
  }
}

/** One product for all stories, started as a newcomer would. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const product = await startProduct()
  project.provide('url', product.url)
  project.provide('dataDir', product.dataDir)
  return product.close
}
