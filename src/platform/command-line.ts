import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AppError } from '#kernel/app-error.ts';

/** Where a command speaks: results on stdout, everything else on stderr. `process` is one. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** For a command that reads what is piped into it. */
  readonly stdin?: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
}
export const print = (io: CommandIo, line: string): void => { io.stdout.write(`${line}\n`); };
export const complain = (io: CommandIo, line: string): void => { io.stderr.write(`${line}\n`); };

/** One command of `bin/loa`. Exit codes: 0 done, 2 wrong usage (AppError 'usage'), 1 anything else. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  run(args: string[], io: CommandIo): Promise<number>;
}

export const usage = (message: string): AppError => new AppError('usage', message);

type Options = NonNullable<ParseArgsConfig['options']>;

/** node:util's parseArgs whose complaints are sentences. `positionals`: how many words may follow the options. */
export function parseOptions<const O extends Options>(args: readonly string[], options: O, positionals: { readonly min: number; readonly max: number; readonly what?: string } = { min: 0, max: 0 }) {
  const parsed = parse(args, options);
  const { length } = parsed.positionals;
  if (length < positionals.min) throw usage(`Thiếu ${positionals.what ?? 'tham số'}. Thêm --help để xem cách dùng.`);
  if (length > positionals.max) throw usage(`Thừa tham số "${parsed.positionals[positionals.max]}". Thêm --help để xem cách dùng.`);
  return parsed;
}

function parse<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const name = /'(-[^' ]+)/.exec((error as Error).message)?.[1] ?? '';
    const unknown = (error as { code?: string }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw usage(unknown ? `Không có tùy chọn ${name}. Thêm --help để xem cách dùng.` : `Tùy chọn ${name} cần một giá trị hợp lệ. Thêm --help để xem cách dùng.`);
  }
}

/** A port number from the command line; 0 means any free one. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw usage(`Cổng "${text}" không hợp lệ: cần một số từ 0 đến 65535.`);
  return port;
}
