import { parseArgs } from 'node:util'
import type { Config } from './kernel/server/config.ts'
import { openProduct } from './product.ts'
import { ArchiveTrouble } from './setup/archive.ts'
import { checkSchool, exportSchool, importSchool, type SchoolManifest } from './setup/school-export/index.ts'

const [OK, FAILED, USAGE] = [0, 1, 2]

const HOW = `用法：
  zongwu school export --school 代码 --out 文件.tar.gz    导出一所学校的全部数据、表格和文件
  zongwu school import 文件 [--slug 新代码] [--check]     导入到另一套总务；--check 只检查
`

/** `zongwu school export|import`: one school with all that is its own, out of one installation and into another. */
export async function school(config: Config, args: string[], version: string): Promise<number> {
  const read = readArgs(args)
  const [verb, archive] = read?.positionals ?? []
  const { values } = read ?? {}
  const isExport = verb === 'export' && values?.school && values.out
  if (!isExport && !(verb === 'import' && archive)) {
    process.stderr.write(HOW)
    return USAGE
  }
  const product = await openProduct(config, { serve: false })
  try {
    if (isExport) {
      const request = { slug: values.school as string, target: values.out as string, version }
      const manifest = await exportSchool(product.app, request)
      process.stdout.write(`已导出到 ${values.out}：${contentText(manifest)}\n`)
      const { missing } = manifest.files
      if (missing.length > 0)
        process.stdout.write(`注意：有 ${missing.length} 个文件登记了却找不到，导出里没有它们。\n`)
      return OK
    }
    const request = { archive: archive as string, slug: values?.slug }
    const manifest = values?.check
      ? await checkSchool(product.app, request)
      : await importSchool(product.app, request)
    const word = values?.check ? '可以导入' : '已导入，行数、审计日志和账簿都已核对'
    process.stdout.write(`${word}：${contentText(manifest)}\n`)
    return OK
  } catch (error) {
    if (!(error instanceof ArchiveTrouble)) throw error
    process.stderr.write(`${error.message}\n`)
    return FAILED
  } finally {
    await product.close()
  }
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        school: { type: 'string' },
        out: { type: 'string' },
        slug: { type: 'string' },
        check: { type: 'boolean' },
      },
      allowPositionals: true,
    })
  } catch {
    return undefined
  }
}

function contentText({ school, tables, files, books }: SchoolManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `${school.name}，${tables.length} 张表 ${rows.toLocaleString('zh-CN')} 行，表格 ${books.length} 本，附件 ${files.count} 个`
}
