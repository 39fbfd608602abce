import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';

/**
 * Everything the environment may say, read once at boot and checked: this is the only file that looks at it. What
 * belongs to one start alone (port, certificate) comes from the command line and is put beside it by `serve`.
 */
export interface Config {
  /** postgres://… of a server to use instead of the embedded one. */
  readonly databaseUrl: string | null;
  /** With databaseUrl: the folder for files and secrets, shared by every process of this store. */
  readonly stateDirectory: string | null;
  /** How the outside sees us: "https://loa.example.gov.vn", without a path. */
  readonly publicUrl: string | null;
  /** Addresses whose X-Forwarded-* is believed: IP addresses, or "loopback". */
  readonly trustedProxies: readonly string[];
  /** Encrypts the secrets inside a backup. */
  readonly backupKey: string | null;
  /** Requests a minute: by account when signed in, by address otherwise (a whole office may stand behind one address). */
  readonly rateLimits: { readonly signedIn: number; readonly address: number };
  readonly logLevel: LogLevel;
  /** Connections to the database of one process. */
  readonly databaseConnections: number;
  /** Files given by --tls-cert and --tls-key. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Plain http beyond this machine is meant (a closed local network): --insecure-lan. */
  readonly insecureLan: boolean;
  /** Null: no e-mail is sent. */
  readonly mail: MailConfig | null;
  /** Letters to readers that come back. */
  readonly returns: ReturnsConfig;
}

export interface ReturnsConfig {
  /** Envelope sender of letters to readers: "tralai+*@lamgiang.gov.vn", where * stands for the sign of each letter; without * all share one. Null: the sender's own address. */
  readonly address: string | null;
  /** Where reports arrive; null: nobody reads them here. */
  readonly box: MailboxConfig | null;
}

/** A mailbox that is read by IMAP. */
export interface MailboxConfig {
  readonly host: string;
  readonly port: number;
  /** implicit: TLS from the first byte (imaps); required: STARTTLS or nothing; off: never, for tests on this machine. */
  readonly security: 'implicit' | 'required' | 'off';
  readonly user: string;
  readonly password: string;
  readonly folder: string;
  readonly certificateAuthority: string | null;
}

/** A server that takes our letters. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** implicit: TLS from the first byte (smtps); required: STARTTLS or nothing; offered: when the server has it; off: never. */
  readonly security: 'implicit' | 'required' | 'offered' | 'off';
  readonly user: string | null;
  readonly password: string | null;
  readonly from: { readonly name: string; readonly address: string };
  /** PEM of the authority that signed the server's certificate, where no public one did. */
  readonly certificateAuthority: string | null;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const optional = z.string().trim().min(1).optional().catch(undefined);

const url = z.string().trim().transform((text, context) => {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.pathname === '/' && !parsed.search) return parsed.origin;
  context.addIssue({ code: 'custom', message: 'phải là địa chỉ http(s) không có đường dẫn, ví dụ https://loa.tinh.gov.vn' });
  return z.NEVER;
});

const database = z.string().trim().refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), 'phải có dạng postgres://người-dùng:mật-khẩu@máy-chủ:5432/cơ-sở-dữ-liệu');

const address = z.union([z.literal('loopback'), z.ipv4(), z.ipv6()], 'phải là các địa chỉ IP, hoặc "loopback", cách nhau bằng dấu phẩy');
const proxies = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean)).pipe(z.array(address));
const count = (from: number, to: number) => z.coerce.number(`phải là số từ ${from} đến ${to}`).int().min(from, `phải là số từ ${from} đến ${to}`).max(to, `phải là số từ ${from} đến ${to}`);

const smtp = z.string().trim().refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '' && !new URL(text).password,
  'phải có dạng smtp://tài-khoản@máy-chủ:587 hoặc smtps://máy-chủ:465; mật khẩu để trong tệp của LOA_SMTP_PASSWORD_FILE');
