import { createTransport } from 'nodemailer';
import type { MailConfig } from '../config.ts';

/** What became of one try to hand a letter over. The words of the other server stay as they came. */
export type MailOutcome =
  | { readonly sent: true; readonly answer: string }
  | {
    readonly sent: false;
    /** Reply code of SMTP; null when there was no reply (no connection, cut, too slow). */
    readonly code: number | null;
    /** At which step: what decides whether the address, the letter or our own settings are at fault. */
    readonly at: 'connect' | 'tls' | 'sign-in' | 'sender' | 'recipient' | 'content';
    readonly answer: string;
  };

export interface Letter {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** "<id@domain>": the same at every try of one letter. */
  readonly messageId: string;
  readonly date: Date;
  /** Beside the usual ones: List-Unsubscribe and the like, one line of ASCII each; sent as they are, since not every mail program reads folded ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where reports about it go (the envelope sender), when not to the address of From. */
  readonly returnTo?: string;
}

export interface Mailer {
  /** What stands behind the @ of the sender. */
  readonly domain: string;
  /** Never throws for what a server or a line can do: the outcome says it. Sent means that the server took the letter over (250 after its last line). */
  send(letter: Letter): Promise<MailOutcome>;
}

/** Patience in milliseconds; a server that is slower counts as not reached. */
export interface MailPatience { readonly connect: number; readonly greeting: number; readonly idle: number }
const PATIENCE: MailPatience = { connect: 15_000, greeting: 15_000, idle: 60_000 };

/**
 * Letters by SMTP, one connection each: what a connection that breaks had under way is then known. Nothing of the letter or of the
 * password is logged.
 */
export function openMailer(config: MailConfig, patience: MailPatience = PATIENCE): Mailer {
  const { host, port, security } = config;
  const transport = createTransport({
    host, port, secure: security === 'implicit', requireTLS: security === 'required', ignoreTLS: security === 'off',
    ...(config.user ? { auth: { user: config.user, pass: config.password ?? '' } } : {}),
    ...(config.certificateAuthority ? { tls: { ca: config.certificateAuthority } } : {}),
    connectionTimeout: patience.connect, greetingTimeout: patience.greeting, socketTimeout: patience.idle, dnsTimeout: patience.connect,
    disableFileAccess: true, disableUrlAccess: true, logger: false,
  });
  return {
    domain: config.from.address.slice(config.from.address.lastIndexOf('@') + 1),
    async send(letter) {
      try {
        const info = await transport.sendMail({
          ...(letter.returnTo ? { envelope: { from: letter.returnTo, to: letter.to.address } } : {}), from: config.from, to: letter.to, subject: letter.subject, text: letter.text, html: letter.html, messageId: letter.messageId, date: letter.date,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'vi', ...Object.fromEntries(Object.entries(letter.headers ?? {}).map(([name, value]) => [name, { prepared: true, value }])) },
        });
        return { sent: true, answer: oneLine(info.response) };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
  };
}

interface SmtpError { readonly code?: string; readonly command?: string; readonly responseCode?: number; readonly response?: string; readonly message: string; readonly rejectedErrors?: readonly SmtpError[] }

/** The library's errors, sorted by the step that failed. */
export function outcomeOf(error: SmtpError): Extract<MailOutcome, { sent: false }> {
  const refusal = error.rejectedErrors?.[0] ?? error, code = refusal.responseCode ?? null;
  const command = (refusal.command ?? '').toUpperCase(), answer = oneLine(refusal.response ?? refusal.message);
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH' || command.startsWith('AUTH')) return { sent: false, code, at: 'sign-in', answer };
  if (error.code === 'ETLS' || command === 'STARTTLS' || isAboutCertificates(error)) return { sent: false, code, at: 'tls', answer };
  if (command.startsWith('RCPT')) return { sent: false, code, at: 'recipient', answer };
  if (command.startsWith('MAIL')) return { sent: false, code, at: 'sender', answer };
  if (command === 'DATA' || error.code === 'EMESSAGE') return { sent: false, code, at: 'content', answer };
  if (error.code === 'EENVELOPE') return { sent: false, code: code ?? 501, at: 'recipient', answer };
  return { sent: false, code, at: 'connect', answer };
}
const isAboutCertificates = (error: SmtpError): boolean => /certificate|self[- ]signed|wrong version number|SSL routines|EPROTO|altname/i.test(error.message);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 500);
