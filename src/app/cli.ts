import { AppError } from '#kernel/app-error.ts';
import { complain, print, type Command, type CommandIo } from '#platform/command-line.ts';
import { COMMANDS } from './commands/index.ts';

/** Entry point of the build: runs one command and ends with its exit code. */
export async function main(args: readonly string[]): Promise<void> {
  // `bin/loa read … | head`: a reader that leaves early is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(0); });
  const code = await runCommand(args, process);
  // A pipe takes 64 kB at a time: what was printed must have left before we go. A query or a connection that does not end
  // by itself must not keep a finished command alive.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((left) => { stream.write('', () => left()); })));
  process.exit(code);
}

/** 0 done, 2 wrong usage, 1 anything else; what was wrong is one line on `err`. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    (name ? print : complain)(io, overview());
    return name ? 0 : 2;
  }
  const entry = COMMANDS.find((command) => command.name === name);
  if (!entry) {
    complain(io, `Không có lệnh "${name}". Chạy "bin/loa --help" để xem các lệnh.`);
    return 2;
  }
  try {
    const command = await entry.load();
    if (asksForHelp(rest)) {
      print(io, helpOf(command));
      return 0;
    }
    return await command.run(rest, io);
  } catch (error) {
    return report(error, io);
  }
}

const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
};

const helpOf = ({ name, summary, help }: Command): string => `bin/loa ${name}: ${summary}\n\n${help.trim()}`;

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'Loa: từ kế hoạch tuyên truyền đã ký đến báo cáo chờ ký.', '', 'Cách dùng: bin/loa LỆNH [TÙY CHỌN]', '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`), '',
    'Lệnh dùng dữ liệu nhận --data DIR (mặc định ./data) hoặc biến LOA_DATABASE_URL. "bin/loa LỆNH --help" nói rõ từng lệnh.',
  ].join('\n');
}

function report(error: unknown, io: CommandIo): number {
  if (error instanceof AppError) {
    complain(io, error.message);
    return error.code === 'usage' ? 2 : 1;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  complain(io, `Lỗi của chương trình: ${fault.message.split('\n')[0]}`);
  if (process.env.LOA_LOG === 'debug') complain(io, fault.stack ?? '');
  return 1;
}
