import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Bucket } from './files-s3.ts'

const Flag = z.enum(['0', '1', 'true', 'false']).transform(v => v === '1' || v === 'true')

const Environment = z.object({
  ZONGWU_DATA: z.string().min(1).optional().describe('数据目录，默认为项目下的 data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '要写成 postgres://用户:密码@主机/数据库')
    .optional()
    .describe('使用已有的 PostgreSQL（15 及以上）；不填则用自带的数据库'),
  ZONGWU_FILES: z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[^?]*)?\?/,
      '要写成 s3://桶名?endpoint=https://地址，可再加 &region=区域',
    )
    .refine(
      value => URL.canParse(new URL(value).searchParams.get('endpoint') ?? ''),
      '缺 endpoint=https://地址',
    )
    .optional()
    .describe('照片和文件放进对象存储：s3://桶名/前缀?endpoint=https://地址&region=区域；不填则放在数据目录'),
  ZONGWU_FILES_KEY: z.string().min(1).optional().describe('对象存储的访问账号（access key）'),
  ZONGWU_FILES_SECRET: z.string().min(1).optional().describe('对象存储的访问密钥（secret key）'),
  ZONGWU_KEY: z
    .string()
    .regex(
      /^[0-9a-fA-F]{64}([\s,]+[0-9a-fA-F]{64})*\s*$/,
      '要写成 64 位十六进制数字；换密钥时新的在前，旧的跟在后面',
    )
    .optional()
    .describe('加密动态码密钥用的密钥；不填则在数据目录的 secret.key 里，第一次启动时生成'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('网页端口'),
  HOST: z.string().default('127.0.0.1').describe('监听地址；要让别的电脑访问时填 0.0.0.0'),
  ZONGWU_DEMO: Flag.optional().describe('1：空库时建演示学校（默认）；0：空库时引导建立真实学校'),
  ZONGWU_URL: z.url().optional().describe('对外网址，印在二维码里，如 https://zw.school.cn'),
  ZONGWU_TRUST_PROXY: z
    .enum(['0', 'false', '1', 'true', '2', '3'])
    .default('0')
    .transform(v => (v === 'true' ? 1 : Number(v) || 0))
    .describe('在反向代理后面时填代理的层数，一般是 1'),
  ZONGWU_METRICS_TOKEN: z
    .string()
    .min(16, '至少 16 个字符')
    .optional()
    .describe('读取 /metrics 的口令；不填则只有本机能读'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('warn')
    .describe('日志级别'),
  DB_POOL: z.coerce.number().int().min(2).max(100).default(12).describe('数据库连接数'),
})

/** What may be given as the path of a file instead, by the name with _FILE: a secret need not be in the environment. */
const FROM_FILE = [
  'DATABASE_URL',
  'ZONGWU_FILES_KEY',
  'ZONGWU_FILES_SECRET',
  'ZONGWU_METRICS_TOKEN',
  'ZONGWU_KEY',
] as const

export interface Config {
  dataDir: string
  databaseUrl?: string | undefined
  port: number
  host: string
  demo: boolean
  publicUrl?: string | undefined
  /** How many reverse proxies stand before the product. */
  trustProxy: number
  logLevel: string
  poolSize: number
  metricsToken?: string | undefined
  /** Keys that seal secrets in the database, newest first; without them those of the data directory. */
  keys?: string | undefined
  /** The object store that holds the files, where they do not lie in the data directory. */
  bucket?: Bucket | undefined
}

/** Settings from the environment, checked before anything starts. Throws with one line a mistake. */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
  const given = withFiles(Object.fromEntries(Object.entries(env).filter(([, v]) => v !== '')))
  const result = Environment.superRefine((e, issues) => {
    if (!e.ZONGWU_FILES) return
    for (const name of ['ZONGWU_FILES_KEY', 'ZONGWU_FILES_SECRET'] as const)
      if (!e[name]) issues.addIssue({ code: 'custom', path: [name], message: '用对象存储时必须填写' })
  }).safeParse(given)
  if (!result.success) {
    const lines = result.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`环境变量设置有误：\n${lines.join('\n')}`)
  }
  const e = result.data
  return {
    dataDir: resolve(e.ZONGWU_DATA ?? join(root, 'data')),
    databaseUrl: e.DATABASE_URL,
    port: e.PORT,
    host: e.HOST,
    demo: e.ZONGWU_DEMO ?? true,
    publicUrl: e.ZONGWU_URL,
    trustProxy: e.ZONGWU_TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    poolSize: e.DB_POOL,
    metricsToken: e.ZONGWU_METRICS_TOKEN,
    keys: e.ZONGWU_KEY,
    bucket: e.ZONGWU_FILES
      ? bucketOf(e.ZONGWU_FILES, e.ZONGWU_FILES_KEY as string, e.ZONGWU_FILES_SECRET as string)
      : undefined,
  }
}

function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = { ...env }
  for (const name of FROM_FILE) {
    const path = env[`${name}_FILE`]
    if (path === undefined || env[name] !== undefined) continue
    try {
      read[name] = readFileSync(path, 'utf8').trim()
    } catch {
      throw new Error(`环境变量设置有误：\n  ${name}_FILE: 读不到文件 ${path}`)
    }
  }
  return read
}

function bucketOf(address: string, accessKey: string, secretKey: string): Bucket {
  const url = new URL(address)
  const folder = url.pathname.replace(/^\/+|\/+$/g, '')
  return {
    endpoint: url.searchParams.get('endpoint') as string,
    region: url.searchParams.get('region') ?? 'us-east-1',
    bucket: url.hostname,
    prefix: folder ? `${folder}/` : '',
    accessKey,
    secretKey,
  }
}

export const SETTINGS: readonly { name: string; about: string }[] = Object.entries(Environment.shape).map(
  ([name, schema]) => ({
    name,
    about: `${schema.description ?? ''}${FROM_FILE.some(n => n === name) ? `；也可用 ${name}_FILE 指向存放它的文件` : ''}`,
  }),
)
