import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** The product at another address, over a cable that can be pulled. */
export interface Cable {
  url: string
  pull(): void
  plug(): void
  close(): void
}

/**
 * A browser's own offline switch does not reach a service worker that has just been started, so what a phone
 * without a network does is seen over this.
 */
export async function layCable(to: string): Promise<Cable> {
  const port = Number(new URL(to).port)
  const sockets = new Set<Socket>()
  let pulled = false
  const server = createServer(from => {
    if (pulled) return void from.destroy()
    const onward = connect(port, 'localhost')
    for (const [socket, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      sockets.add(socket)
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket)
          other.destroy()
        })
      socket.pipe(other)
    }
  })
  await new Promise<void>(listening => server.listen(0, 'localhost', listening))
  const pull = (): void => {
    pulled = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    pull,
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    plug() {
      pulled = false
    },
    close() {
      pull()
      server.close()
    },
  }
}
