import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/base/base.css'
import '../ui/base/print.css'
import { PublicApp } from './PublicApp.tsx'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <PublicApp path={window.location.pathname} />
  </StrictMode>,
)
