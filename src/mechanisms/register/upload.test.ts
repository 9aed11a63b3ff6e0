import { readdirSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHttp } from '../../kernel/server/http.ts'
import { MAX_FILE_BYTES, register } from './contract.ts'
import { HEADINGS, type Things, things, workbook } from './testing/thing.ts'

const BOUNDARY = 'zw-test-boundary'
const HEAD = [
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="input"\r\n\r\n{"kind":"thing"}\r\n`,
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="big.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
].join('')
const TAIL = `\r\n--${BOUNDARY}--\r\n`

async function serve(t: Things): Promise<{ server: FastifyInstance; port: number }> {
  const actor = t.s.as('director').actor
  if (actor.kind !== 'user') throw new Error('the director is a user')
  const server = await createHttp(t.app, {
    authenticate: async () => ({ actor, schoolId: t.s.schoolId }),
    schoolOf: async () => t.s.schoolId,
    addressKey: 'test',
    trustProxy: false,
    secureCookies: false,
    publicRate: 1000,
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    server.server.closeAllConnections()
    await server.close()
  })
  return { server, port: (server.server.address() as AddressInfo).port }
}

function post(port: number, headers: Record<string, string> = {}) {
  return request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/register.upload',
    headers: {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      cookie: 'zw_session=x',
      ...headers,
    },
  })
}

const incoming = (t: Things): string[] => {
  try {
    return readdirSync(t.app.files.incoming)
  } catch {
    return []
  }
}

describe('uploading over HTTP', () => {
  it('takes a workbook', async () => {
    const t = await things()
    const { port } = await serve(t)
    const call = post(port)
    call.write(HEAD)
    call.write(await workbook({ 物件: [HEADINGS, ['', '水桶', '2025-09-03', 2]] }))
    call.end(TAIL)
    const answer = await new Promise<IncomingMessage>(resolve => call.on('response', resolve))
    expect(answer.statusCode).toBe(200)
    expect(incoming(t)).toEqual([])
    expect((await t.call(register.list, {})).rows).toHaveLength(1)
  })

  it('cuts a huge file off at the limit, says so, and keeps nothing of it', async () => {
    const t = await things()
    const { port } = await serve(t)
    const call = post(port)
    const chunk = Buffer.alloc(1024 * 1024, 1)
    let sent = 0
    let answered = false
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      call.on('response', response => {
        answered = true
        resolve(response)
      })
      call.on('error', error => answered || reject(error))
    })
    call.write(HEAD)
    const most = 3 * 1024 * MAX_FILE_BYTES
    while (!answered && sent < most) {
      sent += chunk.length
      if (!call.write(chunk))
        await Promise.race([new Promise(resolve => call.once('drain', resolve)), answer])
      else await new Promise(resolve => setImmediate(resolve))
    }
    const response = await answer
    const body = JSON.parse(await text(response))
    call.destroy()
    expect(response.statusCode).toBe(413)
    expect(body.message).toContain('50 MB')
    expect(sent).toBeLessThan(2 * MAX_FILE_BYTES)
    expect(incoming(t)).toEqual([])
    expect((await t.call(register.list, {})).rows).toEqual([])
  })

  it('keeps nothing of an upload whose connection was lost', async () => {
    const t = await things()
    const { port } = await serve(t)
    const call = post(port)
    call.on('error', () => undefined)
    call.write(HEAD)
    call.write(Buffer.alloc(100_000, 1))
    await new Promise(resolve => setTimeout(resolve, 100))
    call.destroy()
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(incoming(t)).toEqual([])
    expect((await t.call(register.list, {})).rows).toEqual([])
  })
})
