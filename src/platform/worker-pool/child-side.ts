/** The child's half of the protocol of `child-pool.ts`. Call `answer` once, as the whole program. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * Takes the network away from everything that runs afterwards in this process. Node 24's permission model does not cover it; the
 * libraries that parse documents never need it, and a document that makes them try gets an error.
 */
export function denyNetwork(): void {
  const deny = (): never => { throw new Error('the network is closed in this process'); };
  net.Socket.prototype.connect = deny;
  net.Server.prototype.listen = deny;
  dgram.Socket.prototype.send = deny;
  dgram.Socket.prototype.bind = deny;
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(owner)) if (/^(?:lookup|resolve|reverse)/.test(name)) Object.assign(owner, { [name]: deny });
  }
  // For modules that import these by name.
  syncBuiltinESMExports();
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name);
}

/** Reads the request and the bytes, hands them to `work`, writes its result as JSON and ends the process. */
export async function answer<Request>(work: (request: Request, bytes: Uint8Array) => Promise<unknown>): Promise<void> {
  denyNetwork();
  // Libraries that talk must not spoil the answer.
  console.log = console.info = console.debug = console.warn = console.error;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const input = Buffer.concat(chunks), end = input.indexOf(10);
  const request = JSON.parse(input.subarray(0, end).toString('utf8')) as Request;
  const bytes = new Uint8Array(input.buffer, input.byteOffset + end + 1, input.length - end - 1).slice();
  const result = await work(request, bytes);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
