import { userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { handTo, mustChoose } from '../dispatching.ts'
import { officeOf, tell } from '../notices.ts'
import { assertMay, lockOrder, movedOf, workerOf, writeOrder } from '../store.ts'

type Dispatch = Pick<
  Handlers<typeof contract>,
  'dispatch' | 'dispatchByRule' | 'undispatch' | 'grab' | 'decline'
>

const UNASSIGNED = { assignee_id: null, assignee_name: '', dispatched_at: null } as const

export const dispatching: Dispatch = {
  async dispatch(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'dispatch', order, viewer)
    const person = await workerOf(ctx, order.kind, input.personId)
    return movedOf(await handTo(ctx, order, person, { verb: 'dispatch', text: input.note ?? '' }))
  },

  async dispatchByRule(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'dispatch', order, viewer)
    const person = await mustChoose(ctx, order)
    const written = await handTo(ctx, order, person, { verb: 'dispatch', text: `按规则派给${person.name}` })
    return { ...movedOf(written), assignee: { id: person.id, name: person.name } }
  },

  async undispatch(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'undispatch', order, viewer)
    const written = await writeOrder(ctx, order, { ...UNASSIGNED, state: 'accepted' }, { verb: 'undispatch' })
    await tell(ctx, written, 'taken_over', '派工已撤销', [order.assignee_id])
    return movedOf(written)
  },

  async grab(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input, 'pool')
    await assertMay(ctx, 'grab', order, viewer)
    const person = await workerOf(ctx, order.kind, userOf(ctx)?.personId)
    return movedOf(await handTo(ctx, order, person, { verb: 'grab', text: `${person.name}接单` }))
  },

  async decline(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'decline', order, viewer)
    const written = await writeOrder(
      ctx,
      order,
      { ...UNASSIGNED, state: 'accepted' },
      { verb: 'decline', text: input.reason },
    )
    await tell(ctx, written, 'declined', `${order.assignee_name}退单`, await officeOf(ctx), input.reason)
    return movedOf(written)
  },
}
