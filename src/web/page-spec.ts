import type { ComponentType } from 'react'

/** `module.verb`, e.g. stock.items */
export type OperationId = `${string}.${string}`

export type MenuGroup = 'today' | 'work' | 'stores' | 'things' | 'money' | 'reports' | 'school' | 'system'

/** A page a module brings to the shell. */
export interface PageSpec {
  /** Path with params as `$id`, e.g. /orders/$id */
  path: string
  /** Browser title and heading of the menu entry. */
  title: string
  /**
   * Operations the user must hold (any of them) to see the entry and open the page. By name: every page is known
   * from the first script on, and that must not bring all contracts along.
   */
  needs?: readonly OperationId[]
  /** Entry in the rail; pages without one are reached from others. */
  menu?: {
    group: MenuGroup
    order: number
    icon: string
    label?: string
    /** On a phone's bottom bar, the lowest numbers that the user may open: 1 for what people live in. */
    phone?: number
    hotkey?: string
  }
  /** Path of the page it belongs to, where its own address does not begin with it: that entry is marked. */
  within?: string
  /** Fills the screen without the shell (wall board). */
  bare?: boolean
  load: () => Promise<{ default: ComponentType }>
}
