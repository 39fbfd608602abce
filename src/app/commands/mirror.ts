import { mkdir, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { mirror } from '#features/sites/portal/mirror.ts';
import { nginxExample } from '#features/sites/portal/nginx.ts';
import { complain, parseOptions, print, type Command } from '#platform/command-line.ts';
import { realClock, standingClock } from '#platform/clock.ts';
import { randomIds } from '#kernel/id.ts';
import { openAssets } from '#platform/http/assets.ts';
import { assetsDirectory } from '../assets-directory.ts';
import { createApp } from '../wiring.ts';
import { DEMO_TODAY } from './demo.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';

/** Says which files of the folder are ours, so that what was taken down does not stay. */
const LIST = '.loa-mirror.json';

export const mirrorCommand: Command = {
  name: 'mirror',
  summary: 'chép mọi trang công khai thành tệp tĩnh cho một máy chủ web bất kỳ',
  help: `Cách dùng: bin/loa mirror THƯ_MỤC [--origin URL] [--data DIR]

Chép mọi trang công khai (HTML, ảnh, PDF, nguồn cấp tin) thành tệp trong THƯ_MỤC, kèm bản nén và tệp nginx.conf.example. Chạy
lại thì chỉ ghi tệp đã đổi và xóa tệp không còn. Dùng để phục vụ bằng nginx hoặc giữ một bản đọc được khi máy chủ Loa nghỉ.

  --origin URL   địa chỉ người đọc dùng, ví dụ https://lamgiang.gov.vn; mặc định là LOA_PUBLIC_URL
${DATA_HELP}`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, { ...DATA_OPTION, origin: { type: 'string' } }, { min: 1, max: 1, what: 'tên thư mục' });
    const folder = resolve(positionals[0]!);
    return withStore(values, async (store, config, log) => {
      const origin = (values.origin ?? config.publicUrl ?? '').replace(/\/$/, '');
      if (!/^https?:\/\/[^/\s]+$/.test(origin)) throw new AppError('usage', 'Cần địa chỉ mà người đọc dùng: thêm --origin https://… hoặc đặt LOA_PUBLIC_URL.');
      const before = await filesBefore(folder), noteList = (paths: Iterable<string>): Promise<void> => writeFile(join(folder, LIST), JSON.stringify([...paths].sort())), now = new Set<string>(['nginx.conf.example', LIST]);
      const { db, files, secrets, kind } = store, clock = kind === 'demo' ? standingClock(DEMO_TODAY) : realClock, assets = openAssets(assetsDirectory());
      const { portal } = await createApp({ db, files, secrets, config, clock, ids: randomIds(() => clock.now().getTime()), mode: kind, log, assets, ready: async () => true, pages: join(store.directory.root, 'pages', 'mirror'), origin: () => origin });
      await portal.prepare();
      await noteList(before); // also a run that breaks off leaves a folder that is known as ours
      let written = 0;
      const put = async (path: string, bytes: Uint8Array): Promise<void> => {
        const target = join(folder, path);
        if (!target.startsWith(folder + sep)) throw new Error(`a page would be written outside of the folder: ${path}`);
        now.add(path);
        if ((await readFile(target).catch(() => null))?.equals(bytes)) return;
        await mkdir(dirname(target), { recursive: true });
        await writeFile(`${target}.new`, bytes);
        await rename(`${target}.new`, target);
        if (++written % 500 === 0) await noteList(new Set([...before, ...now]));
      };
      const made = await mirror(portal, assets, ({ path, bytes }) => put(path, bytes));
      await put('nginx.conf.example', new TextEncoder().encode(nginxExample(folder, made.served)));
      const ended = before.filter((path) => !now.has(path));
      for (const path of ended) await removeFile(folder, path);
      await noteList(now);
      for (const { address, from } of made.dead.slice(0, 20)) complain(io, `Không có trang ${address}${from ? `, nêu tại ${from}` : ''}.`);
      print(io, `Đã chép ${made.pages} trang, ${made.files} tệp (${(made.bytes / 1_000_000).toFixed(1)} MB) vào ${folder}: ghi mới ${written}, xóa ${ended.length}${made.dead.length ? `, ${made.dead.length} đường dẫn hỏng` : ''}.`);
      return 0;
    });
  },
};

/** And the folders that are empty then. */
async function removeFile(folder: string, path: string): Promise<void> {
  const target = join(folder, path);
  if (!target.startsWith(folder + sep)) return;
  await rm(target, { force: true });
  for (let below = dirname(target); below !== folder; below = dirname(below)) try { await rmdir(below); } catch { return; }
}

/** Ours from the last time; a folder with other things in it is left alone. */
async function filesBefore(folder: string): Promise<string[]> {
  const list = await readFile(join(folder, LIST), 'utf8').catch(() => null);
  if (list) return JSON.parse(list) as string[];
  if ((await readdir(folder).catch(() => [])).length) throw new AppError('usage', `Thư mục ${folder} đã có tệp khác, không phải bản sao do Loa chép. Hãy chọn thư mục trống.`);
  await mkdir(folder, { recursive: true });
  return [];
}
