import { parseOptions, parsePort, type Command } from '#platform/command-line.ts';
import { realClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { bothOrNone, serve } from '../serve.ts';
import { DATA_HELP, DATA_OPTION, DEFAULT_DATA, refuseTwoPlaces } from './data-options.ts';
import { DEFAULT_PORT, LISTEN_HELP, LISTEN_OPTIONS } from './serve.ts';

export const webCommand: Command = {
  name: 'web',
  summary: 'chỉ phục vụ trang web (nhiều máy dùng chung một máy chủ PostgreSQL)',
  help: `Cách dùng: LOA_DATABASE_URL=postgres://… bin/loa web [--port N] [--host H]

Phục vụ trang web, không chạy việc nền. Cơ sở dữ liệu phải có sẵn ("bin/loa migrate"), mọi máy dùng chung thư mục LOA_STATE_DIR.

${DATA_HELP}
${LISTEN_HELP}`,
  async run(args, io) {
    const { values } = parseOptions(args, { ...DATA_OPTION, ...LISTEN_OPTIONS });
    const tls = bothOrNone({ cert: values['tls-cert'], key: values['tls-key'] });
    const config = readConfig(process.env, { tls, insecureLan: values['insecure-lan'] ?? false });
    refuseTwoPlaces(config, values.data);
    const listen = { host: values.host ?? '127.0.0.1', port: parsePort(values.port ?? DEFAULT_PORT), tls };
    return serve({ config, data: values.data ?? DEFAULT_DATA, kind: 'real', clock: realClock, jobs: false, owner: false, listen, io });
  },
};
