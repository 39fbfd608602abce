import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { testClock } from '#platform/clock.ts';
import type { MailConfig } from '#platform/config.ts';
import { silentLog } from '#platform/log.ts';
import { openMailer } from '#platform/mail/mailer.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { selfSigned } from '#test/support/self-signed.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { people } from '#test/support/worked-province.ts';
import { sendMail } from './send.ts';
import { queueMail, queueState, sendAgain, troubledMail } from './store/outgoing.ts';
import { mailboxes } from './store/preferences.ts';

const SEVEN = new Date(startOfDay(plainDate('2026-11-20')).getTime() + 7 * 3_600_000);
const certificate = selfSigned();

/** A mail server that speaks SMTP and does what a test asks of it. */
function postOffice() {
  const taken: string[] = [], will: { rcpt?: number; data?: number[]; cut?: 'before' | 'after'; silent?: boolean } = {};
  let server: SMTPServer, port = 0;
  const failure = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
  const open = async (options: SMTPServerOptions = {}): Promise<void> => {
    server = new SMTPServer({
      authOptional: true, disableReverseLookup: true, disabledCommands: ['AUTH'], hideSTARTTLS: true, key: certificate.key, cert: certificate.cert, logger: false, closeTimeout: 10,
      onConnect: (_session, callback) => { if (!will.silent) callback(); },
      onRcptTo: (_address, _session, callback) => { callback(will.rcpt ? failure(will.rcpt, 'no such mailbox here') : null); },
      onData(stream, _session, callback) {
        const parts: Buffer[] = [], cut = will.cut;
        const hangUp = (): void => { for (const one of server.connections) (one as unknown as { _socket: { destroy(): void } })._socket.destroy(); };
        will.cut = undefined;
        stream.on('data', (part: Buffer) => { parts.push(part); if (cut === 'before') hangUp(); });
        stream.on('error', () => {});
        stream.on('end', () => {
          const code = will.data?.shift();
          if (code) return callback(failure(code, 'not now, or not at all'));
          taken.push(Buffer.concat(parts).toString('utf8'));
          return cut === 'after' ? hangUp() : callback(null, 'taken over as 4711');
        });
      }, ...options,
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    port = (server.server.address() as AddressInfo).port;
  };
  const close = (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); });
  const config = (change: Partial<MailConfig> = {}): MailConfig => ({ host: '127.0.0.1', port, security: 'off', user: null, password: null, from: { name: 'Loa tỉnh Sông Trà', address: 'loa@songtra.example' }, certificateAuthority: null, ...change });
  return { open, close, taken, will, config };
}

