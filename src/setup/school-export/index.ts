export { checkSchool, importSchool, inspectSchool } from './load.ts'
export type { SchoolManifest } from './manifest.ts'
export { exportSchool } from './take.ts'
