import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Seals what must be read again (TOTP secrets, kept forms) and marks what must only be recognised (recovery codes). */
export interface Vault {
  /** AES-256-GCM. `context` says what it belongs to; text sealed for one place does not open in another. */
  seal(text: string, context: string): string;
  /** Null when it was not sealed with this key for this context. */
  open(sealed: string, context: string): string | null;
  /** Keyed digest (HMAC-SHA-256, hex): of short codes, which a plain digest would give away. */
  mark(text: string): string;
}

/** `key`: at least 32 bytes from the secrets directory. */
export function openVault(key: Uint8Array): Vault {
  if (key.length < 32) throw new Error('the key of the vault needs at least 32 bytes');
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, new Uint8Array(), purpose, 32));
  const [sealing, marking] = [derive('loa accounts sealing'), derive('loa accounts marking')];
  return {
    seal(text, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < 28) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(Buffer.from(context));
        decipher.setAuthTag(bytes.subarray(-16));
        return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
      } catch { return null; }
    },
    mark: (text) => createHmac('sha256', marking).update(text).digest('hex'),
  };
}

/** Set once at start-up by whoever opens the data directory. */
let current: Vault | null = null;
export const useVault = (vault: Vault): void => { current = vault; };
export function vault(): Vault {
  if (!current) throw new Error('useVault was not called');
  return current;
}

/** 256 random bits for a link, a session, a device: only their digest is kept. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Ten letters of 32 (no 0, 1, I, O), in two groups: 50 bits. */
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const RECOVERY_CODES = 10;
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, () => {
  const letters = [...randomBytes(10)].map((byte) => CODE_LETTERS[byte & 31]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
});
/** As typed → as marked: no dashes, blanks, case. */
export const recoveryCodeKey = (code: string): string => [...code.toUpperCase()].filter((letter) => CODE_LETTERS.includes(letter)).join('');

/** OWASP's second choice: 19 MiB, two passes, one lane; about 30 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), ARGON2);
export const verifyPassword = async (stored: string, password: string): Promise<boolean> => verify(stored, password.normalize('NFC')).catch(() => false);

let decoy: Promise<string> | null = null;
/** As much work as a real check, for a name that nobody has: the answer's time tells nothing. */
export async function verifyNobody(password: string): Promise<false> {
  decoy ??= hashPassword(newToken());
  await verifyPassword(await decoy, password);
  return false;
}
