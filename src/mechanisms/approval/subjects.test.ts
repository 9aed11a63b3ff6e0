import { describe, expect, it } from 'vitest'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import { approvalPoint } from './index.ts'
import { routesFlaw } from './rules.ts'
import { Routes } from './shapes.ts'

const subjects = buildRegistry(modules).all(approvalPoint)

describe('what modules bring to be approved', () => {
  it.each(subjects.map(s => [s.kind, s] as const))('%s has routes that always give one', (_kind, subject) => {
    expect(Routes.safeParse(subject.routes).error).toBeUndefined()
    expect(routesFlaw(subject.routes)).toBeUndefined()
    const codes = (subject.categories ?? []).map(c => c.code)
    for (const { when } of subject.routes)
      for (const category of when.categories ?? []) expect(codes).toContain(category)
  })

  it('each kind once', () => {
    expect(new Set(subjects.map(s => s.kind)).size).toBe(subjects.length)
  })
})
