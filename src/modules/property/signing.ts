import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { signAs, signaturesOf, sign as signMark } from '../../mechanisms/signature/index.ts'
import { personsWithRole, tidyName } from '../people/index.ts'
import { contract } from './contract.ts'
import { DUTIES, type Duty, dutyOf, missingDuties, OFFICE, SHEET_KINDS } from './rules.ts'
import { change, linesOf, load, note, SHEET, type Sheet, statementOf } from './store.ts'

type H = Handlers<typeof contract>

/** A staff member signs with his own account. */
export const sign: H['sign'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'sign')
  const duty = mustBeDuty(sheet, input.duty)
  if (duty.drawn) throw contract.fail('must_draw', { duty: duty.duty })
  await mustHold(ctx, sheet, duty)
  const marks = await signaturesOf(ctx, [{ kind: SHEET, id: sheet.id }])
  const me = userOf(ctx)?.personId
  const other = marks.find(mark => mark.personId === me && mark.duty !== duty.duty)
  if (other) throw contract.fail('same_person', { other: other.duty })
  const statement = statementOf(sheet, (await linesOf(ctx, sheet.id)).length)
  await signMark(ctx, {
    subject: { kind: SHEET, id: sheet.id },
    duty: duty.duty,
    statement,
    strokes: input.strokes,
  })
  return await signed(ctx, sheet, [...marks.map(mark => mark.duty), duty.duty], duty.duty)
}

/** A pupil, or a teacher who stands by without his account, draws his name on the phone that is shown to him. */
export const signFor: H['signFor'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'sign')
  const duty = mustBeDuty(sheet, input.duty)
  if (duty.duty === OFFICE) throw contract.fail('not_drawn', { duty: duty.duty })
  if (!duty.drawn && sheet.keeper_name && tidyName(sheet.keeper_name) !== tidyName(input.name))
    throw contract.fail('not_yours', { keeper: sheet.keeper_name })
  const marks = await signaturesOf(ctx, [{ kind: SHEET, id: sheet.id }])
  const statement = statementOf(sheet, (await linesOf(ctx, sheet.id)).length)
  await signAs(ctx, {
    subject: { kind: SHEET, id: sheet.id },
    duty: duty.duty,
    statement,
    name: input.name,
    strokes: input.strokes,
  })
  return await signed(ctx, sheet, [...marks.map(mark => mark.duty), duty.duty], `${duty.duty} ${input.name}`)
}

/** The last of the three makes it a register; until then the sheet stays as it was seen. */
async function signed(ctx: Ctx, sheet: Sheet, duties: readonly string[], text: string) {
  if (missingDuties(sheet.kind, duties).length === 0)
    return change(ctx, sheet, 'sign', 'registered', {
      note: `${text}；三方签齐`,
      set: { registered_on: ctx.today },
    })
  await note(ctx, sheet.id, '签字', text)
  ctx.about({ kind: SHEET, id: sheet.id }, text)
  return { id: sheet.id, state: sheet.state, version: sheet.version }
}

function mustBeDuty(sheet: Sheet, text: string): Duty {
  const duty = dutyOf(sheet.kind, text)
  if (duty) return duty
  throw contract.fail('no_such_duty', {
    kind: SHEET_KINDS[sheet.kind],
    duty: text,
    duties: DUTIES[sheet.kind].map(d => d.duty).join('、'),
  })
}

/** The class has its own teacher: another one cannot sign for it. */
async function mustHold(ctx: Ctx, sheet: Sheet, duty: Duty): Promise<void> {
  const me = userOf(ctx)?.personId
  const holds = hasRole(ctx, ...duty.by)
  if (sheet.keeper_id === me && me !== undefined && duty.duty !== OFFICE) return
  if (!holds) throw contract.fail('not_your_duty', { duty: duty.duty })
  if (duty.duty === '班主任' && sheet.unit_id) {
    const teachers = await personsWithRole(ctx, ['class_teacher'], sheet.unit_id)
    if (teachers.length > 0 && !teachers.some(teacher => teacher.id === me))
      throw contract.fail('not_yours', { keeper: teachers.map(teacher => teacher.name).join('、') })
  } else if (duty.duty !== OFFICE && sheet.keeper_id && sheet.keeper_id !== me)
    throw contract.fail('not_yours', { keeper: sheet.keeper_name })
}
