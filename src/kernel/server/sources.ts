import type { MigrationSource } from './migrate.ts'
import type { ServerModule } from './module.ts'

/** The kernel's migrations, then each module's, in dependency order. */
export function migrationSources(modules: readonly ServerModule[]): MigrationSource[] {
  return [
    { module: 'kernel', folder: 'kernel/migrations' },
    ...modules.flatMap(m => (m.migrations ? [{ module: m.contract.id, folder: m.migrations }] : [])),
  ]
}
