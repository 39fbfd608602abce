import type { ImapFlow } from 'imapflow';
import type { MailboxConfig } from '../config.ts';
import { MOST_REPORT } from './delivery-report.ts';

/** Up to where a mailbox was read. Numbers of letters hold as long as the server gives the same `validity` (RFC 9051, 2.3.1.1). */
export interface Place { readonly validity: string; readonly uid: number }
export interface Look {
  /** Null: never; the letters of the last days are looked at. */
  readonly from: Place | null;
  readonly since: Date;
  /** Reports read at a time. */
  readonly most: number;
  /** A report, whole or its beginning; true: it is ours and done with, and is marked as read in the mailbox. */
  readonly each: (report: Uint8Array) => Promise<boolean>;
}

/** Patience in milliseconds. */
const PATIENCE = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };
const BATCH = 200;

/**
 * Reads the reports (multipart/report) that came into a mailbox since the last time. Of other letters nothing but their form is asked for: people may
 * use the same mailbox, and what they have not read stays unread. Throws MailboxTrouble for what server, line or settings are to blame for.
 */
export async function readReports(config: MailboxConfig, { from, since, most, each }: Look): Promise<Place> {
  const { ImapFlow: Client } = await import('imapflow'), { host, port, security } = config;
  const client: ImapFlow = new Client({
    host, port, secure: security === 'implicit', doSTARTTLS: security === 'required', auth: { user: config.user, pass: config.password }, logger: false, disableAutoIdle: true, disableCompression: true,
    maxLiteralSize: 4 * MOST_REPORT, maxLineLength: 4 * MOST_REPORT, maxResponseSize: 16 * MOST_REPORT, ...PATIENCE, ...(config.certificateAuthority ? { tls: { ca: config.certificateAuthority } } : {}),
  });
  client.on('error', () => {}); // the call under way fails with it
  let ours = false; // what went wrong is not the mailbox's doing
  try {
    await client.connect();
    const box = await client.mailboxOpen(config.folder), validity = String(box.uidValidity), known = from?.validity === validity ? from.uid : 0;
    // "n:*" gives the last letter also when it is older than n
    const fresh = ((await client.search(known ? { uid: `${known + 1}:*` } : { since }, { uid: true })) || []).filter((uid) => uid > known).sort((a, b) => a - b);
    let place: Place = { validity, uid: known }, read = 0;
    for (let at = 0; at < fresh.length && read < most; at += BATCH) {
      const some = fresh.slice(at, at + BATCH), reports = (await client.fetchAll(some.join(','), { uid: true, bodyStructure: true }, { uid: true })).filter((one) => one.bodyStructure?.type === 'multipart/report').map((one) => one.uid).sort((a, b) => a - b);
      for (const uid of reports.slice(0, most - read)) {
        const report = await client.fetchOne(String(uid), { source: { start: 0, maxLength: MOST_REPORT } }, { uid: true });
        if (report && report.source && (await each(report.source).catch((error: unknown) => { ours = true; throw error; }))) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
        place = { validity, uid };
        read += 1;
      }
      if (read < most) place = { validity, uid: some.at(-1)! };
    }
    return place;
  } catch (error) {
    throw ours ? error : troubleOf(error as ImapError) ?? error;
  } finally {
    await client.logout().catch(() => {});
    client.close();
  }
}

export class MailboxTrouble extends Error {}
interface ImapError extends Error { readonly authenticationFailed?: boolean; readonly code?: string; readonly responseText?: string; readonly mailboxMissing?: boolean; readonly response?: unknown }

/** A sentence for the operator; null: not the mailbox's fault. */
function troubleOf(error: ImapError): MailboxTrouble | null {
  if (error.authenticationFailed) return new MailboxTrouble('Máy chủ thư không nhận tên hoặc mật khẩu. Hãy kiểm tra LOA_IMAP_URL và LOA_IMAP_PASSWORD_FILE; có nơi đòi mật khẩu ứng dụng.');
  if (/certificate|self[- ]signed|TLS|SSL|altname/i.test(error.message)) return new MailboxTrouble('Máy chủ thư không mã hóa đường truyền được như yêu cầu. Hãy dùng imaps://, hoặc kiểm tra chứng thư của máy chủ (LOA_IMAP_CA_FILE).');
  if (error.mailboxMissing) return new MailboxTrouble('Không có thư mục thư như ghi ở cuối LOA_IMAP_URL. Hãy sửa tên thư mục, hoặc bỏ đi để đọc INBOX.');
  if (error.responseText !== undefined || error.response !== undefined) return new MailboxTrouble(`Máy chủ thư từ chối: ${(error.responseText ?? error.message).replace(/\s+/g, ' ').slice(0, 200)}`);
  if (error.code !== undefined || /connection|socket|timeout/i.test(error.message)) return new MailboxTrouble('Không nối được tới máy chủ thư, hoặc đường truyền đứt giữa chừng. Hãy kiểm tra LOA_IMAP_URL và đường mạng.');
  return null;
}
