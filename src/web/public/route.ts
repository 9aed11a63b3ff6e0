export type PublicRoute =
  | { page: 'report'; code: string | undefined }
  | { page: 'follow'; token: string }
  | { page: 'notice'; token: string }
  | { page: 'sheet'; token: string }
  | { page: 'none' }

/** Which school is meant, where one server serves several: /q/school/code on labels, ?s=school in links. */
export function schoolIn(path: string, search: string): string | undefined {
  const named = /^\/q\/([^/]+)\/[^/]+\/?$/.exec(path)?.[1]
  return named ?? new URLSearchParams(search).get('s') ?? undefined
}

/** Public pages by address. A code typed by hand may be in capitals. */
export function routeOf(path: string): PublicRoute {
  const [first, second, third, ...rest] = path.split('/').filter(Boolean)
  if (rest.length > 0) return { page: 'none' }
  if (first === 'q') return { page: 'report', code: (third ?? second)?.toLowerCase() }
  if (first === 'f' && second === 'a' && third) return { page: 'sheet', token: third }
  if (first === 'f' && second === 'p' && third) return { page: 'notice', token: third }
  if (first === 'f' && second && third === undefined) return { page: 'follow', token: second }
  return { page: 'none' }
}
