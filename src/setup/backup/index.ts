export { BackupTrouble, type Manifest } from './manifest.ts'
export { inspectBackup, restoreAsItWas, restoreBackup } from './restore.ts'
export { takeBackup } from './take.ts'
