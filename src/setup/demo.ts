import type { App } from '../kernel/server/app.ts'
import type { OutboxWorker } from '../kernel/server/outbox.ts'

export async function makeDemoIfEmpty(_app: App, _outbox: OutboxWorker): Promise<void> {}
