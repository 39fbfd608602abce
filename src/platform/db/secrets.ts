import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { closeToOthers, directoryError, syncFolder, type DataDirectory } from './data-directory.ts';

/** Random keys that live beside the data and never in it, each in a file of its own that only Loa may read. */
export interface Secrets {
  /** 32 random bytes, the same ones for ever; made at the first call. Names: letters, digits and dashes. */
  key(name: string): Buffer;
}

/** The password of the embedded database; the other names belong to whoever uses them. */
export const DATABASE_PASSWORD = 'database-password';

export function openSecrets({ secrets }: Pick<DataDirectory, 'secrets'>): Secrets {
  const known = new Map<string, Buffer>();
  return {
    key(name) {
      if (!/^[a-z0-9-]+$/.test(name)) throw new RangeError(`not a name of a secret: ${name}`);
      let key = known.get(name);
      if (!key) known.set(name, key = Buffer.from(readOrMake(secrets, name), 'hex'));
      return key;
    },
  };
}

/** Every secret by name, in hexadecimal, for a backup. */
export const allSecrets = ({ secrets }: Pick<DataDirectory, 'secrets'>): Record<string, string> =>
  Object.fromEntries(readdirSync(secrets).filter((name) => /^[a-z0-9-]+$/.test(name)).sort().map((name) => [name, readFileSync(join(secrets, name), 'utf8').trim()]));

/** Puts a secret from a backup into a new store; one that is there already stays. */
export function keepSecret({ secrets }: Pick<DataDirectory, 'secrets'>, name: string, hex: string): void {
  makeOnce(secrets, name, hex);
}

function readOrMake(folder: string, name: string): string {
  const path = join(folder, name);
  try {
    try {
      closeToOthers(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      makeOnce(folder, name, randomBytes(32).toString('hex'));
    }
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw directoryError(error, folder);
  }
}

/** Written whole beside its place, then linked: of two starts at once one wins and both read the same. */
function makeOnce(folder: string, name: string, hex: string): void {
  const draft = join(folder, `.${name}.${process.pid}.${randomBytes(4).toString('hex')}`);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try { writeSync(file, `${hex}\n`); fsyncSync(file); } finally { closeSync(file); }
    try {
      linkSync(draft, join(folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    syncFolder(folder);
  } finally {
    rmSync(draft, { force: true });
  }
}
