export { attachment, FileView } from './contract.ts'
export { attachmentModule } from './module.ts'
export { FILE_ROLES, type FileRole, ROLE_TITLES } from './rules.ts'
export { attach, listFor, type SubjectVisibility, subjectVisibility } from './subjects.ts'
