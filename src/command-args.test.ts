import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { readArgs, writeNamed } from './command-args.ts'

const folder = mkdtempSync(join(tmpdir(), 'zongwu-args-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function said(work: () => unknown): { result: unknown; text: string } {
  let text = ''
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation(part => {
    text += part
    return true
  })
  try {
    return { result: work(), text }
  } finally {
    spy.mockRestore()
  }
}

const OPTIONS = { term: { type: 'string' }, yes: { type: 'boolean' } } as const

describe('arguments of a command', () => {
  it.each([
    [['--frob'], '不认识或没写完整的选项 --frob\n'],
    [['-x'], '不认识或没写完整的选项 -x\n'],
    [['--term'], '不认识或没写完整的选项 --term\n'],
    [['--yes=1'], '不认识或没写完整的选项 --yes\n'],
    [['多余'], '多出来的内容：多余\n'],
  ])('%j is refused in Chinese', (args, text) => {
    expect(said(() => readArgs(args, OPTIONS))).toEqual({ result: undefined, text })
  })

  it('are read', () => {
    expect(readArgs(['--term', '2025-autumn', '--yes'], OPTIONS)?.values).toEqual({
      term: '2025-autumn',
      yes: true,
    })
  })
})

describe('a file to write', () => {
  it('is written, or the reason said', () => {
    const body = Buffer.from('总结')
    expect(writeNamed(join(folder, 'a.md'), body)).toBe(true)
    expect(readFileSync(join(folder, 'a.md'))).toEqual(body)
    const nowhere = said(() => writeNamed(join(folder, '没有', 'a.md'), body))
    expect(nowhere).toMatchObject({ result: false, text: expect.stringContaining('文件夹不存在') })
    expect(said(() => writeNamed(folder, body)).text).toContain('请再写上文件名')
  })
})
