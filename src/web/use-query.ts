import { useLocation, useNavigate } from '@tanstack/react-router'

export interface Query {
  get(key: string): string
  /** Keeps the rest; an empty value takes the key away. The address can be sent to others. */
  set(changes: Readonly<Record<string, string>>): void
  /** Without the question mark. */
  text: string
}

/** The list's state, kept in its address. */
export function useQuery(): Query {
  const { searchStr, pathname } = useLocation()
  const navigate = useNavigate()
  const params = new URLSearchParams(searchStr)
  return {
    get: key => params.get(key) ?? '',
    set: changes => {
      const next = new URLSearchParams(searchStr)
      for (const [key, value] of Object.entries(changes)) {
        if (value) next.set(key, value)
        else next.delete(key)
      }
      const text = next.toString()
      void navigate({ href: text ? `${pathname}?${text}` : pathname, replace: true })
    },
    text: params.toString(),
  }
}
