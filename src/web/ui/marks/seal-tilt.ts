/**
 * A hand never stamps quite straight: between -7 and 7 degrees, the same for the same person on each
 * showing, so that three signatures look like three seals and a page does not wobble when re-drawn.
 */
export function sealTilt(text: string): number {
  let hash = 7
  for (const char of text) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 10_007
  return (hash % 15) - 7
}
