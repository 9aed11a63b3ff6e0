import { expect, it } from 'vitest'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import type { App } from './app.ts'
import type { Ctx } from './ctx.ts'
import { startOutbox } from './outbox.ts'
import { inSchool } from './run.ts'

/** The product with one subscriber to one event. */
function withSubscriber(s: Scenario, handle: (ctx: Ctx) => Promise<void>): App {
  const subscriber = { event: 'test.happened', name: 'note', handle }
  return {
    ...s.app,
    registry: {
      ...s.app.registry,
      subscribersOf: () => [{ id: 'test.note', subscriber }],
      subscriber: () => subscriber,
    },
  }
}

const happen = (app: App, s: Scenario): Promise<void> =>
  inSchool(app, { schoolId: s.schoolId, actor: { kind: 'system', name: '测试' } }, ctx =>
    ctx.emit('test.happened', {}),
  )

it('handles at once what was told while the clock ran ahead', async () => {
  const s = await scenario()
  let handled = 0
  const app = withSubscriber(s, async () => void handled++)
  for (const ahead of ['2025-09-03T08:30:00+08:00', '2025-09-06T08:00:00+08:00']) {
    s.at(ahead)
    await happen(app, s)
  }
  s.at('2025-09-03T08:00:00+08:00')
  const outbox = startOutbox(app, { poll: false })
  await outbox.drain()
  await outbox.drain()
  expect(handled).toBe(2)
})

it('tries again what failed, after its delay or when the clock was put back', async () => {
  const s = await scenario()
  let tries = 0
  const app = withSubscriber(s, async () => {
    tries++
    if (tries < 3) throw new Error('not now')
  })
  const outbox = startOutbox(app, { poll: false })
  s.at('2025-09-03T08:00:00+08:00')
  await happen(app, s)
  await outbox.drain()
  await outbox.drain()
  expect(tries).toBe(1)
  s.at('2025-09-06T08:00:00+08:00')
  await outbox.drain()
  expect(tries).toBe(2)
  s.at('2025-09-03T08:01:00+08:00')
  await outbox.drain()
  expect(tries).toBe(3)
})
