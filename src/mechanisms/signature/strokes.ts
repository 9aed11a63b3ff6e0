import { z } from 'zod'

/** The box in which a signature is drawn; a path is scaled into whatever place shows it. */
export const BOX = { width: 1000, height: 400 } as const
const MAX_LENGTH = 20_000
const MIN_POINTS = 6

export type Point = readonly [x: number, y: number]

const PATH = /^(?:M\d{1,4} \d{1,3}(?:L\d{1,4} \d{1,3})*)+$/

/** A drawn signature as an SVG path of absolute points in a box of 1000 × 400. */
export const Strokes = z
  .string()
  .max(MAX_LENGTH, '签名笔画太多，请清除后重签')
  .regex(PATH, '签名没有传完整，请清除后重签')
  .refine(path => countPoints(path) >= MIN_POINTS, '签名太短，请写全姓名')

/** Strokes (each a line of points in the box) as a path; what lies outside the box is brought to its edge. */
export const pathOf = (strokes: readonly (readonly Point[])[]): string =>
  strokes
    .filter(stroke => stroke.length > 0)
    .map(stroke =>
      stroke.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${within(x, BOX.width)} ${within(y, BOX.height)}`),
    )
    .map(parts => parts.join(''))
    .join('')

export const countPoints = (path: string): number => path.split(/[ML]/).length - 1

/** Drops points so close to the one before that the eye would not miss them. */
export function thin(stroke: readonly Point[], nearest = 6): Point[] {
  const kept: Point[] = []
  for (const point of stroke) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= nearest) kept.push(point)
  }
  return kept
}

const within = (value: number, max: number): number => Math.min(max - 1, Math.max(0, Math.round(value)))
