import { parseArgs } from 'node:util'
import { OFF, ON } from '../fields.ts'
import { ImportMode } from '../shapes.ts'

export interface ImportArgs {
  kind: string
  file: string
  commit: boolean
  json: boolean
  mode: ImportMode
  /** Title of a field → heading of the file. */
  map: Record<string, string>
  /** Only this sheet. */
  sheet?: string
  /** Option or sheet option by key. */
  options: Record<string, string>
  school?: string
}

export const IMPORT_USAGE = `用法：zongwu import 台账 文件 [选项]

  台账        repair（报修登记）、damage（损坏赔偿）、place（地点）、people（人员）等
  文件        Excel（.xlsx）或 CSV（UTF-8 或 GBK）

  --commit              写入；不带时只预演，什么也不写
  --json                结果用一份 JSON 输出
  --mode MODE           good-rows 只写没有问题的行（默认）；all-or-nothing 有一行不行就都不写
  --map 列=表头,…       手工指定列，例如 --map 地点=报修地点,数量=件数
  --sheet 名称          只导入这一张工作表
  --term 2025-autumn    日期所在的学期
  --trade 电工          表中没写工种时，按这个工种
  --no-create-places    表中的房间系统里没有时，不自动建立
  --set 项目=值         其他选项
  --school 代码         有几所学校时，导入哪一所

退出码：0 完成；1 没有写入（有错行而要求全部，或没有一行可用）；2 用法不对或文件读不了
`

/** Thrown for arguments that make no sense; its message is for the user. */
export class UsageError extends Error {}

export function readImportArgs(args: readonly string[]): ImportArgs {
  const { values, positionals } = parse(args)
  const [kind, file, ...rest] = positionals
  if (!kind || !file) throw new UsageError('请写明台账和文件，例如：zongwu import repair 报修登记.xlsx')
  if (rest.length > 0) throw new UsageError(`多出来的内容：${rest.join(' ')}。文件名里有空格时请加引号。`)
  const mode = ImportMode.safeParse(values.mode ?? 'good-rows')
  if (!mode.success) throw new UsageError(`--mode 只能是 good-rows 或 all-or-nothing，不能是“${values.mode}”`)
  if (values['create-places'] && values['no-create-places'])
    throw new UsageError('--create-places 和 --no-create-places 只能用一个')
  return {
    kind,
    file,
    commit: values.commit ?? false,
    json: values.json ?? false,
    mode: mode.data,
    map: pairs(values.map ?? [], '--map'),
    options: {
      ...pairs(values.set ?? [], '--set'),
      ...(values.term !== undefined ? { term: values.term } : {}),
      ...(values.trade !== undefined ? { trade: values.trade } : {}),
      ...(values['create-places'] ? { createPlaces: ON } : {}),
      ...(values['no-create-places'] ? { createPlaces: OFF } : {}),
    },
    ...(values.sheet !== undefined ? { sheet: values.sheet } : {}),
    ...(values.school !== undefined ? { school: values.school } : {}),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        commit: { type: 'boolean' },
        json: { type: 'boolean' },
        mode: { type: 'string' },
        map: { type: 'string', multiple: true },
        sheet: { type: 'string' },
        term: { type: 'string' },
        trade: { type: 'string' },
        'create-places': { type: 'boolean' },
        'no-create-places': { type: 'boolean' },
        set: { type: 'string', multiple: true },
        school: { type: 'string' },
      },
    })
  } catch (error) {
    const flag = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? ''
    throw new UsageError(`不认识或没写完整的选项 ${flag}`.trim())
  }
}

/** 地点=报修地点,数量=件数 */
function pairs(texts: readonly string[], flag: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const part of texts.flatMap(text => text.split(/[,，;；]/)).map(text => text.trim())) {
    if (part === '') continue
    const [key = '', ...rest] = part.split(/[=＝]/)
    const value = rest.join('=').trim()
    if (key.trim() === '' || value === '') throw new UsageError(`${flag} 要写成 列=表头，不能是“${part}”`)
    found[key.trim()] = value
  }
  return found
}
