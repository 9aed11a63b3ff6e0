/** Public pages by address; without a login and without the shell. */
export function PublicApp({ path }: { path: string }) {
  return <main>{path}</main>
}
