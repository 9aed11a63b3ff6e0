import { decide } from './decide.ts'
import { leave } from './leave.ts'
import { others } from './others.ts'
import { settings } from './settings.ts'

export const operations = { ...decide, ...others, ...leave, ...settings }
