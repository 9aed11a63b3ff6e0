import type { Operation } from '../pure/operation.ts'
import type { Ctx } from './ctx.ts'
import { kernelSchedules } from './forget.ts'
import type { ExtensionPoint, Schedule, ServerModule, Subscriber } from './module.ts'

export interface BoundOperation {
  module: string
  spec: Operation
  // biome-ignore lint/suspicious/noExplicitAny: typed where the module was defined
  handler: (ctx: Ctx, input: any) => Promise<unknown>
}

export interface Registry {
  modules: readonly ServerModule[]
  operations: ReadonlyMap<string, BoundOperation>
  schedules: readonly (Schedule & { id: string })[]
  subscribersOf(event: string): readonly { id: string; subscriber: Subscriber }[]
  subscriber(id: string): Subscriber | undefined
  /** All that modules provided at a point, in module order. */
  all<T>(point: ExtensionPoint<T>): readonly T[]
}

/** `modules` in dependency order, mechanisms first. Throws on duplicates and on undeclared order. */
export function buildRegistry(modules: readonly ServerModule[]): Registry {
  const seen = new Set<string>()
  const operations = new Map<string, BoundOperation>()
  const subscribers = new Map<string, Subscriber>()
  for (const module of modules) {
    const { id } = module.contract
    if (seen.has(id)) throw new Error(`module ${id} is listed twice`)
    for (const dependency of module.dependsOn)
      if (!seen.has(dependency))
        throw new Error(`module ${id} depends on ${dependency}, which is not listed before it`)
    seen.add(id)
    for (const [key, spec] of Object.entries(module.contract.operations)) {
      const handler = module.handlers[key]
      if (!handler) throw new Error(`operation ${spec.id} has no handler`)
      operations.set(spec.id, { module: id, spec, handler })
    }
    for (const subscriber of module.subscribers ?? []) subscribers.set(`${id}.${subscriber.name}`, subscriber)
  }
  const provisions = modules.flatMap(m => m.provides ?? [])
  const byPoint = new Map<string, unknown[]>()
  for (const { point, value } of provisions) byPoint.set(point, [...(byPoint.get(point) ?? []), value])
  const byEvent = new Map<string, { id: string; subscriber: Subscriber }[]>()
  for (const [id, subscriber] of subscribers)
    byEvent.set(subscriber.event, [...(byEvent.get(subscriber.event) ?? []), { id, subscriber }])
  return {
    modules,
    operations,
    schedules: [
      ...kernelSchedules,
      ...modules.flatMap(m => (m.schedules ?? []).map(s => ({ ...s, id: `${m.contract.id}.${s.name}` }))),
    ],
    subscribersOf: event => byEvent.get(event) ?? [],
    subscriber: id => subscribers.get(id),
    all: <T>(point: ExtensionPoint<T>) => (byPoint.get(point.id) ?? []) as T[],
  }
}
