import { parseOptions, type Command } from '#platform/command-line.ts';
import { realClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { serve } from '../serve.ts';
import { DATA_HELP, DATA_OPTION, DEFAULT_DATA, refuseTwoPlaces } from './data-options.ts';

export const workerCommand: Command = {
  name: 'worker',
  summary: 'chỉ chạy việc nền (nhiều máy dùng chung một máy chủ PostgreSQL)',
  help: `Cách dùng: LOA_DATABASE_URL=postgres://… bin/loa worker

Chạy việc nền và việc theo giờ, không mở cổng nào. Chạy mấy tiến trình cũng được: mỗi việc chỉ một tiến trình nhận.

${DATA_HELP}`,
  async run(args, io) {
    const { values } = parseOptions(args, DATA_OPTION);
    const config = readConfig();
    refuseTwoPlaces(config, values.data);
    return serve({ config, data: values.data ?? DEFAULT_DATA, kind: 'real', clock: realClock, jobs: true, owner: false, listen: null, io });
  },
};
