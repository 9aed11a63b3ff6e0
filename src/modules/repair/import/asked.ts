import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Prepared, Question } from '../../../mechanisms/register/index.ts'
import { TRADES } from '../../../mechanisms/register/parse/index.ts'
import { personsWithRole } from '../../people/index.ts'
import { place } from '../../place/index.ts'
import { itemsByCode, TRADE_NAMES } from '../catalogue.ts'
import { AS_TEXT, questionKey } from './answers.ts'
import type { PlaceFinder } from './places.ts'

type Option = Question['options'][number]
type Topic = 'fault' | 'place' | 'person' | 'trade'

interface Open {
  topic: Topic
  text: string
  title: string
  otherwise: string
  likely: readonly Option[]
  trade?: string
  rows: number
  samples: Question['samples']
}

export interface Where {
  sheet: string
  row: number
  /** The row in short. */
  text: string
}

const SAMPLES = 3
/** As much of a cell as makes a question. */
const TEXT_LENGTH = 120

/** Questions gathered while rows are read: one for each text, however many rows it stands in. */
export class Asked {
  readonly #open = new Map<string, Open>()

  fault(key: string, text: string, likely: readonly Option[], trade: string | null, where: Where): void {
    const other = trade ? `归入${TRADE_NAMES.get(trade) ?? ''}的“其他”，照原文记` : '照原文记'
    this.#add(
      'fault',
      key,
      { title: '这是哪一项维修？', text, likely, otherwise: other, ...(trade ? { trade } : {}) },
      where,
    )
  }

  place(key: string, text: string, likely: readonly Option[], where: Where): void {
    this.#add(
      'place',
      key,
      { title: '这是哪个地点？', text, likely, otherwise: '只记文字，不归到哪座楼' },
      where,
    )
  }

  person(name: string, several: boolean, where: Where): void {
    const title = several ? '同名的有几位，是哪一位？' : '这是哪位师傅？'
    this.#add('person', name, { title, text: name, likely: [], otherwise: '只记名字' }, where)
  }

  trade(key: string, text: string, where: Where): void {
    this.#add(
      'trade',
      key,
      { title: '这是哪个工种的活？', text, likely: [], otherwise: '不导入这些行' },
      where,
    )
  }

  #add(
    topic: Topic,
    key: string,
    about: Pick<Open, 'title' | 'text' | 'likely' | 'otherwise' | 'trade'>,
    where: Where,
  ): void {
    const at = questionKey(topic, key)
    const text = about.text.length > TEXT_LENGTH ? `${about.text.slice(0, TEXT_LENGTH)}…` : about.text
    const open = this.#open.get(at) ?? { topic, ...about, text, rows: 0, samples: [] }
    open.rows++
    if (open.samples.length < SAMPLES) open.samples.push(where)
    this.#open.set(at, open)
  }

  /** With all that may be chosen; what is likely stands first. */
  async questions(ctx: Ctx, places: PlaceFinder): Promise<Prepared['questions']> {
    const open = [...this.#open]
    const asks = (topic: Topic): boolean => open.some(([, one]) => one.topic === topic)
    const choices: Record<Topic, readonly Option[]> = {
      fault: asks('fault') ? await faultOptions(ctx) : [],
      place: asks('place') ? await placeOptions(ctx) : [],
      person: asks('person') ? await personOptions(ctx) : [],
      trade: TRADES.map(({ code, name }) => ({ value: code, label: name })),
    }
    return open.map(([key, { topic, likely, trade, ...about }]) => ({
      key,
      topic,
      ...about,
      options: ordered(
        topic,
        likely.map(option => named(option, topic, places)),
        choices[topic],
        trade,
      ),
    }))
  }
}

const named = (option: Option, topic: Topic, places: PlaceFinder): Option =>
  topic === 'place' ? { ...option, label: places.nameOf(option.value) || option.label } : option

const LEAVE: Partial<Record<Topic, Option>> = {
  fault: { value: AS_TEXT, label: '归入“其他”，照原文记' },
  place: { value: AS_TEXT, label: '只记文字' },
  person: { value: AS_TEXT, label: '只记名字' },
}

function ordered(
  topic: Topic,
  likely: readonly Option[],
  all: readonly Option[],
  trade: string | undefined,
): Option[] {
  const first = new Set(likely.map(option => option.value))
  const rest = all.filter(option => !first.has(option.value))
  const group = trade && TRADE_NAMES.get(trade)
  const sorted = group
    ? [...rest.filter(o => o.group === group), ...rest.filter(o => o.group !== group)]
    : rest
  const leave = LEAVE[topic]
  return [...likely, ...sorted, ...(leave ? [leave] : [])]
}

const faultOptions = async (ctx: Ctx): Promise<Option[]> =>
  [...(await itemsByCode(ctx)).values()]
    .filter(item => item.active)
    .map(item => ({ value: item.code, label: item.name, group: TRADE_NAMES.get(item.trade) ?? '' }))

/** Buildings and grounds; rooms follow from the number behind them. */
async function placeOptions(ctx: Ctx): Promise<Option[]> {
  const { nodes } = await ctx.run(place.tree, {})
  return nodes
    .filter(node => node.kind === 'building' || node.kind === 'zone')
    .map(node => ({ value: node.id, label: node.fullName }))
}

const personOptions = async (ctx: Ctx): Promise<Option[]> =>
  (await personsWithRole(ctx, ['tradesman', 'groundskeeper', 'clerk'])).map(({ id, name }) => ({
    value: id,
    label: name,
  }))
