import type { ServerModule } from '../kernel/server/module.ts'

/** All modules and mechanisms, in dependency order. */
export const modules: readonly ServerModule[] = []
