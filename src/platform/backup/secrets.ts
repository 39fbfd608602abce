import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '#kernel/app-error.ts';

/** Secrets by name, in hexadecimal. */
export type SecretsByName = Readonly<Record<string, string>>;

interface Sealed { readonly salt: string; readonly nonce: string; readonly tag: string; readonly sealed: string }

/** RFC 7914 §2: N = 2^15, r = 8, p = 1 costs 32 MB and about 0.1 s for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const derive = (key: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => { scrypt(key.normalize('NFC'), salt, 32, COST, (error, derived) => { if (error) reject(error); else resolve(derived); }); });

/** AES-256-GCM under a key derived from the operator's passphrase. */
export async function seal(secrets: SecretsByName, key: string): Promise<string> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await derive(key, salt), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
  return JSON.stringify({ salt: salt.toString('hex'), nonce: nonce.toString('hex'), tag: cipher.getAuthTag().toString('hex'), sealed: sealed.toString('hex') } satisfies Sealed);
}

/** Throws AppError('invalid') when the key is not the one it was sealed with. */
export async function unseal(text: string, key: string | null): Promise<SecretsByName> {
  if (key === null) throw new AppError('invalid', 'Các khóa trong bản sao lưu này đã được mã hóa. Hãy đặt biến môi trường LOA_BACKUP_KEY như khi sao lưu rồi chạy lại. Chưa có gì được ghi.');
  const { salt, nonce, tag, sealed } = JSON.parse(text) as Sealed;
  const decipher = createDecipheriv('aes-256-gcm', await derive(key, Buffer.from(salt, 'hex')), Buffer.from(nonce, 'hex'));
  decipher.setAuthTag(Buffer.from(tag, 'hex'));
  try {
    return JSON.parse(Buffer.concat([decipher.update(Buffer.from(sealed, 'hex')), decipher.final()]).toString('utf8')) as SecretsByName;
  } catch {
    throw new AppError('invalid', 'LOA_BACKUP_KEY không đúng với bản sao lưu này. Hãy dùng đúng khóa đã đặt khi sao lưu. Chưa có gì được ghi.');
  }
}
