import { defineContract } from '../../kernel/pure/operation.ts'

export { pagesFor, perPage, TEMPLATE_IDS, TEMPLATES, type TemplateId } from './templates.ts'

/** No records and no operations of its own: modules decide what is labelled and who may print. */
export const contract = defineContract({ id: 'label', title: '标签', operations: {}, errors: {} })
