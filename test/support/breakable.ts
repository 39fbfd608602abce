import { connect as dial, createServer, type Server, type Socket } from 'node:net';
import type { ServerAddress } from '#platform/db/embedded.ts';

/** A database behind a line that can be cut and mended: what goes over it is untouched. */
export async function breakable(address: ServerAddress): Promise<{ readonly address: ServerAddress; cut(): Promise<void>; mend(): Promise<void>; end(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let server: Server, port = 0;
  const listen = (): Promise<void> => new Promise((resolve) => {
    server = createServer((here) => {
      const there = address.host.startsWith('/') ? dial(`${address.host}/.s.PGSQL.${address.port}`) : dial(address.port, address.host);
      for (const socket of [here, there]) { sockets.add(socket); socket.on('error', () => {}).on('close', () => { sockets.delete(socket); here.destroy(); there.destroy(); }); }
      here.pipe(there).pipe(here);
    });
    server.listen(port, '127.0.0.1', () => { port = (server.address() as { port: number }).port; resolve(); });
  });
  const cut = (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); for (const socket of sockets) socket.destroy(); });
  await listen();
  return { address: { ...address, host: '127.0.0.1', port }, cut, mend: listen, end: cut };
}
