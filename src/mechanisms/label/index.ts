export type { Label } from './layout.ts'
export { labelModule } from './module.ts'
export { labelsPdf } from './pdf.ts'
export { pagesFor, perPage, TEMPLATE_IDS, TEMPLATES, type TemplateId } from './templates.ts'
