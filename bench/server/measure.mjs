import autocannon from 'autocannon'
import { usageOf } from './servers.mjs'

/**
 * Loads one server with one job for some seconds.
 * @param {{ address: string, pid: number }} server
 * @param {() => object} next gives each request
 */
export async function measure(server, next, { connections, seconds }) {
  const times = []
  const before = usageOf(server.pid)
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, usageOf(server.pid).rssMb)
  }, 250)
  const run = autocannon({
    url: server.address,
    connections,
    duration: seconds,
    pipelining: 1,
    requests: [{ setupRequest: request => ({ ...request, ...next() }) }],
  })
  // Its own histogram knows whole milliseconds only.
  run.on('response', (_client, status, _bytes, ms) => {
    if (status < 300) times.push(ms)
  })
  const result = await run
  clearInterval(watch)
  const after = usageOf(server.pid)
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors, ${result['2xx']} answers`)
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    perSecond: times.length / result.duration,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    cpuMs: (after.cpuMs - before.cpuMs) / Math.max(1, times.length),
    rssMb: Math.max(peak, after.rssMb),
  }
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** The round in the middle of each figure: a moment in which the machine did something else does not count. */
export function middle(rounds) {
  const median = key => rounds.map(round => round[key]).sort((a, b) => a - b)[(rounds.length - 1) >> 1]
  return {
    requests: rounds.reduce((sum, round) => sum + round.requests, 0),
    perSecond: median('perSecond'),
    p50: median('p50'),
    p99: median('p99'),
    cpuMs: median('cpuMs'),
    rssMb: Math.max(...rounds.map(round => round.rssMb)),
  }
}
