export { createSchool, hasSchool } from './create-school.ts'
export { makeDemoIfEmpty } from './demo.ts'
export { addSetupRoutes } from './routes.ts'
export { wipeDemo } from './wipe.ts'
