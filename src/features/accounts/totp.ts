import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, 30 seconds. */
const PERIOD = 30;
const generator = (secret: string, label = ''): TOTP => new TOTP({ issuer: 'Loa', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: Secret.fromBase32(secret) });

/** 160 random bits in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** Number of the time step the code belongs to (one step of drift either way); null when it is wrong. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const digits = [...code].filter((letter) => letter >= '0' && letter <= '9').join('');
  if (digits.length !== 6) return null;
  const drift = generator(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 });
  return drift === null ? null : Math.floor(now.getTime() / 1000 / PERIOD) + drift;
}

/** The code of this moment: for tests and the demonstration. */
export const totpCode = (secret: string, now: Date): string => generator(secret).generate({ timestamp: now.getTime() });

/** What the QR code of an authenticator app says. */
export const totpAddress = (secret: string, userName: string): string => generator(secret, userName).toString();

/** A QR code as one SVG path on a square of `size` modules, quiet zone included. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  let path = '';
  data.forEach((row, y) => row.forEach((dark, x) => { if (dark) path += `M${x} ${y}h1v1h-1z`; }));
  return { size, path };
}
