import { plainNumber } from './numerals.ts'
import { type Refusal, tightText } from './text.ts'

export type Cause = 'natural' | 'human' | 'weather' | 'misuse'

const CAUSES: readonly [Cause, RegExp][] = [
  ['natural', /自然|老化|正常损[耗坏]|磨损|年久|到期|非人为|使用年限/],
  ['human', /人为|故意|踢[坏破]|砸[坏破]|打[坏破碎]|撞[坏破碎]|弄[坏破]|损坏赔偿|学生损坏|打架|破坏|撬/],
  ['weather', /雷击|打雷|雷雨|台风|大风|刮风|暴雨|大雨|雨天|下雨|雨水(?!管)|冰冻|结冰|冻[裂坏]|积雪|冰雹/],
  ['misuse', /使用不当|用电不当|操作不当|违规|违章|超负荷|私拉|私接|误操作/],
]

/** What a remark says about why it broke; undefined when it says nothing. */
export function causeIn(...texts: readonly (string | undefined)[]): Cause | undefined {
  for (const text of texts) {
    const tight = tightText(text ?? '')
    const found = CAUSES.find(([, words]) => words.test(tight))
    if (found) return found[0]
  }
  return undefined
}

/**
 * 基本满意 is the middle of the three answers of the paper form, so it is 3; 比较满意 leaves 4 for the five-step
 * forms.
 */
const RATINGS: readonly [number, RegExp][] = [
  [1, /^(?:很|非常|极|十分)?不满意?$|^不合格$|^(?:很|极|非常)差$|^未修好$/],
  [2, /^(?:较|比较)?不太满意$|^较?差$|^(?:较|比较)差$/],
  [3, /^基本满意$|^一般$|^中等?$|^尚可$|^还可以$|^合格$|^及格$/],
  [4, /^(?:较|比较)(?:满意|好)$|^良好?$|^还好$/],
  [5, /^(?:很|非常|十分|特别)?满意$|^(?:很|非常)?好$|^优秀?$|^(?:非常|很)(?:好|棒|满意)$|^好评$/],
]

/** 满意 5, 基本满意 3, 不满意 1, 5星, ★★★★☆, 4分 → 1..5; null for an empty cell. */
export function parseRating(text: string): number | Refusal | null {
  const tight = tightText(text)
  if (tight === '' || /^[-/]+$/.test(tight) || tight === '无') return null
  const stars = /^([★⭐]+)☆*$/.exec(tight)?.[1]?.length
  const scored = /^(.{1,2}?)(?:星级?|分|颗星)?$/.exec(tight)?.[1]
  const number = stars ?? plainNumber(scored ?? '')
  if (number !== null && Number.isInteger(number) && number >= 1 && number <= 5) return number
  const named = RATINGS.find(([, words]) => words.test(tight))
  return named ? named[0] : { refusal: `满意度“${tight}”看不懂，请写成 满意、基本满意、不满意 或 1—5 星` }
}
