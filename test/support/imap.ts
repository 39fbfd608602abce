import { createServer, type Socket } from 'node:net';

export interface Kept { readonly uid: number; readonly mail: string; seen: boolean; readonly day: Date }
export interface ImapSimulator {
  readonly port: number;
  /** What lies in INBOX. */
  readonly letters: Kept[];
  /** Commands as they came, without their tags. */
  readonly asked: string[];
  /** Changes when the server has made its numbers anew. */
  validity: number;
  /** Hangs up when a letter with this number is asked for. */
  cutAt: number | null;
  put(mail: string, day?: Date): number;
  close(): Promise<void>;
}

/** A mailbox that speaks as much IMAP4rev1 (RFC 3501) as a client needs that looks for new letters, reads them and marks them. */
export async function imapSimulator({ user, password }: { readonly user: string; readonly password: string }): Promise<ImapSimulator> {
  const letters: Kept[] = [], asked: string[] = [], sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay().on('error', () => {}).on('close', () => sockets.delete(socket)).setEncoding('latin1');
    const say = (line: string): void => { if (!socket.destroyed) socket.write(`${line}\r\n`, 'latin1'); };
    let rest = '';
    say('* OK [CAPABILITY IMAP4rev1] mailbox ready');
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) answer(line);
    });
    function answer(line: string): void {
      const [, tag, command] = /^(\S+) (.*)$/.exec(line)!, [verb, ...words] = command!.split(' '), what = (verb!.toUpperCase() === 'UID' ? `UID ${words.shift()!}` : verb!).toUpperCase(), args = words.join(' ');
      asked.push(command!);
      if (what === 'CAPABILITY') say('* CAPABILITY IMAP4rev1');
      else if (what === 'LOGIN') { if (args.replaceAll('"', '') !== `${user} ${password}`) return say(`${tag} NO [AUTHENTICATIONFAILED] wrong name or password`); }
      else if (what === 'LIST') say(args.includes('""') && args.endsWith('""') ? '* LIST (\\Noselect) "/" ""' : '* LIST () "/" INBOX');
      else if (what === 'SELECT' || what === 'EXAMINE') {
        if (args.replaceAll('"', '') !== 'INBOX') return say(`${tag} NO [NONEXISTENT] no such folder`);
        for (const each of [`* ${letters.length} EXISTS`, '* 0 RECENT', '* FLAGS (\\Seen \\Deleted)', '* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok', `* OK [UIDVALIDITY ${box.validity}] ok`, `* OK [UIDNEXT ${(letters.at(-1)?.uid ?? 0) + 1}] ok`]) say(each);
        return say(`${tag} OK [READ-WRITE] done`);
      } else if (what === 'UID SEARCH') {
        const from = /UID (\d+):\*/.exec(args)?.[1], since = /SINCE (\S+)/.exec(args)?.[1], last = letters.at(-1)?.uid;
        say(`* SEARCH ${letters.filter((one) => (from ? one.uid >= Number(from) || one.uid === last : !since || one.day >= new Date(`${since} UTC`))).map(({ uid }) => uid).join(' ')}`);
      } else if (what === 'UID FETCH') {
        const [, set, items] = /^(\S+) (.*)$/.exec(args)!;
        for (const [index, one] of letters.entries()) if (set!.split(',').includes(String(one.uid))) {
          const most = /BODY\.PEEK\[\]<0\.(\d+)>/i.exec(items!)?.[1], body = most ? one.mail.slice(0, Number(most)) : '';
          if (most && box.cutAt === one.uid) return void socket.destroy();
          say(`* ${index + 1} FETCH (UID ${one.uid}${/BODYSTRUCTURE/.test(items!) ? ` BODYSTRUCTURE ${structureOf(one.mail)}` : ''}${most ? ` BODY[]<0> {${body.length}}\r\n${body}` : ''})`);
        }
      } else if (what === 'UID STORE') {
        const [uid] = args.split(' ');
        for (const [index, one] of letters.entries()) if (String(one.uid) === uid && /\\Seen/.test(args)) { one.seen = true; say(`* ${index + 1} FETCH (UID ${uid} FLAGS (\\Seen))`); }
      } else if (what === 'LOGOUT') { say('* BYE'); say(`${tag} OK done`); return void socket.end(); }
      else if (what !== 'NOOP') return say(`${tag} BAD not known here`);
      say(`${tag} OK done`);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const box: ImapSimulator = {
    port: (server.address() as { port: number }).port, letters, asked, validity: 1, cutAt: null,
    put(mail, day = new Date()) { const uid = (letters.at(-1)?.uid ?? 0) + 3; letters.push({ uid, mail: mail.replace(/\r?\n/g, '\r\n'), seen: false, day }); return uid; },
    async close() { for (const socket of sockets) socket.destroy(); await new Promise<void>((resolve) => { server.close(() => resolve()); }); },
  };
  return box;
}

const structureOf = (mail: string): string => (/^content-type:\s*multipart\/report/im.test(mail.slice(0, mail.indexOf('\r\n\r\n')))
  ? '(("text" "plain" NIL NIL NIL "7bit" 10 1)("message" "delivery-status" NIL NIL NIL "7bit" 10) "report" ("report-type" "delivery-status"))' : '("text" "plain" NIL NIL NIL "7bit" 10 1)');
