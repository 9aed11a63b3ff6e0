import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallError } from '../api.ts'
import { UiRoot } from '../ui/base/UiRoot.tsx'
import { App } from './App.tsx'
import './app.css'

const client = new QueryClient({
  defaultOptions: {
    // Offline is said at once and nothing is sent later behind the user's back; pages that queue do so themselves.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      // A refusal stays a refusal; only a lost connection or a busy server is worth another try.
      retry: (count, error) =>
        count < 2 && error instanceof CallError && [0, 502, 503].includes(error.status),
    },
  },
})

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <UiRoot>
        <App />
      </UiRoot>
    </QueryClientProvider>
  </StrictMode>,
)

if ('serviceWorker' in navigator && import.meta.env.PROD)
  window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js'))
