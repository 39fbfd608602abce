import { AppError } from '#kernel/app-error.ts';
import { seededIds } from '#kernel/id.ts';
import { isPlainDate, plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { complain, parseOptions, parsePort, print, usage, type Command, type CommandIo } from '#platform/command-line.ts';
import { standingClock, testClock, type Clock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { connect } from '#platform/db/connect.ts';
import { dataDirectory, readServerFile } from '#platform/db/data-directory.ts';
import { emptyDemoStore, type Store } from '#platform/db/store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { syncedLater } from '#platform/files/synced-later.ts';
import { migrations } from '#migrations/index.ts';
import { headPositions } from '#features/audit/store/following.ts';
import { loadDemo } from '../load-demo.ts';
import { serve } from '../serve.ts';
import { demoSignIns } from '../wiring.ts';
import { DEFAULT_DEMO_DATA, refuseTwoPlaces, withStore } from './data-options.ts';
import { DEFAULT_PORT } from './serve.ts';

/** The day on which the demonstration province is: its data end here. */
export const DEMO_TODAY = plainDate('2026-11-20');
/** Whatever `--today` says, the data are those of that morning, with the same ids. */
const DEMO_MORNING = new Date(startOfDay(DEMO_TODAY).getTime() + 9 * 3_600_000);
const DEMO_SEED = 2026;

export const demoCommand: Command = {
  name: 'demo',
  summary: 'chạy tỉnh trình diễn với dữ liệu có sẵn',
  help: `Cách dùng: bin/loa demo [--data DIR] [--port N] [--today NGÀY] [--links]

Lần đầu nạp tỉnh trình diễn vào thư mục dữ liệu riêng; chỉ nhận kết nối từ máy này. In một liên kết đăng nhập dùng một
lần cho mỗi vai ("demo-sign-in VAI URL"), rồi dòng "ready URL". Đồng hồ đứng ở ngày 20/11/2026.

  --data DIR     thư mục dữ liệu (mặc định ./demo-data); không dùng cùng với biến LOA_DATABASE_URL
  --port N       cổng (mặc định ${DEFAULT_PORT}, nếu bận thì lấy cổng trống)
  --today NGÀY   đặt ngày khác cho đồng hồ, dạng 2026-11-20
  --links        in liên kết đăng nhập mới cho máy chủ trình diễn đang chạy rồi thôi`,
  async run(args, io) {
    const { values } = parseOptions(args, { data: { type: 'string' }, port: { type: 'string' }, today: { type: 'string' }, links: { type: 'boolean' } });
    const config = readConfig();
    refuseTwoPlaces(config, values.data);
    const clock = standingClock(readToday(values.today));
    const data = values.data ?? DEFAULT_DEMO_DATA;
    if (values.links && await printLinksOfRunning(data, config.databaseUrl !== null, clock, io)) return 0;
    const port = values.port === undefined ? undefined : parsePort(values.port);
    return serve({
      config, data, kind: 'demo', clock, jobs: true, owner: true, io,
      listen: { host: '127.0.0.1', port: port ?? Number(DEFAULT_PORT), elsewhere: port === undefined, tls: null },
      prepare: (store) => loadOnce(store, io),
      announce: async (store, origin) => { await printLinks(store, clock, origin, io); },
    });
  },
};

function readToday(text: string | undefined): PlainDate {
  if (text === undefined) return DEMO_TODAY;
  if (!isPlainDate(text)) throw usage(`--today "${text}" không phải là ngày. Hãy viết dạng 2026-11-20.`);
  return text;
}

async function printLinks(store: Store, clock: Clock, origin: string, io: CommandIo): Promise<void> {
  for (const { role, url } of await demoSignIns(store, clock, origin)) print(io, `demo-sign-in ${role} ${url}`);
}

/** True when a demonstration was running and the links were printed; false when one is to be started. */
async function printLinksOfRunning(data: string, onServer: boolean, clock: Clock, io: CommandIo): Promise<boolean> {
  if (onServer) return false;
  const server = readServerFile(dataDirectory(data));
  if (!server?.url) return false;
  return withStore({ data }, async (store) => {
    if (!store.visiting) return false; // the note was left by a server that is gone
    await printLinks(store, clock, server.url!, io);
    print(io, `ready ${server.url}`);
    return true;
  }, { kind: 'demo' });
}

/** Loads the province unless it is there; one that was cut short is thrown away and loaded again. */
async function loadOnce(store: Store, io: CommandIo): Promise<void> {
  const identity = await store.db.selectFrom('store_identity').select('demo_loaded_at').executeTakeFirstOrThrow();
  if (identity.demo_loaded_at) return;
  if ((await headPositions(store.db)).length > 0) await emptyDemoStore(store, migrations); // whatever is done leaves an event
  complain(io, 'Đang nạp tỉnh trình diễn …');
  const clock = testClock(DEMO_MORNING);
  const load = await loadDemo();
  if (!load) throw new AppError('unavailable', 'Bản chương trình này chưa có dữ liệu trình diễn. Hãy chạy "bin/loa serve" để dùng kho trống.');
  // Cut short, all of it is thrown away: only the last line waits for the disk, and brings everything before it there.
  const disk = syncedLater(), hurried = connect(store.target, { max: 2, statementTimeout: 0, hurried: true });
  try {
    await load({ db: hurried.db, files: await openLocalFiles(store.directory.files, disk), clock, ids: seededIds(DEMO_SEED, DEMO_MORNING.getTime()) });
    await disk.settle();
  } finally {
    await hurried.close();
  }
  await store.db.updateTable('store_identity').set({ demo_loaded_at: clock.now() }).execute();
}
