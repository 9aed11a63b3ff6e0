/** The part of JSON schema that values of parameters are described in. */
export interface ValueSchema {
  type?: string
  title?: string
  enum?: readonly (string | number)[]
  /** How the values of `enum` are said: given by the schema's `.meta({ labels })`. */
  labels?: Readonly<Record<string, string>>
  properties?: Readonly<Record<string, ValueSchema>>
  items?: ValueSchema
  anyOf?: readonly ValueSchema[]
  minimum?: number
  maximum?: number
}

/** A value that may be left empty, and what it is otherwise. */
export function unwrapNull(schema: ValueSchema): { inner: ValueSchema; nullable: boolean } {
  const { anyOf } = schema
  if (!anyOf) return { inner: schema, nullable: false }
  const inner = anyOf.find(option => option.type !== 'null') ?? {}
  return { inner: { ...inner, ...(schema.title ? { title: schema.title } : {}) }, nullable: true }
}

/** A value in words: 7 天, 是, 屋面：5；安装：2. */
export function valueWords(schema: ValueSchema, value: unknown, unit = ''): string {
  const { inner } = unwrapNull(schema)
  if (value === null || value === undefined) return '不限'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' && inner.enum) return inner.labels?.[value] ?? value
  if (typeof value === 'string' || typeof value === 'number') return unit ? `${value} ${unit}` : String(value)
  if (Array.isArray(value)) return value.map(item => valueWords(inner.items ?? {}, item)).join('、') || '没有'
  return Object.entries(inner.properties ?? {})
    .map(
      ([key, field]) =>
        `${field.title ?? key}：${valueWords(field, (value as Record<string, unknown>)[key])}`,
    )
    .join('；')
}

/** What a new entry of a list starts as. */
export function emptyValue(schema: ValueSchema): unknown {
  const { inner, nullable } = unwrapNull(schema)
  if (nullable) return null
  if (inner.enum) return inner.enum[0]
  switch (inner.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(inner.properties ?? {}).map(([key, field]) => [key, emptyValue(field)]),
      )
    case 'array':
      return []
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return inner.minimum !== undefined && inner.minimum > 0 ? inner.minimum : 0
    default:
      return ''
  }
}
