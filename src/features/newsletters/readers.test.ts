import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { randomIds, shardOf, type Id } from '#kernel/id.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { withdrawArticle } from '#features/articles/actions/withdraw-article.ts';
import { contentOf, startArticle } from '#features/articles/actions/write-draft.ts';
import { currentVersion, articleRow } from '#features/articles/store/rows.ts';
import { auditedTables } from '#app/registry.ts';
import { act } from '#features/audit/act.ts';
import { verify } from '#features/audit/verify.ts';
import type { Acting } from '#platform/acting.ts';
import { testClock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import { silentLog } from '#platform/log.ts';
import { openMailer } from '#platform/mail/mailer.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { reportAbout } from '#test/support/delivery-reports.ts';
import { imapSimulator } from '#test/support/imap.ts';
import { htmlFaults } from '#test/support/html.ts';
import { sampleArticle } from '#test/support/sample-article.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { approveIssue, submitIssue } from './actions/approve-issue.ts';
import { startIssue } from './actions/compose-issue.ts';
import { createNewsletter } from './actions/keep-newsletter.ts';
import { publishIssue, withdrawIssue } from './actions/publish-issue.ts';
import { askSubscription, confirmSubscription, removeSubscriber, resumeSubscriber } from './actions/subscribe.ts';
import { newslettersJobs } from './jobs.ts';
import { gatherColumns, queueSendings } from './queue.ts';
import { readReturns } from './read-returns.ts';
import { readAddress, maskAddress } from './rules/subscription.ts';
import { sendLetters } from './send.ts';
import { returnBox } from './store/returns.ts';
import { takeReport } from './take-report.ts';
import { claimLetters } from './store/letters.ts';
import { nextNumbers } from './store/reading.ts';
import { newsletterRow } from './store/rows.ts';
import type { LetterRow, SubscriptionRow } from './store/tables.ts';

/** After the web's clock, which shows the hour of this machine on 20 November. */
const MORNING = new Date('2026-11-20T17:00:00Z'), DAY = 86_400_000, PUBLIC = 'https://songtra.example', PATTERN = 'tralai+*@songtra.example';

describe('readers who are written to', () => {
  let db: Database, web: TestWeb, t: TestActing, commune: Id, newsletter: Id, article: Id, column: Id, server: SMTPServer, mailer: ReturnType<typeof openMailer>, letters: string[] = [], senders: string[] = [];
  const clock = testClock(MORNING), ids = randomIds(() => clock.now().getTime()), will: { rcpt?: Record<string, number>; cutAfter?: number; sender?: number } = {};
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    ({ communes: [commune] } = await smallProvince(t) as unknown as { communes: [Id] });
    ({ article, column } = await sampleArticle(t, db, commune, 'a'.repeat(64)));
    await out(article);
    newsletter = await t.run((a) => createNewsletter(a, { organisationId: commune, form: { name: 'Bản tin Xã Mẫu', about: null, channel: 'bulletin', itemIds: [], columnIds: [], licence: null, editorInCharge: 'Bà Hà', contact: null, earlierIssues: 0 } }));
    server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false, closeTimeout: 10, disableReverseLookup: true,
      onMailFrom: ({ address }, _session, callback) => { senders.push(address); callback(will.sender && address !== 'bantin@songtra.example' ? Object.assign(new Error('not your address'), { responseCode: will.sender }) : null); },
      onRcptTo: ({ address }, _session, callback) => { const code = will.rcpt?.[address]; callback(code ? Object.assign(new Error(code === 554 ? '5.7.1 blocked using a list' : 'no such mailbox here'), { responseCode: code }) : null); },
      onData(stream, _session, callback) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          letters.push(Buffer.concat(parts).toString('utf8'));
          if (will.cutAfter && will.cutAfter-- > 0) for (const one of server.connections) (one as unknown as { _socket: { destroy(): void } })._socket.destroy();
          else callback(null, 'taken');
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    mailer = openMailer({ host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, security: 'off', user: null, password: null, from: { name: 'Xã Mẫu', address: 'bantin@songtra.example' }, certificateAuthority: null });
  });
  after(async () => { await new Promise<void>((resolve) => { server.close(() => resolve()); }); await web.close(); });
  beforeEach(async () => {
    [letters, senders] = [[], []];
    Object.assign(will, { rcpt: undefined, cutAfter: 0, sender: undefined });
    clock.set(MORNING);
    for (const table of ['newsletter_letters', 'newsletter_sendings']) await sql`delete from ${sql.table(table)}`.execute(db);
    await t.run(async (a) => { for (const { id } of (await sql<{ id: Id }>`delete from newsletter_subscriptions returning id`.execute(a.tx)).rows) a.record({ verb: 'newsletters.subscription-forgotten', table: 'newsletter_subscriptions', id }); });
  });

  const run = <T>(verb: (a: Acting) => Promise<T>): Promise<T> => act({ db, clock, ids, shard: 1 }, t.actor, verb);
  async function out(id: Id): Promise<void> {
    const which = { articleId: id, rowVersion: null };
    await run(async (a) => { await submitArticle(a, which); await approveArticle(a, which); await publishArticle(a, web.files, which); });
  }
  const another = async (title: string): Promise<Id> => {
    const content = contentOf(await currentVersion(db, (await articleRow(db, article))!)), id = await run((a) => startArticle(a, { columnId: column, content: { ...content, title, cover: null } }));
    await out(id);
    return id;
  };
  const call = (path: string, body?: Record<string, string> | URLSearchParams, headers: Record<string, string> = { origin: web.origin }) => fetch(web.origin + path, { redirect: 'manual', ...(body ? { method: 'POST', body: new URLSearchParams(body), headers } : {}) });
  const ask = (address: string, what: readonly Id[] = [newsletter], more: Record<string, string> = {}) => call(`/dang-ky/nhan-tin/${commune}`, new URLSearchParams([...what.map((id) => ['muc', id] as [string, string]), ['address', address], ...Object.entries(more)]));
  const subscriptions = async () => (await sql<SubscriptionRow>`select * from newsletter_subscriptions order by id`.execute(db)).rows;
  const queue = async () => (await sql<LetterRow>`select * from newsletter_letters order by id`.execute(db)).rows;
  const send = (returnAddress: string | null = null) => sendLetters({ db, clock, ids, log: silentLog, mailer, publicUrl: PUBLIC, returnAddress });
  const linkIn = (path: string): string => new RegExp(`${PUBLIC}(${path}/[\\w-]+)`).exec(letters.at(-1)!.replaceAll('=\r\n', '').replaceAll('=3D', '='))![1]!;
  const header = (letter: string, name: string): string => new RegExp(`^${name}: (.*(?:\\r\\n\\s.*)*)`, 'mi').exec(letter)![1]!.replace(/\r\n\s/g, '');
  async function reader(address: string, what: readonly Id[] = [newsletter]): Promise<void> {
    await run((a) => askSubscription(a, { organisationId: commune, address, domain: mailer.domain, targets: what.map((id) => ({ kind: id === newsletter ? 'newsletter' as const : 'column' as const, id, shard: shardOf(id), name: 'Bản tin Xã Mẫu' })) }));
    const { rows: [letter] } = await sql<LetterRow>`select * from newsletter_letters where kind = 'confirm' and state = 'waiting' order by id desc limit 1`.execute(db);
    await run((a) => confirmSubscription(a, letter!.token!));
    await sql`delete from newsletter_letters where kind = 'confirm'`.execute(db);
  }
  async function issueOut(): Promise<Id> {
    const { number, overall } = await nextNumbers(db, (await newsletterRow(db, newsletter))!, 2026);
    const id = await run(async (a) => { const made = await startIssue(a, { newsletterId: newsletter, content: { year: 2026, number, overall, title: 'Một cửa gần dân', foreword: { blocks: [] }, fromDay: a.today, toDay: a.today, sections: [{ heading: '', entries: [{ articleId: article, text: null, lead: true }] }] } }); await submitIssue(a, { issueId: made, rowVersion: null }); return made; });
    await run(async (a) => { await approveIssue(a, { issueId: id, rowVersion: null }); await publishIssue(a, { files: web.files, origin: PUBLIC, print: 'on-demand' }, { issueId: id, rowVersion: null }); });
    return id;
  }
  const queued = () => queueSendings({ db, clock, ids, domain: mailer.domain });

  test('the form needs no cookie and no script, says what is done with the address, and keeps what was typed when something is wrong', async () => {
    const response = await call(`/dang-ky/nhan-tin/${commune}`), html = await response.text();
    assert.deepEqual([response.status, response.headers.get('set-cookie')], [200, null]);
    assert.match(html, /Bản tin Xã Mẫu/);
    assert.match(html, /rút lại sự đồng ý bất cứ lúc nào/);
    assert.doesNotMatch(html, /<script/);
    const come = await (await call(`/dang-ky/nhan-tin/${commune}?muc=${column}`)).text();
    assert.ok(come.indexOf(`value="${column}"`) < come.indexOf(`value="${newsletter}"`) && !/ checked/.test(come), 'from the page of a column: it stands first, and nothing is ticked');
    const wrong = await ask('khong phai dia chi'), again = await wrong.text();
    assert.deepEqual([wrong.status, again.includes('value="khong phai dia chi"'), again.includes('chưa đúng')], [422, true, true]);
    assert.equal((await ask('an@xa.example', [])).status, 422);
    assert.equal((await call('/dang-ky/nhan-tin/khong-co')).status, 404);
    assert.deepEqual([readAddress(' An.Nguyen@XA.vn '), readAddress('a@b'), readAddress('a..b@xa.vn'), readAddress('ấn@xa.vn'), readAddress('a@xa.vn\r\nBcc: x@y.vn')], ['an.nguyen@xa.vn', null, null, null, null]);
    assert.equal(maskAddress('an.nguyen@xa.vn'), 'a…n@x….vn');
  });

  test('one letter asks whether it was them; a program that only follows the link confirms nothing; the click does', async () => {
    assert.equal((await ask('an@xa.example', [newsletter, column])).status, 303);
    assert.equal(await send(), 1);
    assert.deepEqual((await subscriptions()).map((one) => [one.state, one.address]), [['pending', 'an@xa.example'], ['pending', 'an@xa.example']]);
    assert.match(letters[0]!, /multipart\/alternative/);
    assert.doesNotMatch(letters[0]!, /List-Unsubscribe/, 'they are on no list yet');
    const link = linkIn('/xac-nhan/nhan-tin'), seen = await call(link);
    assert.match(await seen.text(), /Bạn đăng ký nhận:.*Bản tin Xã Mẫu/s);
    assert.deepEqual((await subscriptions()).map((one) => one.state), ['pending', 'pending'], 'looking is not agreeing');
    assert.equal((await call(link, {})).status, 200);
    assert.equal((await call(link, {})).status, 200, 'and once more does no harm');
    const [one] = await subscriptions();
    assert.deepEqual([one!.state, one!.confirmed_at instanceof Date, /dùng địa chỉ thư điện tử này/.test(one!.consent)], ['active', true, true]);
    assert.deepEqual((await queue()).map((letter) => letter.token), [null], 'the key of the link is not kept');
    assert.equal((await call('/xac-nhan/nhan-tin/' + 'x'.repeat(43), {})).status, 410);
  });

  test('the answer is the same for who is known, and nobody can have another written to again and again', async () => {
    await reader('an@xa.example');
    const texts = [];
    for (const address of ['an@xa.example', 'moi@xa.example', 'moi@xa.example']) { const answer = await ask(address); texts.push([answer.status, answer.headers.get('location')]); }
    assert.equal(new Set(texts.map(String)).size, 1);
    assert.equal((await queue()).filter((one) => one.state === 'waiting').length, 1, 'one letter to the new one, none to the known one');
    await ask('bay@xa.example', [newsletter], { website: 'https://thu-rac.example' });
    assert.ok(!(await subscriptions()).some((one) => one.address === 'bay@xa.example'), 'a program fills in what nobody sees');
  });

  test('nobody has one mailbox written to under many spellings of its address, nor day after day', async () => {
    const to = (address: string) => run((a) => askSubscription(a, { organisationId: commune, address, domain: mailer.domain, targets: [{ kind: 'newsletter', id: newsletter, shard: shardOf(newsletter), name: 'Bản tin Xã Mẫu' }] })), waiting = async () => (await queue()).length;
    for (let i = 0; i < 6; i++) await to(`nan.nhan+${i}@xa.example`);
    for (const address of ['nannhan@xa.example', 'n.a.n.n.h.a.n@xa.example']) await to(address);
    assert.equal(await waiting(), 3, 'three a day');
    for (let day = 0; day < 4; day++) { clock.set(new Date(clock.now().getTime() + 25 * 3_600_000)); await to('nannhan@xa.example'); await to('nan.nhan@xa.example'); }
    assert.equal(await waiting(), 5, 'and five until they agree or a week has gone');
    await to('nannhan@xa2.example');
    assert.equal(await waiting(), 6, 'another host is another mailbox');
  });

  test('an issue goes to everybody who had confirmed, once, with the button for leaving that mail programs know', async () => {
    await reader('an@xa.example');
    await reader('binh@xa.example');
    await ask('cho@xa.example');
    const id = await issueOut();
    assert.deepEqual([await queued(), await queued()], [2, 0]);
    assert.deepEqual([await send(), await send()], [3, 0], 'and the one who has not confirmed yet gets no more than the question');
    letters = letters.filter((one) => /^List-Id:/mi.test(one));
    assert.equal(letters.length, 2);
    const [letter] = letters, body = letter!.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    assert.equal(header(letter!, 'List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
    assert.match(header(letter!, 'List-Unsubscribe'), new RegExp(`^<${PUBLIC}/huy-dang-ky/nhan-tin/[\\w-]{43}>$`));
    assert.equal(header(letter!, 'List-Id'), `<${newsletter}.songtra.example>`);
    assert.match(header(letter!, 'Subject'), /^=\?UTF-8\?/i);
    assert.match(body, new RegExp(`${PUBLIC}/xa-mau-1/ban-tin/so-\\d+-2026\\.pdf`));
    assert.match(body, new RegExp(`${PUBLIC}/x/${article}`));
    assert.equal(new Set(letters.map((one) => header(one, 'Message-ID'))).size, 2);
    const waiting = await t.run((a) => withdrawIssue(a, { issueId: id, rowVersion: null, reason: 'Phát hành nhầm số chưa sửa xong' }));
    assert.ok(waiting);
  });

  test('what was stopped in the middle goes on: who has a letter gets no other, and a letter tried again is the same letter', async () => {
    await reader('an@xa.example');
    await reader('binh@xa.example');
    const id = await issueOut();
    await queued();
    // a worker took both, handed one over and was killed before it could note anything
    const taken = await claimLetters(db, clock.now(), new Date(clock.now().getTime() + 600_000), 50);
    assert.equal(taken.length, 2);
    assert.equal(await send(), 0, 'they are not anybody else’s yet');
    clock.set(new Date(MORNING.getTime() + 700_000));
    will.cutAfter = 1; // the line breaks after the server has taken the first
    await send();
    clock.set(new Date(MORNING.getTime() + 2 * 700_000));
    await send();
    assert.deepEqual((await queue()).filter((one) => one.kind === 'issue').map((one) => one.state), ['sent', 'sent']);
    const own = letters.map((one) => header(one, 'Message-ID'));
    assert.deepEqual([letters.length, new Set(own).size], [3, 2], 'the one that was taken twice has one Message-ID');
    await t.run((a) => withdrawIssue(a, { issueId: id, rowVersion: null, reason: 'Phát hành nhầm số chưa sửa xong' }));
  });

  test('what was to be sent while nothing could be sent for days is no news any more: nobody gets half a year of issues on one morning', async () => {
    await reader('an@xa.example');
    await issueOut();
    clock.set(new Date(MORNING.getTime() + 6 * DAY));
    assert.deepEqual([await queued(), (await sql<{ stopped_at: Date | null }>`select stopped_at from newsletter_sendings`.execute(db)).rows.map((one) => one.stopped_at !== null)], [0, [true]]);
    await issueOut();
    assert.equal(await queued(), 1);
  });

  test('leaving: by the link with a click, by the mail program without page or cookie, or by the office; the address is gone', async () => {
    for (const address of ['an@xa.example', 'binh@xa.example', 'chi@xa.example']) await reader(address);
    for (const address of ['binh@xa.example', 'chi@xa.example']) await reader(address, [column]);
    await issueOut();
    await queued();
    await send();
    const links = new Map(letters.map((one) => [header(one, 'To'), new URL(header(one, 'List-Unsubscribe').slice(1, -1)).pathname]));
    const [an, binh, chi] = ['an', 'binh', 'chi'].map((name) => links.get(`${name}@xa.example`)!) as [string, string, string];
    assert.equal((await call(an)).status, 200);
    assert.equal((await subscriptions()).filter((one) => one.state === 'active').length, 5, 'looking ends nothing');
    assert.equal((await call(an, {}, {})).status, 403, 'a post from nowhere must be the one that mail servers send');
    assert.equal((await call(an, { 'List-Unsubscribe': 'One-Click' }, { origin: 'https://thu.example' })).status, 200);
    assert.equal((await call(an, { 'List-Unsubscribe': 'One-Click' }, {})).status, 200, 'again: nothing more happens');
    assert.equal((await call(binh, { 'List-Unsubscribe': 'One-Click', 'tat-ca': '1' }, {})).status, 200);
    assert.equal((await subscriptions()).filter((one) => one.address === 'binh@xa.example').length, 1, 'a mail server ends only what its letter was about');
    assert.equal((await call(chi, { 'tat-ca': '1' })).status, 200);
    await t.run(async (a) => removeSubscriber(a, (await subscriptions()).find((one) => one.address === 'binh@xa.example')!.id));
    const ended = await subscriptions();
    assert.deepEqual(ended.map((one) => [one.state, one.address, one.ended_how]).sort(), [['ended', null, 'operator'], ['ended', null, 'reader'], ['ended', null, 'reader'], ['ended', null, 'reader'], ['ended', null, 'reader']]);
    assert.ok(ended.every((one) => /^[0-9a-f]{64}$/.test(one.address_mark!)));
    assert.ok(!JSON.stringify([ended, await queue(), (await sql`select * from audit_events`.execute(db)).rows]).includes('@xa.example'), 'nowhere in the books either');
    assert.equal((await call(`/dang-ky/nhan-tin/${commune}`, { muc: newsletter, address: 'x@xa.example' }, {})).status, 403, 'no other form is open to strangers');
    await ask('an@xa.example');
    assert.equal((await queue()).filter((one) => one.state === 'waiting').length, 0, 'who left a moment ago is not written to because somebody filled in a form');
  });

  test('an address that is refused for good is written to no more; one that is busy three letters running neither', async () => {
    await reader('sai@xa.example');
    await reader('ban@xa.example');
    will.rcpt = { 'sai@xa.example': 550, 'ban@xa.example': 452 };
    for (let round = 0; round < 3; round++) {
      const at = clock.now().getTime();
      await issueOut();
      await queued();
      await send();
      clock.set(new Date(at + 4.5 * DAY));
      await send();
      clock.set(new Date(at + 30 * DAY));
    }
    const states = new Map((await subscriptions()).map((one) => [one.address, one.state]));
    assert.deepEqual([states.get('sai@xa.example'), states.get('ban@xa.example')], ['refused', 'refused']);
    assert.equal((await queue()).filter((one) => one.kind === 'issue' && one.state === 'failed').length, 4, 'one to the first, three to the second');
    assert.match((await subscriptions()).find((one) => one.address === 'sai@xa.example')!.refused_answer!, /no such mailbox/);
  });

  test('what speaks against our own server is no fault of the address: the letter is tried again for days', async () => {
    await reader('loc@xa.example');
    will.rcpt = { 'loc@xa.example': 554 };
    await issueOut();
    await queued();
    assert.equal(await send(), 0);
    const [letter] = await queue();
    assert.deepEqual([letter!.state, letter!.attempts, (await subscriptions())[0]!.state], ['waiting', 1, 'active']);
    will.rcpt = {};
    clock.set(new Date(MORNING.getTime() + DAY));
    assert.equal(await send(), 1);
  });

  test('each letter has its own return address; a server that takes only its own sender gets the letters without', async () => {
    await reader('an@xa.example');
    await reader('binh@xa.example');
    await issueOut();
    await queued();
    assert.equal(await send(PATTERN), 2);
    assert.deepEqual([new Set(senders).size, senders.every((one) => /^tralai\+[0-9a-z]{38}@songtra\.example$/.test(one))], [2, true]);
    await issueOut();
    await queued();
    [will.sender, senders] = [553, []];
    assert.equal(await send(PATTERN), 2);
    assert.deepEqual(senders.map((one) => one.startsWith('tralai')), [true, false, false], 'asked once, not for each letter');
  });

  test('a report that comes later is kept with its letter; who cannot be reached is written to no more, until they or the office say so', async () => {
    for (const address of ['sai@xa.example', 'day@xa.example', 'loc@xa.example']) await reader(address);
    const back = (about: { address: string; by?: 'return' | 'message-id' | 'list-unsubscribe' } & Parameters<typeof reportAbout>[0]) => {
      const letter = letters.find((one) => header(one, 'To') === about.address)!, sign = senders[letters.indexOf(letter)]!, by = about.by ?? 'return';
      return takeReport(env, Buffer.from(reportAbout({ ...about, receiver: about.address, to: by === 'return' ? sign : 'bantin@songtra.example', original: by === 'message-id' ? `Message-ID: ${header(letter, 'Message-ID')}` : by === 'list-unsubscribe' ? `List-Unsubscribe:\r\n ${header(letter, 'List-Unsubscribe')}` : '' })));
    };
    const env = { db, clock, ids, returnAddress: PATTERN }, states = async () => Object.fromEntries((await subscriptions()).map((one) => [one.address!.split('@')[0], one.state])), full = { address: 'day@xa.example', status: '5.2.2', words: 'smtp; 552 mailbox full' };
    const round = async () => { clock.set(new Date(clock.now().getTime() + DAY)); [letters, senders] = [[], []]; await issueOut(); await queued(); await send(PATTERN); };
    await round();
    assert.equal(await back({ ...full, action: 'delayed', status: '4.2.2' }), 'on-its-way');
    assert.equal(await back({ address: 'sai@xa.example' }), 'rests');
    assert.equal(await back({ address: 'sai@xa.example', by: 'message-id' }), 'known', 'told twice, noted once');
    assert.equal(await back({ ...full, by: 'list-unsubscribe' }), 'noted');
    assert.equal(await back({ address: 'loc@xa.example', status: '5.7.1', words: 'smtp; 554 5.7.1 spam' }), 'noted');
    assert.equal(await takeReport(env, Buffer.from(reportAbout({ to: 'tralai+' + '0'.repeat(38) + '@songtra.example', original: 'Message-ID: <019a9b1c-7d00-7001-8a2b-0123456789ab@songtra.example>' }))), 'not-ours');
    assert.equal(await takeReport(env, Buffer.from(`To: ${senders[0]}\r\nSubject: Tôi đi vắng\r\n\r\nHẹn gặp lại.`)), 'no-report');
    assert.deepEqual(await states(), { sai: 'refused', day: 'active', loc: 'active' });
    const [kept] = (await queue()).filter((one) => one.bounced_at && one.last_answer?.startsWith('5.1.1'));
    assert.deepEqual([kept!.state, kept!.bounced_at!.getTime()], ['failed', clock.now().getTime()]);
    for (const by of ['message-id', 'return'] as const) { await round(); assert.equal(await back({ ...full, by }), by === 'return' ? 'rests' : 'noted'); }
    assert.deepEqual(await states(), { sai: 'refused', day: 'refused', loc: 'active' }, 'three running');
    const again = async (name: string) => (await subscriptions()).find((one) => one.address!.startsWith(name))!;
    await run(async (a) => resumeSubscriber(a, (await again('day')).id));
    await round();
    assert.equal(await back(full), 'noted', 'what failed before counts no more');
    await run((a) => askSubscription(a, { organisationId: commune, address: 'sai@xa.example', domain: mailer.domain, targets: [{ kind: 'newsletter', id: newsletter, shard: shardOf(newsletter), name: 'Bản tin Xã Mẫu' }] }));
    assert.equal((await again('sai')).state, 'pending', 'who asks again after a day is asked once more');
  });

  test('the mailbox where letters come back is read by IMAP: reports alone, each once, what people write there stays unread', async () => {
    const box = await imapSimulator({ user: 'tralai@songtra.example', password: 'mat-khau' }), config = { host: '127.0.0.1', port: box.port, security: 'off' as const, user: 'tralai@songtra.example', password: 'mat-khau', folder: 'INBOX', certificateAuthority: null };
    const look = (change: Partial<typeof config> = {}) => readReturns({ db, clock, ids, returnAddress: PATTERN, log: silentLog }, { ...config, ...change }), told = async () => (await returnBox(db, 'tralai@songtra.example@127.0.0.1/INBOX'))!;
    try {
      for (const address of ['an@xa.example', 'sai@xa.example']) await reader(address);
      await issueOut();
      await queued();
      await send(PATTERN);
      const report = reportAbout({ to: senders[letters.findIndex((one) => header(one, 'To') === 'sai@xa.example')]! });
      box.put('From: cu@xa.example\nSubject: cu\n\nCu.', new Date(MORNING.getTime() - 60 * DAY));
      box.put('From: an@xa.example\nSubject: Xin cam on\n\nHay lam.', MORNING);
      const uid = box.put(report, MORNING);
      box.put(reportAbout({ to: 'tralai@songtra.example' }), MORNING);
      box.cutAt = uid;
      assert.deepEqual(await look(), {}, 'the line broke');
      assert.match((await told()).trouble!, /đường truyền đứt/);
      box.cutAt = null;
      assert.deepEqual(await look(), { rests: 1, 'not-ours': 1 });
      assert.deepEqual([box.letters.map((one) => one.seen), (await told()).trouble, (await told()).last_uid], [[false, false, true, false], null, box.letters.at(-1)!.uid]);
      assert.ok(!box.asked.some((command) => /FETCH (3|6) .*BODY\.PEEK/.test(command)), 'what people write is not read');
      assert.deepEqual(await look(), {}, 'nothing new');
      box.put(report, MORNING);
      assert.deepEqual(await look(), { known: 1 });
      box.validity = 2;
      assert.deepEqual(await look(), { known: 2, 'not-ours': 1 }, 'the server counts anew: read again, noted once');
      await look({ password: 'khac' });
      assert.match((await told()).trouble!, /tên hoặc mật khẩu/);
      assert.equal((await subscriptions()).find((one) => one.address === 'sai@xa.example')!.state, 'refused');
    } finally { await box.close(); }
  });

  test('new articles of a column come gathered, at most once a day', async () => {
    await reader('an@xa.example', [column]);
    const gather = () => gatherColumns({ db, clock, ids });
    clock.set(new Date(MORNING.getTime() + 3_600_000));
    await another('Nộp phí bằng mã QR');
    await another('Trả kết quả tại nhà');
    clock.set(new Date(MORNING.getTime() + 3_700_000));
    assert.deepEqual([await gather(), await gather()], [1, 0]);
    await queued();
    assert.equal(await send(), 1);
    assert.match(letters[0]!.replaceAll('=\r\n', ''), new RegExp('Message-ID', 'i'));
    clock.set(new Date(MORNING.getTime() + 25 * 3_600_000));
    assert.equal(await gather(), 0, 'no news, no letter');
  });

  test('what nobody confirmed within seven days is forgotten wholly, and the books are in order', async () => {
    await reader('an@xa.example');
    await ask('quen@xa.example');
    clock.set(new Date(MORNING.getTime() + 8 * DAY));
    const forget = newslettersJobs(null).find((job) => job.name === 'newsletters.forget')!;
    await forget.run({}, { db, files: web.files, clock, ids, log: silentLog, attempt: 1 });
    assert.deepEqual((await subscriptions()).map((one) => one.address), ['an@xa.example']);
    assert.equal((await queue()).filter((one) => one.state === 'waiting').length, 0);
    assert.deepEqual((await verify(db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
  });

  test('the page of an issue is valid, follows what becomes of its articles, and says when it was taken back; so do the archive and the forms', async () => {
    const second = await another('Trả kết quả qua bưu điện'), { number, overall } = await nextNumbers(db, (await newsletterRow(db, newsletter))!, 2026);
    const id = await run((a) => startIssue(a, { newsletterId: newsletter, content: { year: 2026, number, overall, title: 'Hai bài hay', foreword: { blocks: [] }, fromDay: a.today, toDay: a.today, sections: [{ heading: 'Tin', entries: [{ articleId: article, text: null, lead: true }, { articleId: second, text: 'Giới thiệu riêng.', lead: false }] }] } }));
    await run(async (a) => { await submitIssue(a, { issueId: id, rowVersion: null }); await approveIssue(a, { issueId: id, rowVersion: null }); await publishIssue(a, { files: web.files, origin: PUBLIC }, { issueId: id, rowVersion: null }); });
    const path = `/xa-mau-1/ban-tin/so-${number}-2026`, read = async (at: string) => { await web.portal.followOnce(); const response = await call(at); return { status: response.status, html: await response.text() }; };
    const before = await read(path), print = await (await call(`${path}.pdf`)).arrayBuffer();
    assert.match(before.html, /Trả kết quả qua bưu điện.*Giới thiệu riêng/s);
    for (const at of [path, '/xa-mau-1/ban-tin', '/xa-mau-1/en/ban-tin', '/ban-tin', `/dang-ky/nhan-tin/${commune}`, `/dang-ky/nhan-tin/${commune}/da-gui`]) { const { status, html } = await read(at); assert.deepEqual([at, status, htmlFaults(html)], [at, 200, []]); }
    assert.equal((await call(`/xa-mau-1/en/ban-tin/so-${number}-2026`)).status, 301, 'an issue has one page');
    await run((a) => withdrawArticle(a, { articleId: second, rowVersion: null, reason: 'Thông tin đã cũ, chờ viết lại' }));
    const after = await read(path);
    assert.ok(!after.html.includes('Giới thiệu riêng') && after.html.includes('1 bài đã được gỡ'));
    assert.deepEqual(await (await call(`${path}.pdf`)).arrayBuffer(), print, 'what was printed is printed');
    await run((a) => withdrawIssue(a, { issueId: id, rowVersion: null, reason: 'Phát hành nhầm số chưa sửa xong' }));
    const gone = await read(path);
    assert.deepEqual([gone.status, gone.html.includes('Phát hành nhầm số chưa sửa xong'), htmlFaults(gone.html), (await call(`${path}.pdf`)).status], [410, true, [], 404]);
    assert.ok(!(await read('/xa-mau-1/ban-tin')).html.includes('Hai bài hay'));
  });

  test('a program that sends the form again and again is stopped', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`n${index}@xa.example`)));
    assert.ok(many.some(({ status }) => status === 429) && many.some(({ status }) => status === 303));
  });
});
