export { notification } from './contract.ts'
export { notificationModule } from './module.ts'
export { type Notice, notify } from './notify.ts'
