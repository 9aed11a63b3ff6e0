interface Where {
  school: string
  place: { text: string } | null
  thing?: { name: string } | null
}

/** Over each step: the school, and under it the thing and the place. */
export const headingOf = ({ school, place, thing }: Where): string =>
  [school, [thing?.name, place?.text].filter(Boolean).join(' · ')].filter(Boolean).join('\n')
