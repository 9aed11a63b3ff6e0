import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const USER = 'zongwu'
export const DATABASE = 'zongwu'
/** On a unix socket the port is only part of the file's name. */
export const SOCKET_PORT = 5432

export type Endpoint = { socketDir: string } | { loopbackPort: number }

const KEPT_LOGS = 5

/** Rewrites the server's settings, so that each version of the product runs with its own. */
export function writeSettings(home: string, cluster: string, endpoint: Endpoint): void {
  writeFileSync(join(cluster, 'pg_hba.conf'), accessRules(endpoint))
  writeFileSync(join(cluster, 'postgresql.conf'), settings(home, endpoint))
  const local = join(home, 'local.conf')
  if (!existsSync(local)) writeFileSync(local, '# Settings of this machine, e.g. shared_buffers = 1GB\n')
}

/** Each start opens a log of its own; only the newest are kept. */
export function dropOldLogs(home: string): void {
  const folder = join(home, 'log')
  const old = readdirSync(folder)
    .filter(name => /^server-.*\.log$/.test(name))
    .sort()
    .slice(0, -KEPT_LOGS)
  for (const name of old) rmSync(join(folder, name), { force: true })
}

function accessRules(endpoint: Endpoint): string {
  return 'socketDir' in endpoint
    ? 'local all all scram-sha-256\n'
    : 'host all all 127.0.0.1/32 scram-sha-256\n'
}

function settings(home: string, endpoint: Endpoint): string {
  const where =
    'socketDir' in endpoint
      ? {
          listen_addresses: '',
          port: SOCKET_PORT,
          unix_socket_directories: endpoint.socketDir,
          unix_socket_permissions: '0700',
        }
      : { listen_addresses: '127.0.0.1', port: endpoint.loopbackPort }
  const values = {
    ...where,
    // An acknowledged write must survive a power cut.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: 60,
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    max_wal_size: '512MB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: join(home, 'log'),
    log_filename: 'server-%Y%m%d-%H%M%S.log',
    log_rotation_size: '10MB',
    log_rotation_age: 0,
    // Refused statements belong to the product's own log; their text may hold personal data.
    log_min_messages: 'log',
    log_checkpoints: 'off',
  }
  const lines = Object.entries(values).map(
    ([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`,
  )
  const note =
    '# Written at each start. Settings of this machine go into local.conf beside the cluster folder.'
  return `${[note, ...lines, `include_if_exists = '${join(home, 'local.conf').replaceAll("'", "''")}'`].join('\n')}\n`
}
