import { items, measured } from './line-metrics.ts'
import {
  cost,
  finished,
  human,
  onTime,
  rated,
  rework,
  satisfaction,
  slips,
  timed,
  unfinished,
} from './order-metrics.ts'

/** All numbers of the repair service, for reports. */
export const metrics = [
  items,
  measured,
  slips,
  finished,
  unfinished,
  rework,
  human,
  timed,
  rated,
  onTime,
  satisfaction,
  cost,
]
