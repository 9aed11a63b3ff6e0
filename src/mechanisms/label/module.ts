import { defineContract } from '../../kernel/pure/operation.ts'
import { defineModule } from '../../kernel/server/module.ts'

/** No records and no operations of its own: modules decide what is labelled and who may print. */
export const labelModule = defineModule({
  contract: defineContract({ id: 'label', title: '标签', operations: {}, errors: {} }),
  dependsOn: [],
  handlers: {},
})
