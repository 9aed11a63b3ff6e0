import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { AppError } from '../pure/errors.ts'
import type { Actor } from './ctx.ts'

interface Sender {
  actor: Actor
  schoolId: string
}

const senders = new WeakMap<FastifyRequest, Sender>()

/** Keeps who sent a request, for the log alone. */
export const noteSender = (request: FastifyRequest, sender: Sender): void => void senders.set(request, sender)

/** Malformed input, wrong passwords, paused accounts, what somebody may not do, other kinds of content, too many calls. */
const TOLD = new Set([400, 401, 403, 415, 423, 429])
/** What the module account says of passwords and codes that do not fit, with the status of a form filled in wrongly. */
const TOLD_CODES = new Set(['account.wrong_code', 'account.wrong_current'])

/**
 * One line for each refusal that somebody who attacks would collect. By ids and a keyed hash of the address;
 * no names, no logins, nothing of what was sent.
 */
export function noteRefusal(log: Logger, request: FastifyRequest, refusal: AppError): void {
  // Every visit of the login page asks who is signed in, and is told: nobody.
  if (refusal.code === 'kernel.signed_out') return
  if (!TOLD.has(refusal.status) && !TOLD_CODES.has(refusal.code)) return
  const sender = senders.get(request)
  log.warn(
    {
      code: refusal.code,
      operation: request.routeOptions.url,
      requestId: request.id,
      schoolId: sender?.schoolId,
      ...(sender?.actor.kind === 'user' ? { userId: sender.actor.userId } : {}),
      ...(sender?.actor.kind === 'anonymous' ? { address: sender.actor.address } : {}),
    },
    'refused',
  )
}
