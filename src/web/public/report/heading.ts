/** Over each step: the school, and under it the place. */
export const headingOf = (info: { school: string; place: { text: string } | null }): string =>
  [info.school, info.place?.text].filter(Boolean).join('\n')
