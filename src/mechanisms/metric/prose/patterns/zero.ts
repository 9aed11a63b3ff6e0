import { say } from '../doc.ts'
import type { Figure } from '../figure.ts'
import { omitted, type PatternResult, sentence } from './result.ts'

/** Proof that someone looked: what was planned and what was done. */
export interface Coverage {
  planned: Figure
  done: Figure
}

export interface ZeroAndStreak {
  key: string
  /** 食物中毒等食品安全事故 */
  incident: string
  /** How many there were. */
  incidents: Figure
  /** What the looking is called: 食堂检查 */
  looking: string
  coverage?: Coverage
  /** Years or terms without one, told only where each of them was looked at. */
  streak?: { length: Figure; covered: boolean }
  /** The least share of the planned that must have been done. */
  leastCoverage?: number
}

/**
 * P11: a zero holds only where someone looked. Without enough coverage the sentence is left out and
 * listed as evidence to be supplied; when something did happen, that is said.
 */
export function zeroAndStreak(spec: ZeroAndStreak): PatternResult {
  const { key, incident, incidents, looking, coverage, streak } = spec
  const label = incidents.period.label
  if (incidents.value !== 0)
    return { blocks: [sentence(key, 'P11', say`${label}发生${incident}${incidents}。`)], missing: [] }

  if (!coverage || coverage.planned.value === 0)
    return omitted(key, `要写“没有发生${incident}”，需要有${looking}的计划和记录作证，现在没有。`)
  const { planned, done } = coverage
  if (done.value < planned.value * (spec.leastCoverage ?? 1))
    return omitted(
      key,
      `要写“没有发生${incident}”，${looking}应有${planned.display}，实有${done.display}，还不能作证。请补记或说明缺的是哪几次。`,
    )

  const told = streak?.covered && streak.length.value > 1
  const full = done.value >= planned.value
  const looked = full
    ? say`${label}按计划完成${looking}${done}`
    : say`${label}计划${looking}${planned}，完成${done}`
  const inlines = told
    ? say`${looked}，没有发生${incident}，已连续${streak.length}没有发生。`
    : say`${looked}，没有发生${incident}。`
  const gap = streak && !streak.covered
  return {
    blocks: [sentence(key, 'P11', inlines, `${looking}记录`)],
    missing: gap
      ? [{ key, text: `要写“连续${streak.length.display}”，其中每一段时间都要有${looking}的记录。` }]
      : [],
  }
}
