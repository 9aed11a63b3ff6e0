import { createContext, type ReactNode, useContext } from 'react'
import { account } from '../modules/account/contract.ts'
import { type Answer, useRead } from './api.ts'

type Me = Answer<typeof account.me>

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

export const useMe = () => useRead(account.me, {})
