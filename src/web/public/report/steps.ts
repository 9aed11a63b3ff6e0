import type { Waiting } from '../keep/deliver.ts'
import type { KeptPhoto } from '../keep/photo.ts'
import type { PublicInfo } from '../net/operations.ts'
import { GROUPS, type GroupKey } from './faults.ts'

/** What has been answered so far. Kept on the device until it is sent. */
export interface Draft {
  /** The id under which it will be sent, from the first tap on: a draft sent twice arrives once. */
  id: string
  stage: Stage
  placeText: string
  photos: KeptPhoto[]
  group?: GroupKey
  fault?: { code: string; trade: string; label: string }
  words: string
}

/** Who reports; kept on the device for the next time. */
export interface Person {
  name: string
  phone: string
}

export type Stage = 'place' | 'photo' | 'group' | 'fault' | 'person'
type Rules = Pick<PublicInfo, 'place' | 'requirePhone' | 'requirePhoto'> & Partial<Pick<PublicInfo, 'thing'>>

export const emptyDraft = (
  info: Pick<PublicInfo, 'place'> & Partial<Pick<PublicInfo, 'thing'>>,
  id: string,
): Draft => ({
  id,
  stage: info.place ? 'photo' : 'place',
  placeText: info.thing?.placeText ?? '',
  photos: [],
  words: '',
})

/** Choosing the group and the fault are two screens of one step. */
const STEPS: readonly (readonly Stage[])[] = [['place'], ['photo'], ['group', 'fault'], ['person']]

/** Whoever scanned a thing has said what is broken; only how is left. */
const OF_A_THING: typeof STEPS = [['place'], ['photo'], ['fault'], ['person']]

function stepsOf(info: Rules): typeof STEPS {
  const steps = info.thing ? OF_A_THING : STEPS
  return info.place ? steps.slice(1) : steps
}

export function stepOf(stage: Stage, info: Rules): { step: number; steps: number } {
  const steps = stepsOf(info)
  return { step: steps.findIndex(s => s.includes(stage)) + 1, steps: steps.length }
}

export function stageBefore(stage: Stage, info: Rules): Stage | undefined {
  const all = stepsOf(info).flat()
  return all[all.indexOf(stage) - 1]
}

export function stageAfter(stage: Stage, info: Rules): Stage | undefined {
  const all = stepsOf(info).flat()
  return all[all.indexOf(stage) + 1]
}

/** Why it cannot go on from here, in words that say what to do; undefined: it can. */
export function missing(stage: Stage, draft: Draft, person: Person, info: Rules): string | undefined {
  switch (stage) {
    case 'place':
      return draft.placeText.trim() ? undefined : '请写上在哪里，例如：高职B楼 312'
    case 'photo':
      return info.requirePhoto && draft.photos.length === 0
        ? '请拍一张照片，师傅看了才知道带什么工具和配件。'
        : undefined
    case 'group':
      return draft.group ? undefined : '请选一样'
    case 'fault':
      return draft.fault || draft.words.trim() ? undefined : '请选一项，或写几个字说说哪里坏了。'
    case 'person':
      return phoneProblem(person.phone, info.requirePhone)
  }
}

/** A draft may be older than the rules: the first stage that still wants something. */
export function firstMissing(draft: Draft, person: Person, info: Rules): Stage | undefined {
  return stepsOf(info)
    .flat()
    .find(stage => missing(stage, draft, person, info) !== undefined)
}

export function phoneProblem(phone: string, required: boolean): string | undefined {
  const text = phone.trim()
  if (!text) return required ? '请留一个手机号，师傅找不到地方时好联系您。' : undefined
  if (!/^[\d+\- ]{5,20}$/.test(text)) return '电话只能有数字和横线，例如 13800001234'
  const digits = text.replace(/\D/g, '')
  if (/^1[3-9]/.test(digits) && digits.length !== 11) return `手机号是 11 位，现在 ${digits.length} 位`
  return undefined
}

/** What is broken, in one line. */
export function whatText(draft: Draft): string {
  const group = GROUPS.find(g => g.key === draft.group)?.label
  return [draft.fault?.label ?? (draft.words.trim() ? undefined : group), draft.words.trim()]
    .filter(Boolean)
    .join('，')
}

export interface Sending {
  at: number
  code: string | undefined
  school: string | undefined
}

/** The report as it goes into the queue. */
export function toReport(draft: Draft, person: Person, info: PublicInfo, by: Sending): Waiting {
  const trade = draft.fault?.trade ?? GROUPS.find(g => g.key === draft.group)?.trade
  return {
    op: 'repair.report',
    id: draft.id,
    at: by.at,
    ...(by.school ? { school: by.school } : {}),
    photos: draft.photos,
    where: info.place?.text ?? draft.placeText.trim(),
    what: [info.thing?.name, whatText(draft)].filter(Boolean).join('：'),
    input: {
      ...((info.place || info.thing) && by.code ? { code: by.code } : {}),
      ...(info.place ? {} : { placeText: draft.placeText.trim() }),
      ...(trade ? { trade } : {}),
      ...(draft.fault ? { itemCode: draft.fault.code } : {}),
      description: draft.words.trim(),
      ...who(person),
    },
  }
}

/** 我也遇到了, with what was photographed and written so far. */
export function toJoin(
  order: { id: string; place: string; title: string },
  draft: Draft,
  person: Person,
  by: Sending,
): Waiting {
  return {
    op: 'repair.endorse',
    id: draft.id,
    at: by.at,
    ...(by.school ? { school: by.school } : {}),
    photos: draft.photos,
    where: order.place,
    what: order.title,
    input: { id: order.id, note: draft.words.trim().slice(0, 200), ...who(person) },
  }
}

/** Where the server's no is put right. */
export function stageOfRefusal(code: string, fields: Record<string, string>, info: Rules): Stage {
  if (fields.photos || code.startsWith('attachment.')) return 'photo'
  if (fields.description) return 'fault'
  if (fields.placeText && !info.place) return 'place'
  return 'person'
}

const who = (person: Person): Partial<Person> => ({
  ...(person.name.trim() ? { name: person.name.trim() } : {}),
  ...(person.phone.trim() ? { phone: person.phone.trim() } : {}),
})
