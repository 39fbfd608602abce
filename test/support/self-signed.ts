import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Distinguished encoding (X.690 §8, §10): tag, length, content. */
function der(tag: number, ...parts: readonly (Buffer | number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const [SEQUENCE, SET, INTEGER, BITS, OCTETS, OID, UTF8, UTC] = [0x30, 0x31, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x17];
const ECDSA_SHA256 = der(SEQUENCE, der(OID, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const pem = (label: string, content: Buffer): string => `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
const utc = (date: Date): Buffer => der(UTC, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

/** A certificate for 127.0.0.1 that signs itself (RFC 5280 §4.1), good for a day: tests must not need openssl. */
export function selfSigned(): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, der(OID, [0x55, 0x04, 0x03]), der(UTF8, Buffer.from('Loa test')))));
  const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 86_400_000)];
  const alternative = der(SEQUENCE, der(OID, [0x55, 0x1d, 0x11]), der(OCTETS, der(SEQUENCE, der(0x87, [127, 0, 0, 1]))));
  const serial = randomBytes(8);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const content = der(SEQUENCE,
    der(0xa0, der(INTEGER, [2])), der(INTEGER, serial), ECDSA_SHA256, name, der(SEQUENCE, utc(from), utc(to)), name,
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, der(SEQUENCE, alternative)));
  const signature = sign('sha256', content, privateKey);
  return {
    cert: pem('CERTIFICATE', der(SEQUENCE, content, ECDSA_SHA256, der(BITS, [0], signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
