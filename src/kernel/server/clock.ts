const formats = new Map<string, Intl.DateTimeFormat>()

/** The day (YYYY-MM-DD) of an instant in a zone. */
export function dayIn(zone: string, instant: Date): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(zone, format)
  }
  return format.format(instant)
}
