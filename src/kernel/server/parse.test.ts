import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AppError } from '../pure/errors.ts'
import type { Operation } from '../pure/operation.ts'
import { parseInput } from './parse.ts'

const input = z.strictObject({
  name: z.string().min(1).max(5).meta({ title: '名称' }),
  qty: z.number().positive().max(9).meta({ title: '数量' }),
  kind: z.enum(['a', 'b']).meta({ title: '类别' }),
  id: z.uuid().optional(),
  day: z.iso.date().optional(),
  lines: z.array(z.string()).min(1).max(2),
  own: z.string().regex(/^\d+$/, '只能是数字').optional(),
})
const good = { name: '扫把', qty: 3, kind: 'a', lines: ['x'] }

/** Texts by field of the refusal. */
function told(change: Record<string, unknown>): AppError {
  try {
    parseInput({ input } as unknown as Operation, { ...good, ...change })
  } catch (error) {
    return error as AppError
  }
  throw new Error('not refused')
}

describe('a refused input is told in plain Chinese', () => {
  it.each([
    [{ name: undefined }, 'name', '没有填'],
    [{ name: '' }, 'name', '没有填'],
    [{ name: '一二三四五六' }, 'name', '太长了，最多 5 个字'],
    [{ name: 3 }, 'name', '应是文字'],
    [{ qty: '3' }, 'qty', '应是数字'],
    [{ qty: -3 }, 'qty', '应大于 0'],
    [{ qty: 10 }, 'qty', '不能大于 9'],
    [{ kind: 'c' }, 'kind', '不在可选的范围里'],
    [{ kind: undefined }, 'kind', '没有选'],
    [{ id: 'x' }, 'id', '编号不完整，请从列表中重新选择'],
    [{ day: '2026-13-01' }, 'day', '日期不对，应如 2026-09-01'],
    [{ lines: [] }, 'lines', '至少要有一项'],
    [{ lines: ['1', '2', '3'] }, 'lines', '太多了，最多 2 项'],
    [{ own: 'x' }, 'own', '只能是数字'],
    [{ more: 1 }, '', '不认识的内容：more'],
  ])('%j', (change, field, text) => {
    expect(told(change).fields?.[field]).toBe(text)
  })

  it('with the name of the field before it', () => {
    expect(told({ qty: -3 }).message).toContain('数量：应大于 0')
  })
})
