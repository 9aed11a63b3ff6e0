import { useState } from 'react'

export type Density = 'calm' | 'dense'

interface Kept {
  density: Density
  columns?: string[]
}

export interface ListPrefs {
  density: Density
  setDensity: (density: Density) => void
  /** undefined: the list's own choice. */
  columns: string[] | undefined
  setColumns: (columns: string[] | undefined) => void
}

/** How one person likes one list to look, kept on the device. `name` is the list's, e.g. 'repair.orders'. */
export function useListPrefs(name: string): ListPrefs {
  const key = `zongwu.list.${name}`
  const [kept, setKept] = useState<Kept>(() => read(key))
  const keep = (next: Kept) => {
    setKept(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Then it holds until the page is closed.
    }
  }
  return {
    density: kept.density,
    setDensity: density => keep({ ...kept, density }),
    columns: kept.columns,
    setColumns: columns => keep(columns ? { density: kept.density, columns } : { density: kept.density }),
  }
}

function read(key: string): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '')
    if (typeof kept === 'object' && kept !== null && 'density' in kept) return kept as Kept
  } catch {
    // Nothing kept, or nothing readable: the defaults.
  }
  return { density: 'calm' }
}
