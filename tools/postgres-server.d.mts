export interface TestPostgres {
  connection: { host: string; port: number; user: string; database: string }
  /** For DATABASE_URL. */
  url: string
  /** Major version. */
  version: number
  stop(): Promise<void>
}
/** Folder with initdb and pg_ctl of a PostgreSQL 15 or later. */
export function findPostgresServer(): string | undefined
/** The same, installed first where that is missing and allowed; else throws what to do. */
export function ensurePostgresServer(): string
/**
 * Starts an empty server on a unix socket in a temporary folder. Its writes are synced only where asked for:
 * for tests and measurements only. `settings`: more of the server's, as name=value.
 */
export function startTestServer(options?: { sync?: boolean; settings?: string[] }): Promise<TestPostgres>
