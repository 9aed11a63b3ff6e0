import { z } from 'zod'
import { answersWithFile, type Operation } from '../pure/operation.ts'
import type { Registry } from './registry.ts'

/** OpenAPI 3.1 of all operations, from the contracts themselves. */
export function openApiDocument(registry: Registry): object {
  const paths: Record<string, object> = {}
  for (const { spec, module } of registry.operations.values()) {
    const method = spec.kind === 'query' ? 'get' : 'post'
    paths[`/api/${spec.id}`] = { [method]: describe(spec, module) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '总务 Zongwu',
      version: '1',
      description:
        '每个操作一个地址。查询用 GET，条件是查询参数 input（JSON）；办理用 POST，内容是 JSON。办理可带请求头 Idempotency-Key（UUID），重复提交只生效一次。',
    },
    tags: registry.modules.map(m => ({ name: m.contract.id, description: m.contract.title })),
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'zw_session' } },
      schemas: { Error: ERROR },
    },
  }
}

const ERROR = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string' },
    message: { type: 'string', description: '发生了什么、为什么、怎么办' },
    rule: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    requestId: { type: 'string' },
  },
}

function describe(spec: Operation, module: string): object {
  const input = schemaOf(spec.input, 'input')
  const file = answersWithFile(spec)
  return {
    operationId: spec.id,
    summary: spec.title,
    tags: [module],
    security: spec.access === 'anyone' ? [] : [{ session: [] }],
    'x-access': spec.access,
    ...(spec.kind === 'query'
      ? { parameters: [{ name: 'input', in: 'query', content: { 'application/json': { schema: input } } }] }
      : { requestBody: { content: requestContent(spec, input) } }),
    responses: {
      200: {
        description: file ? '文件' : '成功',
        content: file
          ? { 'application/octet-stream': {} }
          : { 'application/json': { schema: schemaOf(spec.output, 'output') } },
      },
      default: {
        description: '拒绝',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function requestContent(spec: Operation, input: object): object {
  if (!spec.upload) return { 'application/json': { schema: input } }
  const file = { type: 'array', items: { type: 'string', format: 'binary' } }
  return { 'multipart/form-data': { schema: { type: 'object', properties: { input, file } } } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Record<
    string,
    unknown
  >
  delete json.$schema
  return json
}
