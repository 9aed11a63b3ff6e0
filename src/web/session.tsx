import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { account } from '../modules/account/contract.ts'
import type { CallError } from './api.ts'
import { askMe, type Me } from './kept/me.ts'

export interface Session extends Me {
  can(operation: { id: string }): boolean
  hasRole(...codes: string[]): boolean
}

const SessionContext = createContext<Session | null>(null)

/** Who is signed in; pages below it may assume somebody is. */
export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const may = new Set(me.may)
  const session: Session = {
    ...me,
    can: operation => may.has(operation.id),
    hasRole: (...codes) => me.roles.some(role => codes.includes(role.code)),
  }
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('used outside of SessionProvider')
  return session
}

export const useMe = () =>
  useQuery<Me, CallError>({ queryKey: ['account', account.me.id], queryFn: () => askMe() })
