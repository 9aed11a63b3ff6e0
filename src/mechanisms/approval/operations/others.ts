import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../parameter/index.ts'
import { openNext, putOff } from '../advance.ts'
import { momentText } from '../clock.ts'
import { contract } from '../contract.ts'
import { copyTo, tell } from '../notices.ts'
import { URGE_HOURS } from '../parameters.ts'
import { directoryOf } from '../points.ts'
import { barredOf } from '../resolve.ts'
import { type Person, reasonText } from '../rules.ts'
import {
  addSeat,
  askedOf,
  CASE_REF,
  type Case,
  decideSeat,
  endedRefusal,
  lockCase,
  meOf,
  mySeat,
  namesOf,
  openSeats,
  type Step,
  say,
  seatsOf,
} from '../store.ts'
import { answer } from './decide.ts'

type Others = Pick<Handlers<typeof contract>, 'addSigner' | 'handOver' | 'copyTo' | 'urge'>

const HOUR_MS = 3_600_000
const WHEN = { before: '先批', with: '一起批', after: '接着批' } as const

export const others: Others = {
  async addSigner(ctx, input) {
    const { row, step, seat } = await mySeat(ctx, input)
    const inStep = input.when === 'after' ? undefined : step
    const person = await newSigner(ctx, row, inStep, input.personId)
    await say(
      ctx,
      row,
      'addSigner',
      [`请${person.name}${WHEN[input.when]}`, input.note].filter(Boolean).join('：'),
    )
    if (input.when === 'after') {
      await insertStep(ctx, step, step.seq + 1, person)
      return answer(ctx, row, '加签')
    }
    if (input.when === 'before') {
      await putOff(ctx, step)
      await insertStep(ctx, step, step.seq, person)
      return answer(ctx, await openNext(ctx, row), '加签')
    }
    await addSeat(ctx, step, {
      person_id: person.id,
      person_name: person.name,
      origin: 'added',
      origin_text: `${seat.person_name}请其一起批`,
      seq: seat.seq,
      extra: true,
    })
    await tell(ctx, row, 'waiting', `请一起审批${row.subject_title}`, [person.id], input.note)
    return answer(ctx, row, '加签')
  },

  async handOver(ctx, input) {
    const { row, step, seat } = await mySeat(ctx, input)
    const person = await newSigner(ctx, row, step, input.personId)
    await decideSeat(ctx, seat, 'handed', input.note)
    await addSeat(ctx, step, {
      person_id: person.id,
      person_name: person.name,
      origin: 'handed',
      origin_text: `${seat.person_name}转办`,
      for_id: seat.for_id ?? seat.person_id,
      seq: seat.seq,
      extra: seat.extra,
    })
    await say(ctx, row, 'handOver', `转给${person.name}：${input.note}`)
    await tell(ctx, row, 'waiting', `转给您审批${row.subject_title}`, [person.id], input.note)
    return answer(ctx, row, '转办')
  },

  async copyTo(ctx, input) {
    const row = await lockCase(ctx, input.id)
    const persons = await directoryOf(ctx).active(ctx, input.personIds)
    if (persons.length < new Set(input.personIds).size) throw contract.fail('person_unknown')
    const added = await copyTo(ctx, row, persons, input.note)
    if (added > 0) await say(ctx, row, 'copyTo', persons.map(p => p.name).join('、'))
    ctx.about({ kind: CASE_REF, id: row.id }, `${row.no}：抄送`)
    return { added }
  },

  async urge(ctx, input) {
    const row = await lockCase(ctx, input.id)
    if (row.state !== 'pending') throw endedRefusal(ctx, row)
    if (row.asker_id !== meOf(ctx) && !hasRole(ctx, 'clerk', 'director'))
      throw contract.fail('only_asker_urges', { who: row.asker_name })
    const hours = await readParameter(ctx, URGE_HOURS)
    const again = row.urged_at && new Date(row.urged_at.getTime() + hours * HOUR_MS)
    if (row.urged_at && again && again > ctx.now)
      throw contract.fail('urged', {
        when: momentText(ctx.zone, row.urged_at),
        hours,
        next: momentText(ctx.zone, again),
      })
    const seats = await openSeats(ctx, row.id)
    const told = seats.filter(s => s.person_id !== meOf(ctx))
    if (told.length === 0) throw contract.fail('last_hand')
    await ctx.db
      .updateTable('approval_case')
      .set({ urged_at: ctx.now, urge_count: row.urge_count + 1 })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', row.id)
      .execute()
    await say(ctx, row, 'urge', [`催${namesOf(told)}`, input.note].filter(Boolean).join('：'))
    await tell(
      ctx,
      row,
      'urged',
      '催办',
      told.map(s => s.person_id),
      input.note,
    )
    ctx.about({ kind: CASE_REF, id: row.id }, `${row.no}：催办`)
    return { told: told.map(s => s.person_name) }
  },
}

/** A person who can sign, has had no hand in the document and does not sit in the step already. */
async function newSigner(ctx: Ctx, row: Case, step: Step | undefined, personId: string): Promise<Person> {
  const [person] = await directoryOf(ctx).active(ctx, [personId])
  if (!person) throw contract.fail('person_unknown', {}, { personId: '请另选一人' })
  const reason = barredOf(askedOf(row)).get(person.id)
  if (reason)
    throw contract.fail(
      'barred',
      { who: person.name, reason: reasonText(reason) },
      { personId: '请另选一人' },
    )
  const seats = step ? await seatsOf(ctx, step) : []
  if (seats.some(s => s.person_id === person.id && s.state !== 'handed'))
    throw contract.fail('sits_already', { who: person.name }, { personId: '请另选一人' })
  return person
}

/** A step of its own for one who was asked to sign; those at its place and behind it move on by one. */
async function insertStep(ctx: Ctx, step: Step, seq: number, person: Person): Promise<void> {
  await ctx.db
    .updateTable('approval_step')
    .set(eb => ({ seq: eb('seq', '+', 1) }))
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', '=', step.case_id)
    .where('seq', '>=', seq)
    .execute()
  await ctx.db
    .insertInto('approval_step')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      case_id: step.case_id,
      seq,
      title: `加签：${person.name}`,
      sits: JSON.stringify({ personIds: [person.id] }),
      mode: 'all',
      added: true,
      hours: step.hours,
      cc_roles: [],
      state: 'ahead',
      opened_at: null,
      closed_at: null,
      due_at: null,
      reminded_at: null,
    })
    .execute()
}
