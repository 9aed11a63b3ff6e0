import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** What a command was given; undefined, and said why, when it makes no sense. */
export function readArgs<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true }) as {
      values: Record<string, never>
    } & ReturnType<typeof parseArgs<{ options: T }>>
  } catch (error) {
    process.stderr.write(`${argumentFault((error as Error).message)}\n`)
    return undefined
  }
}

/** Node names the word it stumbled over in quotes; the rest of its English sentence helps nobody here. */
export function argumentFault(message: string): string {
  const word = /'([^'<]+?)(?: <value>)?'/.exec(message)?.[1] ?? ''
  const option = /(--?[\w-]+)$/.exec(word)?.[1]
  return option ? `不认识或没写完整的选项 ${option}` : `多出来的内容：${word}`
}

/** Writes a file somebody named; a folder that is not there is a refusal, not a crash. */
export function writeNamed(path: string, body: Buffer): boolean {
  try {
    writeFileSync(path, body)
    return true
  } catch (error) {
    process.stderr.write(`${writeFault(path, (error as NodeJS.ErrnoException).code)}\n`)
    return false
  }
}

export function writeFault(path: string, code: string | undefined): string {
  const why: Record<string, string> = {
    ENOENT: '文件夹不存在，请先建好或换一个位置',
    ENOTDIR: '路径中间有一段不是文件夹，请换一个位置',
    EISDIR: '这是一个文件夹，请再写上文件名',
    EACCES: '没有写入权限，请换一个位置',
    EROFS: '这个位置只能读，请换一个位置',
    ENOSPC: '磁盘满了，请清理后再试',
  }
  return `没能写入 ${path}：${why[code ?? ''] ?? `系统报告 ${code ?? '未知错误'}`}。`
}
