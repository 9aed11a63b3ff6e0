import { join, resolve } from 'node:path'
import { z } from 'zod'

const Flag = z.enum(['0', '1', 'true', 'false']).transform(v => v === '1' || v === 'true')

const Environment = z.object({
  ZONGWU_DATA: z.string().min(1).optional().describe('数据目录，默认为项目下的 data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '要写成 postgres://用户:密码@主机/数据库')
    .optional()
    .describe('使用已有的 PostgreSQL（15 及以上）；不填则用自带的数据库'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('网页端口'),
  HOST: z.string().default('127.0.0.1').describe('监听地址；要让别的电脑访问时填 0.0.0.0'),
  ZONGWU_DEMO: Flag.optional().describe('1：空库时建演示学校（默认）；0：空库时引导建立真实学校'),
  ZONGWU_URL: z.url().optional().describe('对外网址，印在二维码里，如 https://zw.school.cn'),
  ZONGWU_TRUST_PROXY: Flag.default(false).describe('在反向代理后面时填 1'),
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

export interface Config {
  dataDir: string
  databaseUrl?: string | undefined
  port: number
  host: string
  demo: boolean
  publicUrl?: string | undefined
  trustProxy: boolean
  logLevel: string
  poolSize: number
  metricsToken?: string | undefined
}

/** Settings from the environment, checked before anything starts. Throws with one line a mistake. */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
  const result = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, v]) => v !== '')))
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
  }
}

export const SETTINGS: readonly { name: string; about: string }[] = Object.entries(Environment.shape).map(
  ([name, schema]) => ({ name, about: schema.description ?? '' }),
)
