/** What a headless browser is started with: nothing that reaches out or needs a screen. */
export const CHROMIUM_ARGS: string[]
/** Path of a Chromium or a relative; CHROMIUM_PATH comes first. */
export function findChromium(): string | undefined
/** Path of a browser that can draw Chinese. Installs what is missing where that is allowed; else throws what to do. */
export function ensureChromium(): string
