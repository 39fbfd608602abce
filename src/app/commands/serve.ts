import { parseOptions, parsePort, print, type Command } from '#platform/command-line.ts';
import { realClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { bothOrNone, serve } from '../serve.ts';
import { setUpLink } from '../wiring.ts';
import { DATA_HELP, DATA_OPTION, DEFAULT_DATA, refuseTwoPlaces } from './data-options.ts';

export const DEFAULT_PORT = '8080';

/** Options of everything that answers requests. */
export const LISTEN_OPTIONS = {
  port: { type: 'string' }, host: { type: 'string' }, 'tls-cert': { type: 'string' }, 'tls-key': { type: 'string' }, 'insecure-lan': { type: 'boolean' },
} as const;

export const LISTEN_HELP = `  --port N         cổng (mặc định ${DEFAULT_PORT}; 0 là cổng trống bất kỳ)
  --host H         địa chỉ nhận kết nối (mặc định 127.0.0.1, chỉ máy này; 0.0.0.0 là mọi địa chỉ)
  --tls-cert TỆP   chứng thư PEM, đi cùng --tls-key: phục vụ https
  --tls-key TỆP    khóa riêng PEM của chứng thư
  --insecure-lan   cho đăng nhập qua http không mã hóa trong mạng nội bộ kín`;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'chạy hệ thống',
  help: `Cách dùng: bin/loa serve [--data DIR] [--port N] [--host H]

Khởi động cơ sở dữ liệu kèm theo, trang web và việc nền. Lần đầu in một liên kết dùng một lần để lập tài khoản quản trị.
Khi sẵn sàng in dòng "ready URL". Dừng bằng Ctrl-C hoặc SIGTERM.

${DATA_HELP}
${LISTEN_HELP}

Biến môi trường: LOA_DATABASE_URL dùng máy chủ PostgreSQL từ bản 15; LOA_PUBLIC_URL, LOA_TRUSTED_PROXIES khi đứng sau proxy.`,
  async run(args, io) {
    const { values } = parseOptions(args, { ...DATA_OPTION, ...LISTEN_OPTIONS });
    const tls = bothOrNone({ cert: values['tls-cert'], key: values['tls-key'] });
    const config = readConfig(process.env, { tls, insecureLan: values['insecure-lan'] ?? false });
    refuseTwoPlaces(config, values.data);
    const port = parsePort(values.port ?? DEFAULT_PORT);
    return serve({
      config, data: values.data ?? DEFAULT_DATA, kind: 'real', clock: realClock, jobs: true, owner: true, io,
      listen: { host: values.host ?? '127.0.0.1', port, tls },
      announce: async (store, origin) => {
        const link = await setUpLink(store, realClock, origin);
        if (link) print(io, `set-up ${link}`);
      },
    });
  },
};
