import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router'
import { pages } from '../pages.ts'
import { Frame } from './Frame.tsx'
import { NoPage } from './NoPage.tsx'
import { PageGate } from './PageGate.tsx'

/** One route a page; each page's code is fetched when it is first opened. */
export function makeRouter() {
  const root = createRootRoute({
    component: Frame,
    notFoundComponent: NoPage,
    errorComponent: ({ error, reset }) => <PageGate error={error as Error} reset={reset} />,
  })
  const routes = pages.map(page =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: lazyRouteComponent(page.load) as RouteComponent,
      staticData: { page },
    }),
  )
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingMs: 200,
  })
}
