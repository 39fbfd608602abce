import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { createSecureContext } from 'node:tls';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { AppError } from '#kernel/app-error.ts';
import { usage } from '#platform/command-line.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Take any free port when this one is in use. */
  readonly elsewhere?: boolean;
  /** Paths of the certificate and its key. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

export interface Listening {
  /** "http://127.0.0.1:8080", as a browser on this machine reaches it. */
  readonly origin: string;
  /** Stops taking requests, lets what is under way finish for a moment, then closes everything (open event streams too). */
  close(): Promise<void>;
}

/** Answers what it can before the web application is asked; false: somebody else answers. */
export type Door = (req: IncomingMessage, res: ServerResponse) => boolean;

/** The same server with somebody at its door. */
const atDoor = <T extends typeof createHttpServer | typeof createHttpsServer>(create: T, door: Door): T =>
  ((options: object, handler: (req: IncomingMessage, res: ServerResponse) => void) => (create as typeof createHttpServer)(options, (req, res) => { if (!door(req, res)) handler(req, res); })) as T;

/** Requests under way at a stop get this long. */
const PATIENCE_MS = 2_000;

/** Reads certificate and key before anything is started, so that a mistake is told at once. */
export function readTls(tls: { readonly cert: string; readonly key: string }): { readonly cert: Buffer; readonly key: Buffer } {
  const read = (name: string, path: string): Buffer => {
    try { return readFileSync(path); } catch (error) {
      throw usage(`Không đọc được tệp ${path} của ${name} (${(error as NodeJS.ErrnoException).code}). Hãy kiểm tra đường dẫn và quyền đọc.`);
    }
  };
  const pair = { cert: read('--tls-cert', tls.cert), key: read('--tls-key', tls.key) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw usage(`Chứng thư và khóa TLS không dùng được với nhau (${(error as Error).message.split('\n')[0]}). Cần tệp PEM: chứng thư (kèm chuỗi) và khóa riêng của nó.`);
  }
  return pair;
}

/** Throws AppError with a sentence when the port or address cannot be had. */
export async function listen(app: Hono, options: ListenOptions, door: Door = () => false): Promise<Listening> {
  const secure = options.tls ? readTls(options.tls) : null;
  const server = createAdaptorServer({
    fetch: app.fetch, ...(secure ? { createServer: atDoor(createHttpsServer, door), serverOptions: secure } : { createServer: atDoor(createHttpServer, door) }),
  }) as Server & { closeIdleConnections(): void; closeAllConnections(): void };
  try {
    await bind(server, options.host, options.port);
  } catch (error) {
    if (!options.elsewhere || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw bindError(error, options);
    await bind(server, options.host, 0);
  }
  server.on('error', () => {}); // a connection that cannot be accepted (EMFILE) must not end the program
  const { port } = server.address() as { port: number };
  return {
    origin: `${secure ? 'https' : 'http'}://${hostInUrl(options.host)}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    server.once('error', failed);
    server.listen({ host, port }, () => { server.off('error', failed); resolve(); });
  });
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function bindError(error: unknown, { host, port }: ListenOptions): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Cổng ${port} trên ${host} đang có chương trình khác dùng. Hãy chọn cổng khác bằng --port N (0 là cổng trống bất kỳ) hoặc dừng chương trình kia.`,
    EACCES: `Không có quyền mở cổng ${port}. Hãy chọn cổng từ 1024 trở lên bằng --port N, hoặc đặt một máy chủ trung gian (proxy) phía trước.`,
    EADDRNOTAVAIL: `Máy này không có địa chỉ ${host}. Hãy sửa --host (0.0.0.0 là mọi địa chỉ của máy).`,
    ENOTFOUND: `Không hiểu địa chỉ ${host}. Hãy sửa --host (0.0.0.0 là mọi địa chỉ của máy).`,
  };
  return new AppError('unavailable', sentences[code] ?? `Không mở được cổng ${port} trên ${host} (${code}). Hãy kiểm tra --host và --port.`);
}
