import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { backup, restore } from './backup-commands.ts'
import { readArgs, writeNamed } from './command-args.ts'
import { AppError } from './kernel/pure/errors.ts'
import type { App } from './kernel/server/app.ts'
import { sealAudit, verifyChain } from './kernel/server/audit.ts'
import { type Config, SETTINGS } from './kernel/server/config.ts'
import type { Download } from './kernel/server/files.ts'
import { projectRoot } from './kernel/server/project-root.ts'
import { inSchool } from './kernel/server/run.ts'
import { ledger } from './mechanisms/ledger/index.ts'
import { importCommand } from './mechanisms/register/cli.ts'
import { resetFactorOf } from './modules/account/index.ts'
import { type ExportFormat, renderSummary } from './modules/summary/index.ts'
import { openProduct, type Product } from './product.ts'
import { school } from './school-commands.ts'
import { makeDemoIfEmpty, wipeDemo } from './setup/index.ts'

const OK = 0
const FAILED = 1
const USAGE = 2

/** One command line command; its exit code, or undefined when there is no such command. */
export async function runCommand(
  config: Config,
  command: string,
  args: string[],
): Promise<number | undefined> {
  switch (command) {
    case 'import':
      return importCommand(args, {
        inProduct: (slug, work) => withSchool(config, slug, work),
        out: text => void process.stdout.write(text),
        err: text => void process.stderr.write(text),
        watched: process.stderr.isTTY === true,
      })
    case 'summary':
      return summary(config, args)
    case 'verify':
      return readArgs(args, {}) ? withProduct(config, verify) : USAGE
    case 'wipe':
      return wipe(config, args)
    case 'backup':
      return backup(config, args, version())
    case 'restore':
      return restore(config, args)
    case 'school':
      return school(config, args, version())
    case 'factor-reset':
      return factorReset(config, args)
    case 'settings':
      for (const { name, about } of SETTINGS) process.stdout.write(`${name.padEnd(22)}${about}\n`)
      return OK
    default:
      return undefined
  }
}

const version = (): string =>
  (JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version

async function summary(config: Config, args: string[]): Promise<number> {
  const options = {
    term: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    school: { type: 'string' },
  } as const
  const { values } = readArgs(args, options) ?? {}
  const format = values?.format ?? 'txt'
  if (!values?.term || !['docx', 'md', 'json', 'txt'].includes(format)) {
    process.stderr.write(
      '用法：zongwu summary --term 2025-autumn [--format docx|md|json|txt] [--out 文件] [--school 代码]\n',
    )
    return USAGE
  }
  return withSchool(config, values.school, async (app, schoolId) => {
    const file = await inSchool(app, { schoolId, actor: { kind: 'system', name: '命令行' } }, ctx =>
      renderSummary(ctx, values.term as string, format as ExportFormat),
    )
    const target = values.out ?? (format === 'docx' && process.stdout.isTTY ? file.fileName : undefined)
    if (target) {
      if (!writeNamed(target, file.body as Buffer)) return FAILED
      process.stderr.write(`已写入 ${target}\n`)
    } else await writeOut(file)
    return OK
  })
}

/** Resolves once a slow reader at the other end of the pipe has taken everything. */
const writeOut = (file: Download): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(file.body as Buffer, error => (error ? reject(error) : resolve()))
  })

/** For the only administrator who lost telephone and paper: who has the machine has the school anyway. */
async function factorReset(config: Config, args: string[]): Promise<number> {
  const [login, ...rest] = args
  const { values } = readArgs(rest, { school: { type: 'string' } } as const) ?? {}
  if (!login || login.startsWith('-') || !values) {
    process.stderr.write('用法：zongwu factor-reset 登录名 [--school 代码]\n')
    return USAGE
  }
  return withSchool(config, values.school, async (app, schoolId) => {
    const scope = { schoolId, actor: { kind: 'system', name: '命令行' } as const }
    try {
      await inSchool(app, scope, ctx => resetFactorOf(ctx, login))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      process.stderr.write(`${login}：${error.message}\n`)
      return FAILED
    }
    process.stdout.write(`${login}的动态码已清除，现在凭密码登录，请马上重新设置。\n`)
    return OK
  })
}

async function verify(app: App): Promise<number> {
  await sealAudit(app.pool)
  const { rows } = await app.pool.query<{ id: string; name: string }>(
    'select id, name from school order by created_at',
  )
  let code = OK
  for (const school of rows) {
    const report = await verifyChain(app.pool, school.id)
    const verdict = report.faults.length === 0 ? '完好' : `有 ${report.faults.length} 处不符`
    process.stdout.write(
      `${school.name}：审计日志 ${report.entries} 条，${verdict}，末尾校验值 ${report.head.slice(0, 16)}\n`,
    )
    const books = await inSchool(
      app,
      { schoolId: school.id, actor: { kind: 'system', name: '命令行' } },
      ctx => ctx.run(ledger.verify, {}),
    )
    const balanced = books.faults.length === 0 ? '平衡' : `有 ${books.faults.length} 处不符`
    process.stdout.write(
      `${school.name}：账簿 ${books.entries} 笔分录、${books.accounts} 个账户，${balanced}\n`,
    )
    const faults = [...report.faults, ...books.faults]
    for (const fault of faults) process.stdout.write(`  ${fault}\n`)
    if (faults.length > 0) code = FAILED
  }
  return code
}

async function wipe(config: Config, args: string[]): Promise<number> {
  const read = readArgs(args, { yes: { type: 'boolean' } } as const)
  if (!read) return USAGE
  if (!read.values.yes) {
    process.stderr.write('这会删除演示学校的全部数据，不能恢复；真实学校不受影响。确定请加 --yes。\n')
    return USAGE
  }
  return withProduct(
    config,
    async app => {
      const gone = await wipeDemo(app)
      process.stdout.write(
        gone.length > 0
          ? `已清空：${gone.join('、')}。现在打开网页，就可以建立真实学校。\n`
          : '没有演示学校，什么也没有删除。\n',
      )
      return OK
    },
    { demo: false },
  )
}

async function withProduct(
  config: Config,
  work: (app: App, product: Product) => Promise<number>,
  options: { demo?: boolean } = {},
): Promise<number> {
  const product = await openProduct(config, { serve: false })
  try {
    if (config.demo && options.demo !== false) await makeDemoIfEmpty(product.app, product.outbox)
    return await work(product.app, product)
  } finally {
    await product.close()
  }
}

/** The school by its code; without one, the only one there is. */
async function withSchool(
  config: Config,
  slug: string | undefined,
  work: (app: App, schoolId: string) => Promise<number>,
): Promise<number> {
  return withProduct(config, async (app, product) => {
    const { rows } = await app.pool.query<{ id: string; slug: string; name: string }>(
      'select id, slug, name from school order by created_at',
    )
    const chosen = slug ? rows.filter(r => r.slug === slug) : rows
    const [school] = chosen
    if (!school || chosen.length > 1) {
      const list = rows.map(r => `${r.slug}（${r.name}）`).join('、')
      process.stderr.write(
        rows.length === 0
          ? '还没有学校。请先启动一次，在网页上建立学校。\n'
          : `请用 --school 指明学校：${list}\n`,
      )
      return USAGE
    }
    const code = await work(app, school.id)
    await product.outbox.drain()
    return code
  })
}
