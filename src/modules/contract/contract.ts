import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf, prose, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { CONTRACT_ERRORS } from './errors.ts'
import { agreementMachine, changeMachine, IMPORT_ACTIONS, importMachine, tenderMachine } from './machine.ts'
import {
  AgreementDetail,
  AgreementRow,
  AgreementStateCode,
  Amount,
  agreementFacts,
  DECIDERS,
  ImportDetail,
  ImportRow,
  ImportStateCode,
  importFacts,
  KEEPERS,
  Kind,
  READERS,
  reason,
  TenderDetail,
  TenderRow,
  TenderStateCode,
  tenderFacts,
  Way,
  which,
} from './shapes.ts'

const filter = {
  states: z.array(AgreementStateCode).optional(),
  kinds: z.array(Kind).optional(),
  supplierId: Id.optional(),
  /** Those that run and end within so many days. */
  endsWithin: z.int().min(0).max(3660).optional(),
  signedFrom: Day.optional(),
  signedTo: Day.optional(),
  endsFrom: Day.optional(),
  endsTo: Day.optional(),
  q: line(60).optional(),
}
const tenderFilter = {
  states: z.array(TenderStateCode).optional(),
  ways: z.array(Way).optional(),
  q: line(60).optional(),
}
const importFilter = { states: z.array(ImportStateCode).optional(), q: line(60).optional() }

const Changed = z.object({ id: Id, state: AgreementStateCode, version: Version })
const Warned = Changed.extend({ warnings: z.array(z.string()) })
const TenderChanged = z.object({ id: Id, state: TenderStateCode, version: Version })
const ImportChanged = z.object({ id: Id, state: ImportStateCode, version: Version })
const FileIds = z.array(Id).min(1, '请选文件').max(20, '一次最多 20 个').meta({ title: '文件' })
const filterText = line(200).default('')

