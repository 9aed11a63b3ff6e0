import { z } from 'zod'
import { Actions, Day, Id, line, pageInput, pageOf, prose } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { STAFF } from '../../kernel/pure/roles.ts'
import { APPROVAL_ERRORS } from './errors.ts'
import { CASE_STATES, caseMachine, seatMachine, stepMachine } from './machine.ts'
import {
  CaseRow,
  Chain,
  DecisionFact,
  Delegation,
  KindField,
  Note,
  PersonRef,
  PlannedStep,
  Reason,
  Routes,
  Words,
  whatIf,
} from './shapes.ts'

export * from './machine.ts'
export * from './shapes.ts'

/** `seatId`: the place one looked at; refused when it is not the one that waits now. */
const mine = { id: Id, seatId: Id.optional() }
const Decided = z.object({ id: Id, state: z.enum(CASE_STATES), sentence: z.string() })
const Whom = Id.meta({ title: '交给谁' })
const KEEPERS = ['director', 'vice_principal', 'principal', 'admin'] as const

export const contract = defineContract({
  id: 'approval',
  title: '审批',
  machines: [caseMachine, stepMachine, seatMachine],
  errors: APPROVAL_ERRORS,
  operations: {
    inbox: query({
      title: '查看审批',
      access: 'signed-in',
      input: z.strictObject({
        /** Waiting for me, decided by me, asked by me, copied to me. */
        tab: z.enum(['todo', 'done', 'mine', 'copied']).default('todo'),
        kinds: z.array(KindField).max(30).optional(),
        text: Words,
        ...pageInput,
      }),
      output: pageOf(CaseRow).extend({
        counts: z.object({ todo: z.int(), done: z.int(), mine: z.int(), copied: z.int() }),
        /** Up to this amount several may be approved at once. */
        bulkUpToFen: z.int(),
      }),
    }),
    get: query({
      title: '查看一件审批',
      access: 'signed-in',
      input: z.strictObject({ id: Id }),
      output: Chain.extend({
        facts: z.array(DecisionFact),
        events: z.array(
          z.object({ id: Id, at: z.date(), who: z.string(), verb: z.string(), text: z.string() }),
        ),
        /** The place where I sit now. */
        mySeat: z.object({ id: Id, stepTitle: z.string(), origin: z.string() }).nullable(),
        /** Steps to which it can be sent back. */
        backTo: z.array(z.object({ seq: z.int(), title: z.string() })),
      }),
    }),
    chain: query({
      title: '查看单据的审批进度',
      access: 'signed-in',
      input: z.strictObject({ kind: KindField, subjectId: Id }),
      /** The newest approval of the document, and how many there were before it. */
      output: z.object({ chain: Chain.nullable(), earlier: z.int() }),
    }),
    subjects: query({
      title: '查看审批事项',
      access: 'signed-in',
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({
            kind: z.string(),
            title: z.string(),
            categories: z.array(z.object({ code: z.string(), title: z.string() })),
            version: z.int(),
            savedAt: z.date().nullable(),
            savedBy: z.string(),
            pending: z.int(),
          }),
        ),
        fundings: z.array(z.string()),
        unitKinds: z.array(z.object({ code: z.string(), title: z.string() })),
        deputy: PersonRef.nullable(),
        mayEdit: z.boolean(),
      }),
    }),
    routes: query({
      title: '查看审批路线',
      access: 'signed-in',
      input: z.strictObject({ kind: KindField, version: z.int().min(0).optional() }),
      output: z.object({
        kind: z.string(),
        title: z.string(),
        version: z.int(),
        routes: Routes,
        /** Names of the persons and units that the routes mention. */
        names: z.record(z.string(), z.string()),
        history: z.array(
          z.object({ version: z.int(), savedAt: z.date(), savedBy: z.string(), note: z.string() }),
        ),
        actions: Actions,
      }),
    }),
    preview: query({
      title: '试算由谁审批',
      access: 'signed-in',
      /** `routes`: what stands on the page and has not been saved. */
      input: z.strictObject({ ...whatIf, routes: Routes.optional() }),
      output: z.object({
        routeTitle: z.string(),
        /** Which of the routes, from 0; as many as there are when none fits. */
        index: z.int(),
        askerName: z.string(),
        steps: z.array(PlannedStep),
        /** Why it could not be started. */
        problem: z.string(),
      }),
    }),
    people: query({
      title: '查找能审批的人',
      access: STAFF,
      input: z.strictObject({ q: Words }),
      output: z.object({ rows: z.array(PersonRef.extend({ detail: z.string() })) }),
    }),
    units: query({
      title: '查找部门',
      access: STAFF,
      input: z.strictObject({ q: Words }),
      output: z.object({ rows: z.array(PersonRef.extend({ detail: z.string() })) }),
    }),
    delegations: query({
      title: '查看审批委托',
      access: 'signed-in',
      input: z.strictObject({}),
      output: z.object({ rows: z.array(Delegation), mayForOthers: z.boolean() }),
    }),

    // Whoever sits there
    approve: command({
      title: '同意',
      access: 'signed-in',
      input: z.strictObject({ ...mine, note: Note }),
      output: Decided,
    }),
    approveMany: command({
      title: '成批同意',
      access: 'signed-in',
      input: z.strictObject({
        items: z.array(z.strictObject(mine)).min(1, '请选要同意的').max(50, '一次最多 50 件'),
        note: Note,
      }),
      /** Each is decided by its own rules; what is refused stays as it is, with the reason. */
      output: z.object({
        done: z.array(z.object({ id: Id, no: z.string(), sentence: z.string() })),
        refused: z.array(z.object({ id: Id, no: z.string(), title: z.string(), why: z.string() })),
      }),
    }),
    refuse: command({
      title: '不同意',
      access: 'signed-in',
      input: z.strictObject({ ...mine, note: Reason }),
      output: Decided,
    }),
    sendBack: command({
      title: '退回',
      access: 'signed-in',
      /** Without a step: to the asker. */
      input: z.strictObject({
        ...mine,
        toStep: z.int().min(1).optional().meta({ title: '退回到' }),
        note: Reason,
      }),
      output: Decided,
    }),
    addSigner: command({
      title: '加签',
      access: 'signed-in',
      /** before, after: in a step of its own, before or after this one; with: in this step, beside me. */
      input: z.strictObject({
        ...mine,
        personId: Whom,
        when: z.enum(['before', 'with', 'after']).default('with').meta({ title: '什么时候批' }),
        note: Note,
      }),
      output: Decided,
    }),
    handOver: command({
      title: '转办',
      access: 'signed-in',
      input: z.strictObject({ ...mine, personId: Whom, note: Reason }),
      output: Decided,
    }),
    copyTo: command({
      title: '抄送',
      access: 'signed-in',
      input: z.strictObject({
        id: Id,
        personIds: z.array(Id).min(1, '请选人').max(20).meta({ title: '抄送给' }),
        note: Note,
      }),
      output: z.object({ added: z.int() }),
    }),

    // The asker
    withdraw: command({
      title: '撤回',
      access: 'signed-in',
      input: z.strictObject({ id: Id, note: Note }),
      output: Decided,
    }),
    urge: command({
      title: '催办',
      access: 'signed-in',
      input: z.strictObject({ id: Id, note: Note }),
      output: z.object({ told: z.array(z.string()) }),
    }),

    // On leave
    delegate: command({
      title: '委托审批',
      access: 'signed-in',
      input: z.strictObject({
        /** Left out: for myself. */
        personId: Id.optional().meta({ title: '谁请假' }),
        toId: Id.meta({ title: '委托给' }),
        fromOn: Day.meta({ title: '从哪天' }),
        toOn: Day.meta({ title: '到哪天' }),
        /** None: everything. */
        kinds: z.array(KindField).max(30).default([]).meta({ title: '哪些事项' }),
        reason: line(100).default('').meta({ title: '事由' }),
      }),
      output: z.object({ id: Id, moved: z.int() }),
    }),
    revokeDelegation: command({
      title: '收回委托',
      access: 'signed-in',
      input: z.strictObject({ id: Id }),
      output: z.object({ id: Id, moved: z.int() }),
    }),

    // How it is to go
    saveRoutes: command({
      title: '保存审批路线',
      access: KEEPERS,
      input: z.strictObject({
        kind: KindField,
        /** The version that was edited; refused when there is a newer one. */
        version: z.int().min(0),
        routes: Routes,
        note: prose(200).default('').meta({ title: '改了什么' }),
      }),
      output: z.object({ version: z.int() }),
    }),
    setDeputy: command({
      title: '指定最后代批人',
      access: KEEPERS,
      input: z.strictObject({ personId: Id.nullable().meta({ title: '最后代批人' }) }),
      output: z.object({ deputy: PersonRef.nullable() }),
    }),
  },
})

export const approval = contract.operations
