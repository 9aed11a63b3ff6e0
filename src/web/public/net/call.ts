import type { ErrorBody } from '../../../kernel/pure/errors.ts'
import { schoolIn } from '../route.ts'
import type { Answer, CommandName, Input, QueryName } from './operations.ts'

/** The school that the page's address names. */
export const schoolSlug = schoolIn(globalThis.location?.pathname ?? '', globalThis.location?.search ?? '')

const QUERY_MS = 20_000
const COMMAND_MS = 30_000
const UPLOAD_MS = 120_000

/** A refusal or a failure, in the words the reader sees. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string>
  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.name = 'Refusal'
    this.status = status
    this.code = body.code
    this.fields = body.fields ?? {}
  }
}

/** No answer, or not now: the same again may succeed. Everything else is an answer. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Refusal && ([0, 502, 503, 504].includes(error.status) || error.code === 'kernel.too_often')

/** Asks; nothing changes by it. */
export async function ask<N extends QueryName>(
  name: N,
  input: Input<N>,
  signal?: AbortSignal,
): Promise<Answer<N>> {
  const text = JSON.stringify(input)
  const response = await reach(queryAddress(name, text), { headers: head() }, QUERY_MS, signal)
  return (await response.json()) as Answer<N>
}

/** Sends a command. Sent again under the same key it takes effect once. */
export async function send<N extends CommandName>(
  name: N,
  input: Input<N>,
  key: string,
  school = schoolSlug,
): Promise<Answer<N>> {
  const headers = { ...head(school), 'content-type': 'application/json', 'idempotency-key': key }
  const init = { method: 'POST', headers, body: JSON.stringify(input) }
  return (await (await reach(`/api/${name}`, init, COMMAND_MS)).json()) as Answer<N>
}

/** Sends one photo and says under which id it waits for its report. */
export async function uploadPhoto(file: File, key: string, school = schoolSlug): Promise<string> {
  const body = new FormData()
  body.append('input', '{}')
  body.append('file', file, file.name)
  const init = { method: 'POST', headers: { ...head(school), 'idempotency-key': key }, body }
  const response = await reach('/api/attachment.upload', init, UPLOAD_MS)
  const { files } = (await response.json()) as Answer<'attachment.upload'>
  const [first] = files
  if (!first) throw new Refusal(500, UNREADABLE)
  return first.id
}

/** The address of a photo; `key` is what lets a stranger see it. */
export function photoAddress(id: string, size: 'thumb' | 'large', key?: string): string {
  return queryAddress('attachment.view', JSON.stringify({ id, size, ...(key ? { key } : {}) }))
}

/** Fetches a photo where the school has to be named in a header, which an image cannot do. */
export async function fetchPhoto(address: string, signal: AbortSignal): Promise<Blob> {
  return (await reach(address, { headers: head() }, QUERY_MS, signal)).blob()
}

const queryAddress = (name: string, text: string): string =>
  `/api/${name}${text === '{}' ? '' : `?input=${encodeURIComponent(text)}`}`

const head = (school = schoolSlug): Record<string, string> => (school ? { 'x-school': school } : {})

const OFFLINE: ErrorBody = { code: 'offline', message: '网络不通，填好的内容还在。请检查网络后再试。' }
const UNREADABLE: ErrorBody = {
  code: 'unreadable',
  message: '系统暂时没有应答，填好的内容还在。请稍后再试。',
}

async function reach(
  address: string,
  init: RequestInit,
  patience: number,
  outer?: AbortSignal,
): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  const onOuter = () => stop.abort()
  outer?.addEventListener('abort', onOuter)
  try {
    const response = await fetch(address, { ...init, signal: stop.signal })
    if (response.ok) return response
    const body = (await response.json().catch(() => null)) as ErrorBody | null
    throw new Refusal(response.status, body?.message ? body : UNREADABLE)
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(0, OFFLINE)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onOuter)
  }
}
