import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { sign, signAs, signaturesOf, voidSignatures } from './index.ts'
import { BOX, countPoints, type Point, pathOf, Strokes, thin } from './strokes.ts'

const DRAWN = 'M100 100L200 120L300 90L400 140M500 100L600 160L700 90'

describe('strokes', () => {
  const point = fc.tuple(fc.integer({ min: -50, max: 1100 }), fc.integer({ min: -50, max: 500 }))
  const drawing = fc.array(fc.array(point, { minLength: 3, maxLength: 40 }), { minLength: 2, maxLength: 8 })

  it('what the pad makes is always taken, and stays in its box', () => {
    fc.assert(
      fc.property(drawing, strokes => {
        const path = pathOf(strokes)
        expect(Strokes.safeParse(path).success).toBe(true)
        for (const [, x, y] of path.matchAll(/[ML](\d+) (\d+)/g)) {
          expect(Number(x)).toBeLessThan(BOX.width)
          expect(Number(y)).toBeLessThan(BOX.height)
        }
      }),
    )
  })

  it('thinning keeps the beginning and adds nothing', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), stroke => {
        const kept = thin(stroke as Point[])
        expect(kept[0]).toEqual(stroke[0])
        expect(countPoints(pathOf([kept]))).toBeLessThanOrEqual(stroke.length)
      }),
    )
  })

  it('refuses a dot, a script and an endless drawing', () => {
    for (const bad of ['M1 1L2 2', 'M1 1"><script>', '', `M1 1${'L2 2'.repeat(6000)}`])
      expect(Strokes.safeParse(bad).success).toBe(false)
  })
})

describe('signing', () => {
  it('keeps the sentence, once for each person and capacity', async () => {
    const s = await scenario()
    const subject = { kind: 'test.paper', id: crypto.randomUUID() }
    const signing = { subject, duty: '领用人', statement: '领到扫把3把', strokes: DRAWN }
    const teacher = s.person('teacher')
    await s.inSchool(async ctx => {
      const asTeacher = {
        ...ctx,
        actor: {
          kind: 'user' as const,
          userId: teacher,
          personId: teacher,
          name: '李敏',
          roles: ['teacher'],
          sessionId: '',
          mustChangePassword: false,
        },
      }
      await sign(asTeacher, signing)
      await s.refused(sign(asTeacher, signing), 'signature.twice')
      await signAs(asTeacher, { ...signing, duty: '学生代表', name: '王小明' })
      await s.refused(
        signAs(asTeacher, { subject, duty: '寝室长', statement: '属实', name: '赵强' }),
        'signature.needs_strokes',
      )
      const marks = await signaturesOf(ctx, [subject, { kind: 'test.other', id: subject.id }])
      expect(marks.map(({ duty, name, statement, personId }) => [duty, name, statement, personId])).toEqual([
        ['领用人', '李敏', '领到扫把3把', teacher],
        ['学生代表', '王小明', '领到扫把3把', null],
      ])
      await s.refused(sign(ctx, signing), 'signature.stranger')
    })
  })

  it('is void when the document is sent back, and can then be given anew', async () => {
    const s = await scenario()
    const subject = { kind: 'test.paper', id: crypto.randomUUID() }
    const signing = { subject, duty: '验收人', statement: '验收合格', strokes: DRAWN }
    await s.inSchool(async ctx => {
      const me = {
        kind: 'user' as const,
        userId: s.person('clerk'),
        personId: s.person('clerk'),
        name: '许静',
      }
      const clerk = { ...ctx, actor: { ...me, roles: ['clerk'], sessionId: '', mustChangePassword: false } }
      await sign(clerk, signing)
      expect(await voidSignatures(ctx, subject, '数量不符')).toBe(1)
      expect(await signaturesOf(ctx, [subject])).toEqual([])
      await sign(clerk, signing)
      expect(await signaturesOf(ctx, [subject])).toHaveLength(1)
    })
  })

  it('cannot be edited or deleted, not even by the product', async () => {
    const s = await scenario()
    for (const statement of [`update signature_mark set name = '别人'`, 'delete from signature_mark'])
      await expect(
        s.inSchool(ctx => ctx.db.executeQuery({ sql: statement, parameters: [], query: {} } as never)),
      ).rejects.toThrow(/permission denied/)
  })
})