describe('letters by SMTP', () => {
  const office = postOffice(), clock = testClock(SEVEN), opened = testDb(), ids = randomIds(() => clock.now().getTime());
  let accounts: readonly Id[] = [], count = 0;
  before(async () => {
    const t = actingFor((await opened).db), { root } = await smallProvince(t);
    accounts = [...(await people(t, ['an', 'binh', 'chi'].map((name) => ({ userName: `${name}@xa.example`, name: 'Nguyễn Thị Ánh', at: root, roles: ['officer'] as const })))).values()];
    await office.open();
  });
  after(() => office.close());
  beforeEach(async () => {
    await sql`delete from outgoing_mail`.execute((await opened).db);
    await sql`delete from undeliverable_addresses`.execute((await opened).db);
    office.taken.length = 0;
    Object.assign(office.will, { rcpt: undefined, data: undefined, cut: undefined, silent: undefined });
    clock.set(SEVEN);
  });

  const write = async (who = 0): Promise<Id> => {
    const id = ids(1);
    await (await opened).db.transaction().execute((tx) => queueMail(tx, [{ id, account_id: accounts[who]!, mail_key: `k${++count}`, to_address: `${['an', 'binh', 'chi'][who]}@xa.example`, subject: '[Loa] 2 thông báo mới', text_body: 'Kính gửi chị Ánh,', html_body: '<p>Kính gửi chị Ánh,</p>', message_id: `<${id}@songtra.example>` }], clock.now()));
    return id;
  };
  const send = async (change: Partial<MailConfig> = {}): Promise<number> => sendMail({ db: (await opened).db, clock, log: silentLog, mailer: openMailer(office.config(change), { connect: 500, greeting: 300, idle: 500 }) });
  const states = async () => (await sql<{ line: string }>`select state || ' ' || attempts as line from outgoing_mail order by id`.execute((await opened).db)).rows.map((row) => row.line);
  const waiting = async () => (await sql<{ id: Id }>`select id from outgoing_mail where state = 'waiting'`.execute((await opened).db)).rows.map((row) => row.id);
  const later = (minutes: number): void => clock.set(new Date(clock.now().getTime() + minutes * 60_000));

  it('are handed over once, in text and HTML, with a name that survives and an id of their own', async () => {
    const id = await write();
    assert.deepEqual([await send(), await send()], [1, 0]);
    const [letter] = office.taken;
    assert.equal(office.taken.length, 1);
    assert.match(letter!, new RegExp(`^Message-ID: <${id}@songtra\\.example>`, 'm'));
    for (const head of [/^To: =\?UTF-8\?.*<an@xa\.example>/m, /^From: =\?UTF-8\?.*<loa@songtra\.example>/m, /^Auto-Submitted: auto-generated/m, /^Content-Type: text\/plain; charset=utf-8/m, /^Content-Type: text\/html; charset=utf-8/m]) assert.match(letter!, head);
    assert.deepEqual(await states(), ['sent 1']);
  });

  it('deferred with 451 they wait and then go, once', async () => {
    await write();
    office.will.data = [451];
    assert.deepEqual([await send(), await send(), await states()], [0, 0, ['waiting 1']]);
    later(1);
    assert.equal(await send(), 1);
    assert.deepEqual([office.taken.length, await states()], [1, ['sent 2']]);
  });

  it('refused for good with 550 they are shown to the operator, nothing more is written there, and they can be sent again', async () => {
    const { db } = await opened, id = await write();
    office.will.rcpt = 550;
    await send();
    const [line] = await troubledMail(db, null, 10);
    assert.deepEqual([line!.state, line!.attempts], ['failed', 1]);
    assert.match(line!.last_error!, /từ chối hẳn địa chỉ này/);
    assert.match(line!.last_answer!, /550 no such mailbox here/);
    assert.equal((await mailboxes(db, [accounts[0]!])).get(accounts[0]!)!.refused, true);
    assert.deepEqual(await troubledMail(db, [accounts[1]!], 10), [], 'an administrator of other people does not see it');
    later(24 * 60);
    assert.equal(await send(), 0, 'not tried by itself');
    office.will.rcpt = undefined;
    assert.deepEqual(await sendAgain(db, [id], [accounts[1]!], clock.now()), []);
    assert.deepEqual(await sendAgain(db, [id], null, clock.now()), ['an@xa.example']);
    assert.equal(await send(), 1);
  });

  it('with no server there, one is tried and none is spoilt', async () => {
    await write(0);
    await write(1);
    const closed = { port: 1 };
    assert.equal(await send(closed), 0);
    assert.deepEqual((await states()).toSorted(), ['waiting 0', 'waiting 1']);
    assert.match((await troubledMail((await opened).db, null, 10))[0]!.last_error!, /Không nối được tới máy chủ thư/);
    later(1);
    assert.equal(await send(), 2);
    assert.equal((await queueState((await opened).db, null, clock.now())).sentToday, 2);
  });

  it('a server too slow to greet counts as not reached', async () => {
    await write();
    office.will.silent = true;
    assert.equal(await send(), 0);
    office.will.silent = false;
    later(1);
    assert.deepEqual([await send(), await states()], [1, ['sent 2']]);
  });

  it('a line that is cut in the middle of the letter: tried again, taken once', async () => {
    await write();
    office.will.cut = 'before';
    assert.equal(await send(), 0);
    later(1);
    assert.deepEqual([await send(), office.taken.length, await states()], [1, 1, ['sent 2']]);
  });

  it('cut after the last line but before the answer nobody can know: tried again under the same id, so that the receiver can drop one', async () => {
    await write();
    office.will.cut = 'after';
    assert.equal(await send(), 0);
    later(1);
    assert.equal(await send(), 1);
    const sent = office.taken.map((letter) => /^Message-ID: (.*)$/m.exec(letter)![1]);
    assert.deepEqual([sent.length, new Set(sent).size], [2, 1]);
  });

  it('three workers at once send each letter once; one that died gives its letters back after a while', async () => {
    for (let i = 0; i < 6; i++) await write(i % 3);
    await Promise.all([send(), send(), send()]);
    assert.equal(office.taken.length, 6);
    await write();
    await sql`update outgoing_mail set claimed_until = ${new Date(clock.now().getTime() + 600_000)} where state = 'waiting'`.execute((await opened).db);
    assert.deepEqual(await sendAgain((await opened).db, await waiting(), null, clock.now()), [], 'not by the operator either while somebody has it in hand');
    assert.equal(await send(), 0);
    later(11);
    assert.equal(await send(), 1);
  });

  it('where TLS is required nothing goes out in the clear, nor to a server that cannot show who it is', async () => {
    await write();
    assert.equal(await send({ security: 'required' }), 0);
    assert.match((await troubledMail((await opened).db, null, 10))[0]!.last_error!, /không mã hóa đường truyền/);
    const secret = postOffice(), heard: string[] = [];
    await secret.open({ hideSTARTTLS: false, disabledCommands: [], authOptional: false, onAuth: ({ username, password }, _session, callback) => { heard.push(`${username}/${password}`); callback(password === 'mật khẩu' ? null : new Error('wrong'), { user: 'loa' }); } });
    try {
      const port = secret.config().port;
      later(5);
      assert.equal(await send({ security: 'required', port, user: 'loa', password: 'mật khẩu' }), 0, 'nobody vouches for the certificate');
      assert.deepEqual([heard, (await states())[0]], [[], 'waiting 2']);
      later(15);
      assert.equal(await send({ security: 'required', port, certificateAuthority: certificate.cert, user: 'loa', password: 'sai' }), 0);
      assert.match((await troubledMail((await opened).db, null, 10))[0]!.last_error!, /tên hoặc mật khẩu/);
      later(30);
      assert.equal(await send({ security: 'required', port, certificateAuthority: certificate.cert, user: 'loa', password: 'mật khẩu' }), 1);
      assert.equal(secret.taken.length, 1);
    } finally {
      await secret.close();
    }
  });
});
