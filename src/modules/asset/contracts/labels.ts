import { z } from 'zod'
import { Id } from '../../../kernel/pure/fields.ts'
import { command, FileOutput, query } from '../../../kernel/pure/operation.ts'
import { TEMPLATE_IDS } from '../../../mechanisms/label/contract.ts'
import { Code } from '../shapes.ts'
import { DESK } from './access.ts'

export const labelOperations = {
  makeLabels: command({
    title: '生成资产标签',
    input: z.strictObject({ assetIds: z.array(Id).min(1, '请先选资产').max(500) }),
    output: z.object({ made: z.int(), existing: z.int() }),
    access: DESK,
  }),
  makeBlankLabels: command({
    title: '预印空白标签',
    input: z.strictObject({ count: z.int().min(1, '至少 1 张').max(480, '一次最多 480 张') }),
    output: z.object({ batch: z.string(), count: z.int() }),
    access: DESK,
  }),
  labelBatches: query({
    title: '查看空白标签',
    input: z.strictObject({}),
    output: z.object({
      rows: z.array(z.object({ batch: z.string(), count: z.int(), claimed: z.int(), madeAt: z.date() })),
    }),
    access: DESK,
  }),
  printLabels: query({
    title: '打印资产标签',
    input: z.strictObject({
      assetIds: z.array(Id).max(480).default([]),
      batch: z.string().max(30).optional(),
      template: z.enum(TEMPLATE_IDS).default('a4_24'),
      skip: z.int().min(0).max(23).default(0),
    }),
    output: FileOutput,
    access: DESK,
  }),
  claimCode: command({
    title: '贴标签',
    input: z.strictObject({ code: Code, assetId: Id }),
    output: z.object({ code: z.string(), no: z.string(), name: z.string() }),
    access: DESK,
  }),
  retireCode: command({
    title: '作废标签',
    input: z.strictObject({ code: Code }),
    output: z.object({}),
    access: DESK,
  }),
  scan: query({
    title: '扫资产码',
    input: z.strictObject({ code: Code }),
    output: z.object({
      state: z.enum(['blank', 'asset']),
      /** Only for who is signed in and uses things. */
      assetId: Id.nullable(),
      no: z.string(),
      name: z.string(),
      model: z.string(),
      school: z.string(),
      placeId: Id.nullable(),
      placeText: z.string(),
      unitText: z.string(),
      mayOpen: z.boolean(),
      mayClaim: z.boolean(),
    }),
    access: 'anyone',
  }),
}
