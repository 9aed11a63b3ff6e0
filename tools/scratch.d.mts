/** Makes a new folder for databases of tests, in memory where there is room; answers its path. */
export function makeScratch(prefix: string): string
