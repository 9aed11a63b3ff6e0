export { BackupTrouble, type Manifest } from './manifest.ts'
export { inspectBackup, restoreBackup } from './restore.ts'
export { takeBackup } from './take.ts'
