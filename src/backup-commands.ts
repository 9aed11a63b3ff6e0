import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Config } from './kernel/server/config.ts'
import { migrationSources } from './kernel/server/sources.ts'
import { modules } from './modules/index.ts'
import { openDatabase, openFiles, openProduct } from './product.ts'
import {
  BackupTrouble,
  inspectBackup,
  type Manifest,
  restoreBackup,
  takeBackup,
} from './setup/backup/index.ts'

const [OK, FAILED, USAGE] = [0, 1, 2]

/** `zongwu backup FILE`: database and files into one archive, while the product may go on running. */
export async function backup(config: Config, args: string[], version: string): Promise<number> {
  const [target] = positionals(args)
  if (!target) return usage('用法：zongwu backup 文件.tar.gz\n')
  const product = await openProduct(config, { serve: false })
  try {
    const manifest = await takeBackup(product.app, { target, version })
    process.stdout.write(
      `已备份到 ${target}（${sizeText(statSync(target).size)}）：${contentText(manifest)}\n`,
    )
    return OK
  } finally {
    await product.close()
  }
}

/** `zongwu restore FILE`: into an empty installation, or over the demo school with --yes. */
export async function restore(config: Config, args: string[]): Promise<number> {
  const [archive] = positionals(args)
  if (!archive)
    return usage(
      '用法：zongwu restore 文件.tar.gz [--check] [--yes]\n  --check 只检查备份是否完好；--yes 覆盖演示学校\n',
    )
  try {
    if (args.includes('--check')) {
      process.stdout.write(`备份完好：${contentText(await inspectBackup(archive))}\n`)
      return OK
    }
    const manifest = await restoreInto(config, archive, args.includes('--yes'))
    process.stdout.write(`已恢复：${contentText(manifest)}\n`)
    return OK
  } catch (error) {
    if (!(error instanceof BackupTrouble)) throw error
    process.stderr.write(`${error.message}\n`)
    return FAILED
  }
}

async function restoreInto(config: Config, archive: string, mayReplaceDemo: boolean): Promise<Manifest> {
  const { connection, embedded } = await openDatabase(config)
  const client = new pg.Client({ ...connection, application_name: 'zongwu-restore' })
  try {
    await client.connect()
    await refuseRunning(client)
    const sources = migrationSources(modules)
    return await restoreBackup(client, {
      archive,
      files: openFiles(config),
      sources,
      mayReplaceDemo,
    })
  } finally {
    await client.end().catch(() => undefined)
    await embedded?.stop()
  }
}

/** A product that runs on this database would go on writing into what is being replaced. */
async function refuseRunning(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'zongwu' and pid <> pg_backend_pid()`,
  )
  if ((rows[0]?.n ?? 0) > 0) throw new BackupTrouble('总务正在这个数据库上运行。请先停止服务，再恢复。')
}

function positionals(args: string[]): string[] {
  const options = { check: { type: 'boolean' }, yes: { type: 'boolean' } } as const
  try {
    return parseArgs({ args, options, allowPositionals: true }).positionals
  } catch {
    return []
  }
}

function usage(text: string): number {
  process.stderr.write(text)
  return USAGE
}

function contentText({ schools, tables, files, takenAt }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const names = schools.map(({ name }) => name).join('、') || '没有学校'
  return `${names}，${tables.length} 张表 ${rows.toLocaleString('zh-CN')} 行，附件 ${files.count} 个（${sizeText(files.bytes)}），备份时刻 ${takenAt}`
}

const sizeText = (bytes: number): string =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`
