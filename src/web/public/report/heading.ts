interface Where {
  school: string
  place: { text: string } | null
  thing?: { name: string; no: string } | null
}

/** Over each step: the school, and under it the thing and the place. */
export const headingOf = ({ school, place, thing }: Where): string =>
  [school, [thing && `${thing.name} ${thing.no}`, place?.text].filter(Boolean).join(' · ')]
    .filter(Boolean)
    .join('\n')
