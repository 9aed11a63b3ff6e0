import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'

// The phone flow is loaded alone, so that one sees it needs nothing of the rest.
const PAGES = {
  phone: lazy(() => import('./pages/PhonePage.tsx')),
  public: lazy(() => import('./pages/PublicSample.tsx')),
  wall: lazy(() => import('./pages/WallPage.tsx')),
}
const Inside = lazy(() => import('./Inside.tsx'))

const page = new URLSearchParams(location.search).get('page') ?? 'marks'
const Alone = PAGES[page as keyof typeof PAGES]

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Suspense>{Alone ? <Alone /> : <Inside page={page} />}</Suspense>
  </StrictMode>,
)
