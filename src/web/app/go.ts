/** Follows a path that came as data, inside the application. */
export function go(path: string): void {
  window.history.pushState({}, '', path)
  window.dispatchEvent(new PopStateEvent('popstate'))
}
