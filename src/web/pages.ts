import { pages as metricPages } from '../mechanisms/metric/web/pages.ts'
import { pages as summaryPages } from '../modules/summary/web/pages.ts'
import { pages as shellPages } from './app/pages.ts'
import type { PageSpec } from './page-spec.ts'

/** All pages of the shell. */
export const pages: readonly PageSpec[] = [...shellPages, ...summaryPages, ...metricPages]
