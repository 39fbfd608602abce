import { LOG_LEVELS, type LogLevel } from './config.ts';

/**
 * What the operator reads: one JSON object a line on standard error. No personal data: callers name rows by id, and the
 * text of a database error, which quotes values, is replaced by its code and constraint.
 */
export interface Log {
  debug(message: string, facts?: object): void;
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
}

export function createLog(level: LogLevel = 'info', write: (line: string) => void = (line) => { process.stderr.write(line); }, now: () => Date = () => new Date()): Log {
  const least = LOG_LEVELS.indexOf(level);
  const at = (name: LogLevel) => (message: string, facts: object = {}): void => {
    if (LOG_LEVELS.indexOf(name) < least) return;
    const said = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, plain(value)]));
    write(`${JSON.stringify({ at: now().toISOString(), level: name, message, ...said })}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const silentLog: Log = createLog('error', () => {});

function plain(value: unknown): unknown {
  if (value instanceof Error) return describeError(value);
  return typeof value === 'bigint' ? value.toString() : value;
}

/** Enough to find the fault, without what people typed. */
export function describeError(error: Error): object {
  const { code, severity, constraint, table, routine } = error as Error & Partial<Record<'code' | 'severity' | 'constraint' | 'table' | 'routine', string>>;
  const trace = error.stack?.split('\n').filter((line) => line.startsWith('    at ')).slice(0, 8).map((line) => line.trim());
  if (severity !== undefined) return { database: code, constraint, table, routine, trace };
  return { name: error.name, text: error.message, code, trace };
}