export const contract = defineContract({
  id: 'contract',
  title: '合同',
  machines: [agreementMachine, changeMachine, tenderMachine, importMachine],
  errors: CONTRACT_ERRORS,
  operations: {
    list: query({
      title: '查看合同',
      access: READERS,
      input: z.strictObject({ ...filter, sort: z.enum(['newest', 'ends']).default('newest'), ...pageInput }),
      output: pageOf(AgreementRow).extend({ sumFen: z.int(), paidFen: z.int() }),
    }),
    export: query({
      title: '导出合同',
      access: READERS,
      input: z.strictObject({ ...filter, filterText }),
      output: FileOutput,
    }),
    get: query({
      title: '查看一份合同',
      access: READERS,
      input: z.strictObject({ id: Id }),
      output: AgreementDetail,
    }),
    options: query({
      title: '选择合同',
      access: READERS,
      input: z.strictObject({
        q: line(60).default(''),
        supplierId: Id.optional(),
        limit: z.int().min(1).max(50).default(20),
      }),
      output: z.object({
        rows: z.array(
          z.object({
            id: Id,
            no: z.string(),
            title: z.string(),
            supplierName: z.string(),
            leftFen: z.int(),
          }),
        ),
      }),
    }),
    create: command({
      title: '起草合同',
      access: KEEPERS,
      input: z.strictObject(agreementFacts),
      output: Warned.extend({ no: z.string(), totalFen: z.int() }),
    }),
    update: command({
      title: '修改合同草稿',
      access: KEEPERS,
      input: z.strictObject({ ...which, ...agreementFacts }),
      output: Warned,
    }),
    submit: command({
      title: '提交合同审批',
      access: KEEPERS,
      input: z.strictObject(which),
      output: Changed,
    }),
    sign: command({
      title: '登记合同签订',
      access: KEEPERS,
      input: z.strictObject({
        ...which,
        signedOn: Day.meta({ title: '签订日期' }),
        outerNo: line(60).optional().meta({ title: '合同文本编号' }),
      }),
      output: Warned,
    }),
    complete: command({
      title: '登记合同履行完毕',
      access: KEEPERS,
      input: z.strictObject({ ...which, reason: line(500).default('').meta({ title: '余款不付的原因' }) }),
      output: Changed,
    }),
    terminate: command({
      title: '终止合同',
      access: ['director', 'vice_principal', 'principal'],
      input: z.strictObject({ ...which, reason }),
      output: Changed,
    }),
    discard: command({
      title: '作废合同',
      access: KEEPERS,
      input: z.strictObject({ ...which, reason }),
      output: Changed,
    }),
    renew: command({
      title: '续签合同',
      access: KEEPERS,
      input: z.strictObject({
        id: Id,
        startsOn: Day.optional().meta({ title: '开始' }),
        endsOn: Day.optional().meta({ title: '到期' }),
        lineId: Id.nullable().default(null).meta({ title: '预算项目' }),
      }),
      output: Warned.extend({ no: z.string() }),
    }),
    change: command({
      title: '提出合同变更',
      access: KEEPERS,
      input: z.strictObject({
        ...which,
        deltaFen: z
          .int('金额要到分')
          .min(-90_000_000_000)
          .max(90_000_000_000)
          .default(0)
          .meta({ title: '金额增减' }),
        newEndsOn: Day.nullable().default(null).meta({ title: '改后到期' }),
        dueOn: Day.nullable().default(null).meta({ title: '增加部分应付日期' }),
        reason,
      }),
      output: z.object({ id: Id, seq: z.int(), warning: z.string() }),
    }),
    receive: command({
      title: '登记合同收款',
      access: ['cashier', 'accountant'],
      input: z.strictObject({
        id: Id,
        amountFen: Amount.meta({ title: '金额' }),
        day: Day.meta({ title: '收到日期' }),
        note: line(200).default('').meta({ title: '说明' }),
      }),
      output: z.object({ no: z.string(), paidFen: z.int(), leftFen: z.int() }),
    }),
    addFiles: command({
      title: '添加合同附件',
      access: KEEPERS,
      input: z.strictObject({ id: Id, fileIds: FileIds }),
      output: z.object({}),
    }),
    importRow: command({
      title: '导入合同',
      access: KEEPERS,
      input: z.strictObject({
        no: requiredLine(60).meta({ title: '合同编号' }),
        title: line(100).default('').meta({ title: '合同名称' }),
        supplier: line(100).default('').meta({ title: '对方单位' }),
        kind: Kind.optional().meta({ title: '类别' }),
        totalFen: Amount.optional().meta({ title: '合同总价' }),
        paidFen: z.int().min(0).max(90_000_000_000).optional().meta({ title: '已付' }),
        signedOn: Day.optional().meta({ title: '签订日期' }),
        startsOn: Day.optional().meta({ title: '开始' }),
        endsOn: Day.optional().meta({ title: '到期' }),
        scope: prose(2000).default('').meta({ title: '主要内容' }),
        note: prose(1000).default('').meta({ title: '备注' }),
      }),
      output: z.object({
        id: Id,
        no: z.string(),
        outcome: z.enum(['created', 'updated', 'unchanged']),
        changes: z.array(z.object({ title: z.string(), from: z.string(), to: z.string() })),
      }),
    }),

    tenders: query({
      title: '查看邀标',
      access: READERS,
      input: z.strictObject({ ...tenderFilter, ...pageInput }),
      output: pageOf(TenderRow),
    }),
    exportTenders: query({
      title: '导出邀标',
      access: READERS,
      input: z.strictObject({ ...tenderFilter, filterText }),
      output: FileOutput,
    }),
    tender: query({
      title: '查看一次邀标',
      access: READERS,
      input: z.strictObject({ id: Id }),
      output: TenderDetail,
    }),
    createTender: command({
      title: '发起邀标',
      access: KEEPERS,
      input: z.strictObject(tenderFacts),
      output: TenderChanged.extend({ no: z.string() }),
    }),
    updateTender: command({
      title: '修改邀标',
      access: KEEPERS,
      input: z.strictObject({ ...which, ...tenderFacts }),
      output: TenderChanged,
    }),
    invite: command({
      title: '发出邀请',
      access: KEEPERS,
      input: z.strictObject(which),
      output: TenderChanged.extend({ warnings: z.array(z.string()) }),
    }),
    setBid: command({
      title: '登记报价',
      access: KEEPERS,
      input: z.strictObject({
        ...which,
        supplierId: Id.meta({ title: '报价单位' }),
        amountFen: Amount.meta({ title: '报价' }),
        receivedOn: Day.meta({ title: '收到日期' }),
        note: line(300).default('').meta({ title: '说明' }),
      }),
      output: TenderChanged,
    }),
    decide: command({
      title: '定标',
      access: DECIDERS,
      input: z.strictObject({
        ...which,
        supplierId: Id.meta({ title: '中选单位' }),
        reason: line(500).default('').meta({ title: '理由' }),
      }),
      output: TenderChanged,
    }),
    cancelTender: command({
      title: '取消邀标',
      access: KEEPERS,
      input: z.strictObject({ ...which, reason }),
      output: TenderChanged,
    }),
    addTenderFiles: command({
      title: '添加邀标附件',
      access: KEEPERS,
      input: z.strictObject({ id: Id, fileIds: FileIds }),
      output: z.object({}),
    }),

    imports: query({
      title: '查看进口批次',
      access: READERS,
      input: z.strictObject({ ...importFilter, ...pageInput }),
      output: pageOf(ImportRow).extend({ items: z.int(), savedFen: z.int() }),
    }),
    exportImports: query({
      title: '导出进口批次',
      access: READERS,
      input: z.strictObject({ ...importFilter, filterText }),
      output: FileOutput,
    }),
    importBatch: query({
      title: '查看一批进口设备',
      access: READERS,
      input: z.strictObject({ id: Id }),
      output: ImportDetail,
    }),
    createImport: command({
      title: '登记进口批次',
      access: KEEPERS,
      input: z.strictObject(importFacts),
      output: ImportChanged.extend({ no: z.string(), valueFen: z.int() }),
    }),
    updateImport: command({
      title: '修改进口批次',
      access: KEEPERS,
      input: z.strictObject({ ...which, ...importFacts }),
      output: ImportChanged,
    }),
    moveImport: command({
      title: '登记进口进展',
      access: [...KEEPERS, 'asset_keeper'],
      input: z.strictObject({
        ...which,
        step: z.enum(IMPORT_ACTIONS).meta({ title: '进展' }),
        day: Day.meta({ title: '日期' }),
        exemptionNo: line(60).default('').meta({ title: '免税证明编号' }),
        note: line(300).default('').meta({ title: '说明' }),
      }),
      output: ImportChanged.extend({ savedFen: z.int() }),
    }),
    addImportFiles: command({
      title: '添加进口附件',
      access: KEEPERS,
      input: z.strictObject({ id: Id, fileIds: FileIds }),
      output: z.object({}),
    }),
  },
})

export const contracts = contract.operations
