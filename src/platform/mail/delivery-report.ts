import PostalMime, { type Email } from 'postal-mime';

/** What a mail server says later about a letter it had taken: a delivery status notification (RFC 3464; in UTF-8 RFC 6533). */
export interface DeliveryReport {
  /** True: it will not arrive, at none of the receivers that the report names. False: it is late, was handed on, or arrived. */
  readonly failed: boolean;
  /** RFC 3463: "5.1.1"; 5 is for good, 4 was tried for as long as that server tries. */
  readonly status: string;
  /** What the server said, one line. */
  readonly words: string;
  /** Every header line of the report itself: the addresses it came to stand in one of several. */
  readonly heading: string;
  /** Headers of the letter it is about, by small name, first of each; empty when the report gives none. */
  readonly original: ReadonlyMap<string, string>;
}

/** Reports carry the letter they are about at their end: what is behind this is not needed. */
export const MOST_REPORT = 256 * 1024;

/** Null: not such a report, or not readable as one. Never throws for what somebody may send. */
export async function readDeliveryReport(mail: Uint8Array): Promise<DeliveryReport | null> {
  const letter = await PostalMime.parse(mail.subarray(0, MOST_REPORT), { forceRfc822Attachments: true, attachmentEncoding: 'utf8', maxNestingDepth: 20, maxHeadersSize: 128 * 1024 }).catch(() => null);
  const told = letter && part(letter, 'message/delivery-status', 'message/global-delivery-status');
  if (!letter || !told) return null;
  const receivers = groups(told).filter((one) => one.has('action') || one.has('status')), failing = receivers.filter((one) => /^failed\b/i.test(one.get('action') ?? '') && !/^2/.test(one.get('status') ?? ''));
  const [first] = failing.length ? failing : receivers;
  if (!first) return null;
  const words = oneLine((first.get('diagnostic-code') ?? '').replace(/^[\w-]+;/, ''));
  return {
    failed: failing.length === receivers.length, status: statusOf(first.get('status') ?? '', words), words,
    heading: letter.headers.map(({ key, value }) => `${key}: ${value}`).join('\n'),
    original: groups(part(letter, 'message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers') ?? '')[0] ?? new Map(),
  };
}

const part = (letter: Email, ...types: readonly string[]): string | null => { const found = letter.attachments.find(({ mimeType }) => types.includes(mimeType)); return typeof found?.content === 'string' ? found.content : null; };

/** Header fields in groups between empty lines, unfolded. */
const groups = (text: string): ReadonlyMap<string, string>[] => text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=[^ \t\n])/g, ' ').split(/\n[ \t]*\n/).map((group) => {
  const fields = new Map<string, string>();
  for (const line of group.split('\n')) {
    const colon = line.indexOf(':'), name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}).filter((fields) => fields.size > 0);

const STATUS = /\b([245]\.\d{1,3}\.\d{1,3})\b/;
/** The status as the report gives it; where it says no more than "for good" ("5.0.0") or nothing, what the server's own words say. */
function statusOf(field: string, words: string): string {
  const given = STATUS.exec(field)?.[1], said = STATUS.exec(words)?.[1];
  if (given && !given.endsWith('.0.0')) return given;
  return said ?? given ?? (/\b4\d\d\b/.test(words) ? '4.0.0' : '5.0.0');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 500).toWellFormed();
