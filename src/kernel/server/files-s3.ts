import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { kernelError } from '../pure/errors.ts'
import type { FileStore } from './files.ts'
import { forgetBefore, isContentHash, placeOf, receiveInto } from './incoming.ts'

export interface Bucket {
  /** Address of the service, e.g. https://oss.example.edu.cn:9000 */
  endpoint: string
  region: string
  bucket: string
  /** Put before each key, with its slash; '' for none. */
  prefix: string
  accessKey: string
  secretKey: string
}

export interface BucketOptions {
  /** Temporary files of this machine. */
  incoming: string
  /** How long the service may be silent. */
  timeoutMs?: number
  /** Pause before the second try; the third waits twice as long. */
  retryMs?: number
  onFailure?: (failure: { method: string; status?: number; reason: string }) => void
}

const TRIES = 3
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Readable
}

/**
 * Files in a bucket of an object store that speaks S3, by content hash. The hash goes along signed with each
 * content, so that the service refuses one that arrives torn or changed; what is refused is not there at all.
 * Addresses name the bucket in the path, which every such service takes.
 */
export function openBucketStore(bucket: Bucket, options: BucketOptions): FileStore {
  const { incoming } = options
  const root = `${bucket.endpoint.replace(/\/+$/, '')}/${bucket.bucket}`
  const urlOf = (sha256: string): string => `${root}/${bucket.prefix}${placeOf(sha256).join('/')}`
  const send = (call: Send) => sendSigned(bucket, options, call)
  const size = async (sha256: string): Promise<number | undefined> => {
    const answer = await send({ method: 'HEAD', url: urlOf(sha256), missing: true })
    answer.body.resume()
    return answer.status === 404 ? undefined : Number(answer.headers['content-length'])
  }
  return {
    incoming,
    receive: (stream, name, maxBytes) => receiveInto(incoming, stream, name, maxBytes),
    async keep(file) {
      if ((await size(file.sha256)) !== file.bytes)
        await drained(
          await send({
            method: 'PUT',
            url: urlOf(file.sha256),
            content: { path: file.path, bytes: file.bytes, sha256: file.sha256 },
          }),
        )
      await rm(file.path, { force: true })
    },
    forgetIncoming: before => forgetBefore(incoming, before),
    async open(sha256) {
      const answer = await send({ method: 'GET', url: urlOf(sha256), missing: true })
      if (answer.status !== 404) return answer.body
      answer.body.resume()
      return undefined
    },
    size,
    remove: async sha256 => drained(await send({ method: 'DELETE', url: urlOf(sha256), missing: true })),
    async *list() {
      let token: string | undefined
      do {
        const url = new URL(root)
        url.searchParams.set('list-type', '2')
        if (bucket.prefix) url.searchParams.set('prefix', bucket.prefix)
        if (token) url.searchParams.set('continuation-token', token)
        const page = await text((await send({ method: 'GET', url: url.href })).body)
        for (const key of valuesOf(page, 'Key')) {
          const name = key.slice(key.lastIndexOf('/') + 1)
          if (isContentHash(name)) yield name
        }
        token = valuesOf(page, 'NextContinuationToken')[0]
      } while (token)
    },
  }
}

interface Send {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  url: string
  content?: { path: string; bytes: number; sha256: string }
  /** "Not there" is an answer. */
  missing?: boolean
}

/** Sends until answered, three times at most: every call here may be repeated, for a key always has one content. */
async function sendSigned(bucket: Bucket, options: BucketOptions, call: Send): Promise<Answer> {
  let failure = { method: call.method, reason: '' } as { method: string; status?: number; reason: string }
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await sleep((options.retryMs ?? 200) * 2 ** (attempt - 2))
    try {
      const answer = await sendOnce(bucket, options, call)
      if (answer.status < 300 || (answer.status === 404 && call.missing)) return answer
      const reason = valuesOf(await text(answer.body), 'Code')[0] ?? ''
      failure = { method: call.method, status: answer.status, reason }
      if (answer.status < 500 && answer.status !== 429) break
    } catch (error) {
      failure = { method: call.method, reason: (error as Error).message }
    }
  }
  options.onFailure?.(failure)
  throw kernelError(failure.status && failure.status < 500 ? 'kernel.files_refused' : 'kernel.files_away')
}

async function sendOnce(bucket: Bucket, options: BucketOptions, call: Send): Promise<Answer> {
  const { content } = call
  const signer = new AwsV4Signer({
    method: call.method,
    url: call.url,
    headers: { 'x-amz-content-sha256': content?.sha256 ?? EMPTY },
    accessKeyId: bucket.accessKey,
    secretAccessKey: bucket.secretKey,
    service: 's3',
    region: bucket.region,
  })
  const { url, headers } = await signer.sign()
  const open = url.protocol === 'https:' ? secureRequest : plainRequest
  const request = open(url, {
    method: call.method,
    headers: {
      ...Object.fromEntries(headers as unknown as Iterable<[string, string]>),
      ...(content ? { 'content-length': content.bytes } : {}),
    },
    timeout: options.timeoutMs ?? 15_000,
  })
  request.on('timeout', () => request.destroy(new Error('the object store is silent')))
  const answered = new Promise<Answer>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', body => resolve({ status: body.statusCode ?? 0, headers: body.headers, body }))
  })
  // A refusal may come, and the connection go, before the content has been sent: the answer is what counts.
  if (content) pipeline(createReadStream(content.path), request).catch(() => undefined)
  else request.end()
  return answered
}

async function drained(answer: Answer): Promise<void> {
  for await (const _ of answer.body);
}

async function text(body: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** The texts of an element in one of the service's flat answers. */
const valuesOf = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(match =>
    (match[1] as string).replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  )
