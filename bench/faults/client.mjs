// Sends commands as a browser or a phone with a queue does, and keeps a journal of what was answered.
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

const PASSWORD = 'zongwu2026'
const PATIENCE_MS = 90_000

export class Client {
  /** Answers by key. */
  journal = new Map()
  /** Keys that nobody sent again after their connection broke. */
  abandoned = new Set()
  refused = new Map()
  /** Answers that a product must never give. */
  defects = []
  cut = 0
  #addresses
  #sessions = new Map()
  #turn = 0
  #caller = 0
  /** @param {string[]} addresses */
  constructor(addresses) {
    this.#addresses = addresses
  }

  async signIn(login) {
    const response = await fetch(`${this.#addresses[0]}/api/account.signIn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#from() },
      body: JSON.stringify({ login, password: PASSWORD }),
    })
    if (!response.ok) throw new Error(`${login} cannot sign in: ${await response.text()}`)
    this.#sessions.set(login, response.headers.getSetCookie()[0].split(';')[0])
  }

  /**
   * Sends until there is an answer: where a connection breaks, nobody knows whether it was done, so it is sent
   * again under the same key, to whichever process is next.
   * @param {{ key?: string, file?: { name: string, type: string, body: Buffer }, faithful?: () => boolean, address?: string, waitMs?: number }} how
   *   faithful: whether it is still sent again; it is given up otherwise. waitMs: for a caller who hangs up after that
   */
  async send(login, operation, input, how = {}) {
    const { key = randomUUID(), file, faithful = () => true, waitMs } = how
    for (const until = performance.now() + PATIENCE_MS; ; ) {
      const address = how.address ?? this.#addresses[this.#turn++ % this.#addresses.length]
      try {
        const response = await fetch(`${address}/api/${operation}`, {
          method: 'POST',
          headers: {
            cookie: this.#sessions.get(login),
            'idempotency-key': key,
            ...this.#from(),
            ...(file ? {} : { 'content-type': 'application/json' }),
          },
          body: file ? form(input, file) : JSON.stringify(input),
          signal: AbortSignal.timeout(waitMs ?? 30_000),
        })
        const body = await response.json()
        if (response.ok) {
          this.#note(key, operation, body)
          return body
        }
        if (response.status >= 500 && ![503, 507].includes(response.status))
          this.defects.push(`${operation}: ${response.status} ${JSON.stringify(body)}`)
        if (response.status < 500) {
          const code = body.code ?? String(response.status)
          this.refused.set(code, (this.refused.get(code) ?? 0) + 1)
          return undefined
        }
      } catch (error) {
        if (!isBroken(error)) throw error
        this.cut++
      }
      if (waitMs !== undefined || !faithful()) {
        this.abandoned.add(key)
        return undefined
      }
      if (performance.now() > until)
        throw new Error(`${operation} was not answered for ${PATIENCE_MS / 1000} s`)
      await sleep(100)
    }
  }

  async read(login, operation, input) {
    for (let attempt = 0; ; attempt++) {
      const address = this.#addresses[this.#turn++ % this.#addresses.length]
      try {
        const url = `${address}/api/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`
        const response = await fetch(url, { headers: { cookie: this.#sessions.get(login), ...this.#from() } })
        const body = await response.json()
        if (response.ok) return body
        if (response.status !== 503)
          throw new Error(`${operation}: ${response.status} ${JSON.stringify(body)}`)
      } catch (error) {
        if (!isBroken(error) || attempt > 300) throw error
      }
      await sleep(100)
    }
  }

  /** Begins an upload and cuts the connection after a share of it. Its key is never sent again. */
  async cutUpload(login, operation, input, file, share) {
    const key = randomUUID()
    this.abandoned.add(key)
    const body = await new Response(form(input, file)).blob()
    const bytes = Buffer.from(await body.arrayBuffer())
    const address = this.#addresses[this.#turn++ % this.#addresses.length]
    await new Promise(resolve => {
      const outgoing = request(`${address}/api/${operation}`, {
        method: 'POST',
        headers: {
          cookie: this.#sessions.get(login),
          'idempotency-key': key,
          'content-type': body.type,
          'content-length': bytes.length,
          ...this.#from(),
        },
      })
      outgoing.on('error', resolve)
      outgoing.on('response', answer => answer.resume().on('end', resolve).on('error', resolve))
      outgoing.write(bytes.subarray(0, Math.floor(bytes.length * share)), () =>
        setTimeout(() => {
          outgoing.destroy()
          resolve()
        }, 30),
      )
    })
  }

  #note(key, operation, answer) {
    const first = this.journal.get(key)
    const text = JSON.stringify(answer)
    // The database keeps the fields of an answer in an order of its own.
    if (first && !isDeepStrictEqual(JSON.parse(first.text), answer))
      this.defects.push(`${operation}: ${key} was answered ${first.text}, then ${text}`)
    this.journal.set(key, { operation, text })
  }

  /** Each call from an address of its own: limits by address are another matter. */
  #from() {
    const n = this.#caller++
    return { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` }
  }
}

function form(input, { name, type, body }) {
  const data = new FormData()
  data.set('input', JSON.stringify(input))
  data.set('file', new Blob([body], { type }), name)
  return data
}

const isBroken = error =>
  error instanceof TypeError ||
  error instanceof SyntaxError ||
  ['AbortError', 'TimeoutError'].includes(error.name)
