export { parameter } from './contract.ts'
export { parameterModule } from './module.ts'
export { defineParameter, type ParameterSpec } from './rules.ts'
export { parameterPoint, readParameter, valueOn } from './values.ts'