const SENDER = /^(?:"?([^"<>]*?)"?\s*<([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>|([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+))$/;
const sender = z.string().trim().refine((text) => SENDER.test(text), 'phải là địa chỉ thư, ví dụ Loa tỉnh Lam Giang <loa@lamgiang.gov.vn>');
/** Longest sign of a letter that stands for the *; RFC 5321, 4.5.3.1.1: 64 octets before the @. */
export const RETURN_SIGN = 40;
const RETURNS = /^[a-z0-9._+=-]*(?:\*[a-z0-9._+=-]*)?@(?:[a-z0-9-]+\.)+[a-z]{2,63}$/;
const returnAddress = z.string().trim().toLowerCase().refine((text) => RETURNS.test(text) && text.indexOf('@') > 0 && text.indexOf('@') - 1 + RETURN_SIGN <= 64, 'phải là địa chỉ thư, ví dụ tralai+*@lamgiang.gov.vn; dấu * là chỗ của ký hiệu từng thư, phần trước @ dài nhất 25 ký tự');
const imap = z.string().trim().refine((text) => URL.canParse(text) && /^imaps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '' && new URL(text).username !== '' && !new URL(text).password,
  'phải có dạng imaps://tralai%40lamgiang.gov.vn@thu.lamgiang.gov.vn:993/INBOX; mật khẩu để trong tệp của LOA_IMAP_PASSWORD_FILE');
export const MAIL_SECURITY = ['required', 'offered', 'off'] as const;

const ENVIRONMENT = {
  LOA_DATABASE_URL: database.optional(),
  LOA_STATE_DIR: optional,
  LOA_PUBLIC_URL: url.optional(),
  LOA_TRUSTED_PROXIES: proxies.optional(),
  LOA_BACKUP_KEY: optional,
  LOA_RATE_SIGNED_IN: count(10, 100_000).optional(),
  LOA_RATE_ADDRESS: count(10, 1_000_000).optional(),
  LOA_DATABASE_CONNECTIONS: count(2, 500).optional(),
  LOA_SMTP_URL: smtp.optional(),
  LOA_SMTP_PASSWORD_FILE: optional,
  LOA_SMTP_FROM: sender.optional(),
  LOA_SMTP_TLS: z.enum(MAIL_SECURITY, `phải là một trong: ${MAIL_SECURITY.join(', ')}`).optional(),
  LOA_SMTP_CA_FILE: optional,
  LOA_BOUNCE_ADDRESS: returnAddress.optional(),
  LOA_IMAP_URL: imap.optional(),
  LOA_IMAP_PASSWORD_FILE: optional,
  LOA_IMAP_CA_FILE: optional,
  LOA_LOG: z.enum(LOG_LEVELS, `phải là một trong: ${LOG_LEVELS.join(', ')}`).optional(),
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws AppError('usage') that names the variable and the form it should have. */
export function readConfig(env: Environment = process.env, start: Partial<Pick<Config, 'tls' | 'insecureLan'>> = {}): Config {
  const given = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, env[name]?.trim() ? env[name] : undefined]));
  const result = z.object(ENVIRONMENT).safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new AppError('usage', `Biến môi trường ${String(issue.path[0])} ${issue.message}.`);
  }
  const read = result.data;
  return {
    databaseUrl: read.LOA_DATABASE_URL ?? null, stateDirectory: read.LOA_STATE_DIR ?? null, publicUrl: read.LOA_PUBLIC_URL ?? null,
    trustedProxies: read.LOA_TRUSTED_PROXIES ?? [], backupKey: read.LOA_BACKUP_KEY ?? null,
    rateLimits: { signedIn: read.LOA_RATE_SIGNED_IN ?? 600, address: read.LOA_RATE_ADDRESS ?? 3_000 },
    logLevel: read.LOA_LOG ?? 'info', databaseConnections: read.LOA_DATABASE_CONNECTIONS ?? 20,
    tls: start.tls ?? null, insecureLan: start.insecureLan ?? false, mail: mailOf(read), returns: returnsOf(read),
  };
}

