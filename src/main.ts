import { readConfig } from './kernel/server/config.ts'
import { projectRoot } from './kernel/server/project-root.ts'

const HELP = `总务 zongwu

  zongwu [serve]                         启动（默认 http://localhost:3000）
  zongwu import KIND FILE [--commit] [--json] [--mode good-rows|all-or-nothing]
                 [--map 列=表头,…] [--sheet 名称] [--term 2025-autumn] [--trade 工种] [--school 代码]
                                         导入登记表；不带 --commit 只预览。KIND 如 repair、place、people
  zongwu summary --term 2025-autumn [--format docx|md|json|txt] [--out 文件] [--school 代码]
                                         生成工作总结
  zongwu verify                          核对审计日志的校验链和账簿的平衡
  zongwu wipe --yes                      清空演示数据，下次启动时引导建立真实学校
  zongwu backup 文件.tar.gz               备份数据库和附件；可以在运行中进行
  zongwu restore 文件.tar.gz [--check] [--yes]
                                         恢复到空的数据目录或数据库；--check 只检查
  zongwu school export --school 代码 --out 文件.tar.gz
  zongwu school import 文件 [--slug 新代码] [--check]
                                         把一所学校整个搬到另一套总务；--check 只检查
  zongwu factor-reset 登录名 [--school 代码]
                                         清除一个账号的动态码（唯一的管理员丢了手机和恢复码时）
  zongwu settings                        列出可用的环境变量
`

const [command = 'serve', ...args] = process.argv.slice(2)

async function main(): Promise<number> {
  if (['help', '--help', '-h'].includes(command)) {
    process.stdout.write(HELP)
    return 0
  }
  const root = projectRoot()
  const config = readConfig(process.env, root)
  if (command === 'serve') {
    const { serve } = await import('./serve.ts')
    await serve(config, root)
    return -1
  }
  const { runCommand } = await import('./commands.ts')
  const code = await runCommand(config, command, args)
  if (code === undefined) {
    process.stderr.write(`不认识的命令“${command}”。\n\n${HELP}`)
    return 2
  }
  return code
}

main().then(
  code => {
    if (code >= 0) process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    process.exit(3)
  },
)
