import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ErrorNotice, Loading } from '../ui/feedback/Notices.tsx'
import { SearchBox } from '../ui/list/SearchBox.tsx'
import './api-docs.css'

interface Described {
  operationId: string
  summary: string
  tags: string[]
  'x-access': string[] | string
  parameters?: { content: { 'application/json': { schema: object } } }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: { 200: { content: Record<string, { schema?: object }> } }
}
interface Document {
  info: { title: string; description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Described>>
}

/** The OpenAPI document of this very server, to read and to search. */
export default function ApiDocs() {
  const [search, setSearch] = useState('')
  const document = useQuery({
    queryKey: ['openapi'],
    queryFn: async () => (await (await fetch('/api/openapi.json')).json()) as Document,
  })
  const operations = useMemo(
    () =>
      Object.entries(document.data?.paths ?? {}).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          path,
          method: method.toUpperCase(),
          ...operation,
        })),
      ),
    [document.data],
  )
  if (document.error)
    return <ErrorNotice message="没能取到接口说明，请稍后再试。" onRetry={() => void document.refetch()} />
  if (!document.data) return <Loading kind="rows" />
  const words = search.trim().toLowerCase()
  const found = operations.filter(
    op => !words || `${op.operationId} ${op.summary}`.toLowerCase().includes(words),
  )
  return (
    <article className="zw-api">
      <h1>接口说明</h1>
      <p className="zw-muted">
        {document.data.info.description} 机器可读的版本：<a href="/api/openapi.json">OpenAPI 3.1</a>
      </p>
      <SearchBox value={search} onChange={setSearch} placeholder="名称或编号，如 派工、workorder.dispatch" />
      {document.data.tags.map(tag => {
        const own = found.filter(op => op.tags.includes(tag.name))
        if (own.length === 0) return null
        return (
          <section key={tag.name}>
            <h2>
              {tag.description} <code>{tag.name}</code>
            </h2>
            {own.map(op => (
              <details key={op.operationId}>
                <summary>
                  <span data-method={op.method}>{op.method}</span>
                  <code>{op.path}</code>
                  <span>{op.summary}</span>
                </summary>
                <p className="zw-muted">谁可以用：{accessText(op['x-access'])}</p>
                <Schema
                  title="输入"
                  schema={
                    op.parameters?.[0]?.content['application/json'].schema ??
                    Object.values(op.requestBody?.content ?? {})[0]?.schema
                  }
                />
                <Schema title="输出" schema={Object.values(op.responses[200].content)[0]?.schema} />
              </details>
            ))}
          </section>
        )
      })}
    </article>
  )
}

function Schema({ title, schema }: { title: string; schema: object | undefined }) {
  if (!schema) return null
  return (
    <>
      <h3>{title}</h3>
      <pre>{JSON.stringify(schema, null, 2)}</pre>
    </>
  )
}

function accessText(access: string[] | string): string {
  if (access === 'anyone') return '任何人，不用登录'
  return access === 'signed-in' ? '登录的人' : [access].flat().join('、')
}
