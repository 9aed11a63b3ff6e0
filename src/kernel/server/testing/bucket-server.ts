import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Bucket } from '../files-s3.ts'

export interface BucketServer {
  bucket: Bucket
  objects: Map<string, Buffer>
  /** Answers the next requests instead of the store: a status, or nothing at all. */
  fail: (number | 'silence' | 'hang-up')[]
  requests: string[]
  close(): Promise<void>
}

const ACCESS = 'AKTEST'
const SECRET = 'a secret of forty signs, as they are, yes'
const PAGE = 3

/**
 * An object store of one bucket on loopback that takes what a real one takes: it computes the version 4
 * signature itself from what arrived and refuses another, and it refuses content that is not what was signed.
 */
export async function startBucketServer(): Promise<BucketServer> {
  const objects = new Map<string, Buffer>()
  const fail: BucketServer['fail'] = []
  const requests: string[] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests.push(`${request.method} ${request.url}`)
    const failure = fail.shift()
    if (failure === 'silence') return
    if (failure === 'hang-up') return void request.socket.destroy()
    if (failure) return refuse(response, failure, 'Injected')
    const wrong = signatureFault(request)
    if (wrong) return refuse(response, 403, wrong)
    const body = await buffer(request)
    const sha256 = createHash('sha256').update(body).digest('hex')
    if (sha256 !== request.headers['x-amz-content-sha256'])
      return refuse(response, 400, 'XAmzContentSHA256Mismatch')
    const url = new URL(request.url as string, 'http://local')
    if (url.pathname === '/evidence') return list(response, url)
    const key = decodeURIComponent(url.pathname.replace('/evidence/', ''))
    const found = objects.get(key)
    if (request.method === 'PUT') objects.set(key, body)
    else if (request.method === 'DELETE') objects.delete(key)
    else if (!found) return refuse(response, 404, 'NoSuchKey')
    response.writeHead(request.method === 'DELETE' ? 204 : 200, {
      'content-length': request.method === 'GET' || request.method === 'HEAD' ? (found?.length ?? 0) : 0,
    })
    response.end(request.method === 'GET' ? found : undefined)
  }
  function list(response: ServerResponse, url: URL): void {
    const prefix = url.searchParams.get('prefix') ?? ''
    const after = url.searchParams.get('continuation-token') ?? ''
    const keys = [...objects.keys()].filter(key => key.startsWith(prefix) && key > after).sort()
    const page = keys.slice(0, PAGE)
    const more = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    response.end(
      `<?xml version="1.0"?><ListBucketResult>${more}${page.map(key => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`,
    )
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    bucket: {
      endpoint,
      region: 'cn-test-1',
      bucket: 'evidence',
      prefix: 'school/',
      accessKey: ACCESS,
      secretKey: SECRET,
    },
    objects,
    fail,
    requests,
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
}

/** AWS Signature Version 4, written from its description and not with the library that signs. */
function signatureFault(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization ?? ''
  const parts = header.match(
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/,
  )
  if (!parts) return 'MissingSecurityHeader'
  const [, access, day, region, signed, signature] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (access !== ACCESS || region !== 'cn-test-1') return 'InvalidAccessKeyId'
  const names = signed.split(';')
  if (!names.includes('host') || !names.includes('x-amz-content-sha256')) return 'AccessDenied'
  const url = new URL(request.url as string, 'http://local')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
  const canonical = [
    request.method,
    url.pathname,
    query,
    ...names.map(name => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signed,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${SECRET}`,
  )
  const expected = createHmac('sha256', key).update(toSign).digest('hex')
  return expected === signature ? undefined : 'SignatureDoesNotMatch'
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
