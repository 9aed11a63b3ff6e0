import { z } from 'zod'

/** What a backup says of itself; the last entry of the archive, so that a torn one has none. */
export const Manifest = z.object({
  format: z.literal(1),
  product: z.literal('zongwu'),
  version: z.string(),
  takenAt: z.string(),
  schools: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string() })),
  migrations: z.array(z.object({ module: z.string(), name: z.string(), checksum: z.string() })),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int(),
      bytes: z.int(),
      sha256: z.string(),
    }),
  ),
  files: z.object({ count: z.int(), bytes: z.int() }),
})
export type Manifest = z.output<typeof Manifest>

export const MANIFEST = 'manifest.json'
export const tableEntry = (name: string): string => `tables/${name}.copy`
export const fileEntry = (sha256: string): string => `files/${sha256}`

export { ArchiveTrouble as BackupTrouble } from '../archive.ts'
