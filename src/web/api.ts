import {
  keepPreviousData,
  type QueryKey,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { ErrorBody } from '../kernel/pure/errors.ts'
import type { InputOf, Operation, OutputOf } from '../kernel/pure/operation.ts'
import { uuid } from './public/net/uuid.ts'

/** A refusal or failure as the user reads it. */
export class CallError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Record<string, string>
  readonly rule?: string
  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.name = 'CallError'
    this.status = status
    this.code = body.code
    this.fields = body.fields ?? {}
    if (body.rule) this.rule = body.rule
  }
}

/** JSON as it crosses the wire: dates arrive as ISO text. */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer U)[]
    ? Wire<U>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T

export type Answer<Op extends Operation> = Wire<OutputOf<Op>>

interface CallOptions {
  /** Client-made id: sent again with the same id, a command takes effect once. */
  commandId?: string
  files?: readonly File[]
  signal?: AbortSignal
}

/** Calls an operation. Its name is its address; there is nothing to generate. */
export async function call<Op extends Operation>(
  operation: Op,
  input: InputOf<Op>,
  options: CallOptions = {},
): Promise<Answer<Op>> {
  const response = await send(operation, input, options)
  if (response.ok) return (await response.json()) as Answer<Op>
  const error = await toCallError(response)
  // Asking who is signed in is no surprise, nor is a wrong password; anything else then shows the door.
  if (error.code === 'kernel.signed_out' && operation.id !== 'account.me')
    window.dispatchEvent(new Event('zw-signed-out'))
  throw error
}

/** The address of a query, for links, downloads and images. */
export function addressOf<Op extends Operation>(operation: Op, input: InputOf<Op>): string {
  const text = JSON.stringify(input)
  return `/api/${operation.id}${text === '{}' ? '' : `?input=${encodeURIComponent(text)}`}`
}

/** Fetches a file answer and hands it to the browser to save. */
export async function download<Op extends Operation>(operation: Op, input: InputOf<Op>): Promise<void> {
  const response = await send(operation, input, {})
  if (!response.ok) throw await toCallError(response)
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = name ? decodeURIComponent(name) : '下载'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function send(operation: Operation, input: unknown, options: CallOptions): Promise<Response> {
  try {
    if (operation.kind === 'query')
      return await fetch(addressOf(operation, input as never), { signal: options.signal ?? null })
    const headers: Record<string, string> = { 'idempotency-key': options.commandId ?? uuid() }
    let body: BodyInit
    if (options.files) {
      const form = new FormData()
      form.append('input', JSON.stringify(input))
      for (const file of options.files) form.append('file', file, file.name)
      body = form
    } else {
      headers['content-type'] = 'application/json'
      body = JSON.stringify(input)
    }
    return await fetch(`/api/${operation.id}`, {
      method: 'POST',
      headers,
      body,
      signal: options.signal ?? null,
    })
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error
    throw new CallError(0, {
      code: 'offline',
      message: '网络不通，内容还在这里没有丢。请检查网络后再点一次。',
    })
  }
}

async function toCallError(response: Response): Promise<CallError> {
  const body = (await response.json().catch(() => null)) as ErrorBody | null
  return new CallError(
    response.status,
    body?.message ? body : { code: 'unreadable', message: '系统暂时没有应答，请稍后再试。' },
  )
}

const keyOf = (operation: Operation, input: unknown): QueryKey => [
  operation.id.split('.')[0],
  operation.id,
  input,
]

/** Reads with a query operation; kept fresh when commands of the same module run. */
export function useRead<Op extends Operation>(
  operation: Op,
  input: InputOf<Op>,
  options: { enabled?: boolean; refreshMs?: number; keep?: boolean } = {},
): UseQueryResult<Answer<Op>, CallError> {
  return useQuery<Answer<Op>, CallError>({
    queryKey: keyOf(operation, input),
    queryFn: ({ signal }) => call(operation, input, { signal }),
    enabled: options.enabled ?? true,
    ...(options.refreshMs ? { refetchInterval: options.refreshMs } : {}),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  } as UseQueryOptions<Answer<Op>, CallError>)
}

type PageAnswer = { rows: unknown[]; next: string | null; total?: number | undefined }

/** Reads a keyset list page by page; `rows` is everything loaded so far. */
export function usePages<Op extends Operation>(operation: Op, input: Omit<InputOf<Op>, 'cursor'>) {
  const result = useInfiniteQuery({
    queryKey: [...keyOf(operation, input), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(operation, { ...input, ...(pageParam ? { cursor: pageParam } : {}) } as InputOf<Op>, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: last => (last as PageAnswer).next,
    placeholderData: previous => previous,
  })
  const pages = (result.data?.pages ?? []) as Answer<Op>[]
  return {
    ...result,
    rows: pages.flatMap(page => (page as PageAnswer).rows) as (Answer<Op> extends { rows: (infer R)[] }
      ? R
      : never)[],
    total: (pages[0] as PageAnswer | undefined)?.total,
    first: pages[0],
  }
}

/** What `<LoadMore>` needs to go on down a list of pages. */
export function moreOf(list: {
  rows: readonly unknown[]
  total: number | undefined
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}) {
  return {
    shown: list.rows.length,
    total: list.total,
    busy: list.isFetchingNextPage,
    onMore: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
  }
}

/** Runs a command; afterwards all reads of the touched modules are fetched anew. */
export function useCommand<Op extends Operation>(
  operation: Op,
  options: { touches?: readonly string[] } = {},
): UseMutationResult<Answer<Op>, CallError, InputOf<Op>> {
  const client = useQueryClient()
  return useMutation<Answer<Op>, CallError, InputOf<Op>>({
    mutationFn: input => call(operation, input),
    onSettled: () =>
      refresh(client, [operation.id.split('.')[0] as string, 'desk', ...(options.touches ?? [])]),
  })
}

type Client = ReturnType<typeof useQueryClient>

export async function refresh(client: Client, moduleIds: readonly string[]): Promise<void> {
  await Promise.all(moduleIds.map(id => client.invalidateQueries({ queryKey: [id] })))
}
