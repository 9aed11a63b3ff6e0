import { AppError, kernelError } from '../pure/errors.ts'
import { isStalePlan } from './statements.ts'

interface PgFailure {
  code?: string
  constraint?: string
}

/** Serialisation failures, deadlocks, plans made before an upgrade: the same call, run again, may well succeed. */
export const isRetryable = (error: unknown): boolean =>
  ['40001', '40P01'].includes((error as PgFailure)?.code ?? '') || isStalePlan(error)

const UNAVAILABLE = /^(08|53|57P|58)/
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'])

/**
 * Database refusals that users can cause or must learn of, as errors with a way out.
 * Anything else is a defect and passes through.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = (error as PgFailure).code ?? ''
  if (isRetryable(error)) return kernelError('kernel.busy')
  // disk_full of PostgreSQL, and what the file system says of a file that is being received
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return kernelError('kernel.disk_full')
  if (code === '23505') return kernelError('kernel.changed', { who: '别人' })
  if (code === '23503')
    return kernelError('kernel.invalid', { detail: '所选的某条记录不存在或已被删除，请重新选择' })
  if (code === '22003') return kernelError('kernel.invalid', { detail: '数字太大，超出了可以记录的范围' })
  if (
    UNAVAILABLE.test(code) ||
    NETWORK.has(code) ||
    /Connection terminated|connection error|connection timeout|timeout exceeded/i.test(error.message)
  )
    return kernelError('kernel.busy')
  return error
}