interface MailEnvironment { LOA_SMTP_URL?: string; LOA_SMTP_PASSWORD_FILE?: string; LOA_SMTP_FROM?: string; LOA_SMTP_TLS?: 'required' | 'offered' | 'off'; LOA_SMTP_CA_FILE?: string; LOA_PUBLIC_URL?: string }
interface ReturnsEnvironment { LOA_SMTP_URL?: string; LOA_BOUNCE_ADDRESS?: string; LOA_IMAP_URL?: string; LOA_IMAP_PASSWORD_FILE?: string; LOA_IMAP_CA_FILE?: string }

/** What stands in the file that a variable names. */
function fileOf<N extends string>(read: { readonly [name in N]?: string }, variable: N): string | null {
  const path = read[variable];
  if (!path) return null;
  try { return readFileSync(path, 'utf8').trim(); } catch (error) {
    throw new AppError('usage', `Không đọc được tệp của ${variable} (${(error as NodeJS.ErrnoException).code}). Hãy kiểm tra đường dẫn và quyền đọc.`);
  }
}

function mailOf(read: MailEnvironment): MailConfig | null {
  if (!read.LOA_SMTP_URL) return null;
  if (!read.LOA_SMTP_FROM) throw new AppError('usage', 'Đã đặt LOA_SMTP_URL thì cần cả LOA_SMTP_FROM: địa chỉ người gửi, ví dụ Loa tỉnh Lam Giang <loa@lamgiang.gov.vn>.');
  if (!read.LOA_PUBLIC_URL) throw new AppError('usage', 'Đã đặt LOA_SMTP_URL thì cần cả LOA_PUBLIC_URL: đường dẫn trong thư lấy địa chỉ này.');
  const url = new URL(read.LOA_SMTP_URL), implicit = url.protocol === 'smtps:', [, name, inBrackets, bare] = SENDER.exec(read.LOA_SMTP_FROM)!;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port ? Number(url.port) : implicit ? 465 : 587, security: implicit ? 'implicit' : (read.LOA_SMTP_TLS ?? 'required'),
    user: url.username ? decodeURIComponent(url.username) : null, password: fileOf(read, 'LOA_SMTP_PASSWORD_FILE'), from: { name: name?.trim() || 'Loa', address: (inBrackets ?? bare)! }, certificateAuthority: fileOf(read, 'LOA_SMTP_CA_FILE'),
  };
}

function returnsOf(read: ReturnsEnvironment): ReturnsConfig {
  const address = read.LOA_BOUNCE_ADDRESS ?? null;
  if ((address || read.LOA_IMAP_URL) && !read.LOA_SMTP_URL) throw new AppError('usage', 'Đã đặt LOA_BOUNCE_ADDRESS hoặc LOA_IMAP_URL thì cần cả LOA_SMTP_URL: chưa gửi thư thì không có thư nào bị trả lại.');
  if (!read.LOA_IMAP_URL) return { address, box: null };
  const url = new URL(read.LOA_IMAP_URL), implicit = url.protocol === 'imaps:', password = fileOf(read, 'LOA_IMAP_PASSWORD_FILE');
  if (!password) throw new AppError('usage', 'Đã đặt LOA_IMAP_URL thì cần cả LOA_IMAP_PASSWORD_FILE: tệp chứa mật khẩu của hộp thư nhận thư trả lại.');
  return { address, box: {
    host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port ? Number(url.port) : implicit ? 993 : 143, security: implicit ? 'implicit' : 'required', user: decodeURIComponent(url.username), password,
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX', certificateAuthority: fileOf(read, 'LOA_IMAP_CA_FILE'),
  } };
}

/** Where the PostgreSQL programs are copied to when the checkout cannot be entered by the account that runs them. */
export const runtimeDirectory = (env: Environment = process.env): string | undefined => env.LOA_RUNTIME_DIR?.trim() || undefined;
