import { useEffect } from 'react'

/** What takes the place of the sheet begins with its first thing, wherever the sheet was scrolled to. */
export const useFromTop = (): void => useEffect(() => window.scrollTo({ top: 0 }), [])
