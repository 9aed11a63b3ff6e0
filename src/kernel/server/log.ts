import { type DestinationStream, type Logger, pino } from 'pino'

/** What an object that is logged may carry along of people: the database names whole rows in its refusals. */
const HIDDEN = ['password', 'phone', 'token', 'detail', 'where', 'parameters', 'internalQuery']

/** JSON lines on stderr, without passwords, telephone numbers or rows. */
export function openLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const paths = [...HIDDEN, ...HIDDEN.map(name => `*.${name}`), 'req.headers.cookie', 'headers.cookie']
  return pino({ level, base: null, redact: { paths, censor: '***' } }, destination)
}
