import { defineModule } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'

export const labelModule = defineModule({ contract, dependsOn: [], handlers: {} })
