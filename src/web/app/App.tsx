import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { CallError } from '../api.ts'
import { slots } from '../pages.ts'
import { SessionProvider, useMe } from '../session.tsx'
import { SlotProvider } from '../slot.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { FirstFactor } from './FirstFactor.tsx'
import { FirstPassword } from './FirstPassword.tsx'
import { Login } from './Login.tsx'
import { makeRouter } from './router.tsx'
import { Setup } from './Setup.tsx'

/** Set-up while there is no school, the door while nobody is signed in, then the shell. */
export function App() {
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: async () => {
      const response = await fetch('/api/setup.status')
      if (!response.ok)
        throw new CallError(response.status, { code: 'setup', message: '系统暂时没有应答，请稍后再试。' })
      return (await response.json()) as { needed: boolean }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (setup.data?.needed) return <Setup onDone={() => void setup.refetch()} />
  return <SignedInOrDoor />
}

function SignedInOrDoor() {
  const me = useMe()
  const client = useQueryClient()
  const router = useMemo(makeRouter, [])
  useEffect(() => {
    const out = (): void => void client.invalidateQueries({ queryKey: ['account', 'account.me'] })
    // Back from the basement: who was shown from the device is asked again, and so is what failed meanwhile.
    const back = (): void => void client.invalidateQueries()
    window.addEventListener('zw-signed-out', out)
    window.addEventListener('online', back)
    return () => {
      window.removeEventListener('zw-signed-out', out)
      window.removeEventListener('online', back)
    }
  }, [client])
  if (me.isPending)
    return (
      <div className="zw-splash" aria-busy="true">
        <p className="zw-opening">正在打开总务…</p>
      </div>
    )
  if (me.error) {
    if (me.error.status === 401) return <Login onSignedIn={() => void client.resetQueries()} />
    return (
      <main className="zw-alone">
        <ErrorNotice what="没能打开总务" message={me.error.message} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  if (me.data.mustChangePassword)
    return <FirstPassword name={me.data.name} onDone={() => void client.resetQueries()} />
  if (me.data.mustEnrol) return <FirstFactor name={me.data.name} onDone={() => void client.resetQueries()} />
  return (
    <SessionProvider me={me.data}>
      <SlotProvider parts={slots}>
        <RouterProvider router={router} />
      </SlotProvider>
    </SessionProvider>
  )
}
