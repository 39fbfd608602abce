/**
 * The least of tar (POSIX.1-1988 "ustar", pax section "ustar Interchange Format") that a backup needs: plain files with
 * short ASCII names. So a backup opens with the tools of any machine, in thirty years too.
 */
export const BLOCK = 512;

export interface Member { readonly name: string; readonly size: number }

export function header({ name, size }: Member, modified: Date): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (name.length > 100 || !/^[\x21-\x7e]+$/.test(name)) throw new RangeError(`not a name for an archive: ${name}`);
  const octal = (value: number, at: number, length: number): void => { block.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1'); };
  block.write(name, 0, 'latin1');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(modified.getTime() / 1000), 136, 12);
  block.write('        0', 148, 'latin1'); // checksum as spaces while it is reckoned, then the type: plain file
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

const checksum = (block: Buffer): number => block.reduce((sum, byte) => sum + byte, 0);

/** Null for the empty block that ends an archive, or for anything that is no header. */
export function parseHeader(block: Buffer): Member | null {
  const text = (from: number, to: number): string => block.toString('latin1', from, to).split('\0')[0]!.trim();
  const bare = Buffer.from(block);
  bare.fill(' ', 148, 156);
  const [name, size] = [text(0, 100), text(124, 136)];
  if (name === '' || !/^[0-7]{1,11}$/.test(size) || parseInt(text(148, 156), 8) !== checksum(bare)) return null;
  return { name, size: parseInt(size, 8) };
}

/** Zero bytes that fill the last block of a file. */
export const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK);
