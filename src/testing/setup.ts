import { afterAll } from 'vitest'
import { closeScenarios } from './scenario.ts'

afterAll(closeScenarios)
