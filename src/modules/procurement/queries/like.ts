/** A text as the pattern that finds it anywhere. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
