import { AppError } from '#kernel/app-error.ts';
import { usage } from '#platform/command-line.ts';
import { readConfig, type Config } from '#platform/config.ts';
import { createLog, type Log } from '#platform/log.ts';
import { openStore, type Store, type StoreOptions } from '#platform/db/store.ts';
import { migrations } from '#migrations/index.ts';

export const DEFAULT_DATA = './data';
export const DEFAULT_DEMO_DATA = './demo-data';

/** What every command that touches data accepts. */
export const DATA_OPTION = { data: { type: 'string' } } as const;
export const DATA_HELP = '  --data DIR   thư mục dữ liệu (mặc định ./data); không dùng cùng với biến LOA_DATABASE_URL';

/** Both --data and LOA_DATABASE_URL name the data: one of them is a mistake, and guessing could hit the wrong store. */
export function refuseTwoPlaces(config: Config, data: string | undefined): void {
  if (config.databaseUrl && data !== undefined) throw usage('Chỉ dùng một trong hai: --data hoặc LOA_DATABASE_URL. Hãy bỏ bớt một cái.');
}

export interface DataValues { readonly data?: string | undefined }

/**
 * Opens the store that the options name, does the work, closes it again whatever happens. Beside a running server it
 * connects to that one's database; otherwise it starts PostgreSQL and stops it afterwards.
 */
export async function withStore<T>(
  values: DataValues,
  work: (store: Store, config: Config, log: Log) => Promise<T>,
  options: Partial<Pick<StoreOptions, 'create' | 'exclusive' | 'migrate' | 'kind' | 'beforeMigration'>> = {},
): Promise<T> {
  const config = readConfig();
  refuseTwoPlaces(config, values.data);
  const log = createLog(config.logLevel);
  const store = await openStore({ config, data: values.data ?? DEFAULT_DATA, kind: null, migrations, statementTimeout: 0, log, ...options });
  try {
    return await interruptible(work(store, config, log), store);
  } finally {
    await store.close();
  }
}

/** Ctrl-C ends the work in order, so that PostgreSQL is stopped too. */
async function interruptible<T>(work: Promise<T>, store: Store): Promise<T> {
  let stop: (error: Error) => void = () => {};
  const stopped = new Promise<never>((_resolve, reject) => { stop = reject; });
  const interrupted = (): void => stop(new AppError('unavailable', 'Đã dừng theo yêu cầu; việc đang làm dở không được giữ lại.'));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  void store.lost.then((sentence) => stop(new AppError('unavailable', sentence)));
  try {
    return await Promise.race([work, stopped]);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    work.catch(() => {});
  }
}
