import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Database } from '#platform/db/tables.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { addEntry, type Typed } from '#features/directory/actions/keep-entry.ts';
import { ENTRY_KINDS, KINDS_OF_ENTRY } from '#features/directory/rules/details.ts';
import { registerDocument } from '#features/documents/actions/register-document.ts';
import { openOutlet } from '#features/distribution/actions/keep-outlet.ts';
import { approveIssue, submitIssue } from '#features/newsletters/actions/approve-issue.ts';
import { startIssue } from '#features/newsletters/actions/compose-issue.ts';
import { createNewsletter } from '#features/newsletters/actions/keep-newsletter.ts';
import { publishIssue } from '#features/newsletters/actions/publish-issue.ts';
import { approvePrint } from '#features/prints/actions/approve-print.ts';
import { publishPrint } from '#features/prints/actions/publish-print.ts';
import { submitPrint } from '#features/prints/actions/submit-print.ts';
import { startPrint } from '#features/prints/actions/write-print.ts';
import { openShops } from '#features/procedures/actions/keep-shop.ts';
import { recordDecision } from '#features/procedures/actions/record-decision.ts';
import { ensureSite } from '#features/sites/actions/ensure-site.ts';
import { editSite } from '#features/sites/actions/edit-site.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { PAYLOADS } from '#test/support/attacks.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { htmlFaults } from '#test/support/html.ts';
import { decisionForm, procedureText, shopForm } from '#test/support/sample-procedure.ts';
import { printForm } from '#test/support/sample-print.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { sound } from '#test/support/sound.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people } from '#test/support/worked-province.ts';

/** Where a reader may type an address although nothing is there yet. */
const LISTS = ['/', '/tin', '/chuyen-muc', '/thu-tuc', '/thu-tuc/a-z', '/van-ban', '/van-ban/tim?q=x', '/ke-hoach', '/bao-cao', '/an-pham', '/ban-tin', '/danh-ba', '/danh-ba?q=x', '/lien-he', '/tim-kiem', '/tim-kiem?q=khong+co', '/so-do-trang', '/tro-nang', '/da-hua-da-lam', '/khong-co', '/tin/%00', '/tin/%ff', '/van-ban/tim?q=%00', '/danh-ba?q=%00%ff', '/tim-kiem?q=%00'];

describe('public pages of an office', () => {
  let db: Database, web: TestWeb, t: TestActing, root: Id, commune: Id, slug: string, cookie: string;
  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db);
    t = actingFor(db);
    const province = await smallProvince(t);
    [root, commune] = [province.root, province.communes[0]!];
    await people(t, [{ userName: 'tat-ca@songtra.example', name: '"><img src=x onerror=alert(1)>', at: root, roles: ['officer', 'approver', 'focal', 'editor', 'administrator'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'tat-ca@songtra.example')}`;
    slug = await t.run(async (a) => { await ensureSite(a, root); return (await ensureSite(a, commune)).slug; });
    await web.portal.followOnce();
  });
  after(() => web.close());

  /** Whatever a site leads to, and its files: each page valid, without anything that runs; data that can be read as what they are. Gives the words of all pages. */
  async function walk(starts: readonly string[], most: number): Promise<{ pages: number; faults: string[]; text: string }> {
    const asked = new Set<string>(), waiting = [...starts], faults: string[] = [];
    let pages = 0, text = '';
    for (let path = waiting.shift(); path !== undefined && asked.size < most; path = waiting.shift()) {
      if (asked.has(path)) continue;
      asked.add(path);
      const answer = await web.ask(path), type = (answer.headers.get('content-type') ?? '').split(';')[0]!, body = /html|json|xml|calendar|vcard|turtle|svg|plain/.test(type) ? await answer.text() : (await answer.arrayBuffer(), '');
      if (answer.status >= 500) faults.push(`${path}: ${answer.status}`);
      if (answer.headers.has('set-cookie')) faults.push(`${path}: a cookie`);
      if (answer.status === 301) { waiting.push(answer.headers.get('location')!); continue; }
      if (type === 'text/html') {
        pages += 1;
        text += body;
        sound(body, path);
        faults.push(...htmlFaults(body).map((fault) => `${path} (${answer.status}): ${fault}`));
        for (const [, data] of body.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) JSON.parse(data!);
        for (const [, href] of body.matchAll(/<(?:a|link)[^>]* href="(\/[^"#]*)/g)) if (!/^\/(?:lam-viec|assets|anh)/.test(href!)) waiting.push(href!.replaceAll('&amp;', '&'));
      } else if (/json$/.test(type)) JSON.parse(body);
      else if (/calendar|vcard/.test(type)) for (const line of body.split('\r\n')) { if (!/^(?:[A-Z][A-Z0-9-]*[;:]| |$)/.test(line)) faults.push(`${path}: ${line}`); }
      else if (/xml|svg/.test(type) && /<(?:script|img|iframe|foreignObject)\b|\son\w+=/i.test(body.replace(/"[^"]*"/g, '""').replace(/>[^<]*</g, '><'))) faults.push(`${path}: something that runs`);
    }
    return { pages, faults, text };
  }

  test('without anything to show each says so, in both languages: valid, and nothing runs', async () => {
    const { pages, faults } = await walk(['', `/${slug}`].flatMap((base) => LISTS.flatMap((path) => [`${base}${path}`, `${base}/en${path}`])), 150);
    assert.deepEqual(faults, []);
    assert.ok(pages >= 50, `${pages} pages`);
  });

  test('with an attack in every field of every noun they stay our own: pages, feeds, calendars, cards, data', async () => {
    let turn = 0;
    const used = new Set<string>();
    /** As many attacks as fit, the next ones each time. */
    const words = (most: number, start = 'Chữ'): string => {
      let text = start;
      for (let tries = 0; tries < 12; tries++) { const one = PAYLOADS[turn++ % PAYLOADS.length]!; if (text.length + one.length + 1 <= most) { text += ` ${one}`; used.add(one); } }
      return text.replaceAll('\u0000', '').toWellFormed(); // as a form gives it
    };
    for (let round = 0; round < 3; round++) await t.run(async (a) => {
      for (const kind of KINDS_OF_ENTRY) {
        if (ENTRY_KINDS[kind].single && round) continue;
        const typed: Record<string, string> = {};
        for (const field of ENTRY_KINDS[kind].fields) typed[field.key] = field.type === 'line' || field.type === 'text' || field.type === 'lines' ? words(field.most) : field.type === 'yes' ? '1' : field.type === 'phone' ? '0912 345 678' : field.type === 'hours' ? 'T2-T6: 07:00-11:30' : '';
        await addEntry(a, { organisationId: commune, kind, typed: typed as Typed });
      }
      await registerDocument(a, { organisationId: commune, files: [], facts: { form: 'decision', authority: words(200), number: round ? words(60, `${round}/`) : null, signedOn: plainDate('2026-03-02'), signer: words(120), effectiveFrom: null, effectiveTo: null, abstract: words(500, `Về việc ${round}`) } });
      await recordDecision(a, { organisationId: root, decision: decisionForm({ number: `${20 + round}/QĐ-UBND`, title: words(600), issuer: words(200) }), changes: [{ change: 'publish', text: procedureText({
        code: `9.00010${round}`, name: words(600, `Thủ tục ${round}`), field: words(100, `Lĩnh vực ${round % 2}`), steps: words(2_000), papers: words(600).replace(/[()]/g, ' '), time: words(300), office: words(300), result: words(300), bases: words(800), forms: 'Tờ khai = https://example.vn/x', aliases: words(120), fee: words(300),
      }) }] });
      await openShops(a, [{ organisationId: commune, form: shopForm({ name: words(200, `Một cửa ${round}`) }) }]);
      await openOutlet(a, { organisationId: commune, kind: 'notice-board', form: { name: words(120, `Bảng ${round}`), address: '', place: words(200) }, demo: false });
    });
    await t.run(async (a) => {
      for (const organisationId of [root, commune]) await editSite(a, { organisationId, rowVersion: null, form: { kicker: words(80), name: words(80), tone: 'indigo', blocks: [], hidden: [] } });
      const column = await createColumn(a, { organisationId: commune, form: { name: words(120), about: words(470), product: 'article', channel: 'portal', itemIds: [] } }), articles: Id[] = [];
      for (let i = 0; i < 2; i++) {
        const id = await startArticle(a, { columnId: column, content: { title: words(190), summary: words(560), themes: [words(60)], cover: null, leadId: null, coordinatingIds: [], language: i ? 'en' : 'vi', attachments: [], body: readRichText({ html: `<p>Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy cho người đi làm.</p>${words(3_000)}` }).doc } }), which = { articleId: id, rowVersion: null };
        await submitArticle(a, which); await approveArticle(a, which); await publishArticle(a, web.files, which);
        articles.push(id);
      }
      const newsletter = await createNewsletter(a, { organisationId: commune, form: { name: words(100), about: words(400), channel: 'bulletin', itemIds: [], columnIds: [], licence: words(150), editorInCharge: words(100), contact: words(150), earlierIssues: 0 } });
      const issue = await startIssue(a, { newsletterId: newsletter, content: { year: 2026, number: 1, overall: 1, title: words(150), foreword: readRichText({ html: `<p>${words(2_000)}</p>` }).doc, fromDay: a.today, toDay: a.today, sections: [{ heading: words(78), entries: [{ articleId: articles[0]!, text: words(500), lead: true }] }] } }), which = { issueId: issue, rowVersion: null };
      await submitIssue(a, which); await approveIssue(a, which); await publishIssue(a, { files: web.files, origin: web.origin, print: 'on-demand' }, which);
      const print = { printId: await startPrint(a, { organisationId: commune, form: printForm('hotline', { alt: words(600), content: { title: '<script>alert(1)</script>', number: '0912 345 678', who: '"><svg/onload=alert(1)>', hours: '#eval("1") $x$ *đậm*', promise: '#image("/etc/passwd") \\ ]' } }) }), rowVersion: null, origin: web.origin };
      for (const verb of [submitPrint, approvePrint, publishPrint]) await verb(a, web.files, print);
    });
    await web.portal.followOnce();
    assert.ok(used.size >= 60, `${used.size} attacks`);
    const { pages, faults, text } = await walk(['/', '/en', `/${slug}`, `/${slug}/en`, ...['/thu-tuc', '/van-ban', '/ban-tin', '/an-pham', '/tin', '/danh-ba', '/lien-he'].flatMap((path) => [path, `/${slug}${path}`, `/${slug}/en${path}`])], 150);
    assert.deepEqual(faults, []);
    assert.ok(pages >= 40, `${pages} pages`);
    for (const seen of ['&lt;script&gt;alert(1)&lt;/script&gt;', 'onerror=alert(1)&gt;', '#eval(']) assert.ok(text.includes(seen), `${seen} is shown as words`);
    for (const path of ['/lam-viec/tin-bai', '/lam-viec/chuyen-muc', '/lam-viec/thu-tuc', '/lam-viec/thu-tuc/quyet-dinh', '/lam-viec/niem-yet', '/lam-viec/ban-tin', '/lam-viec/an-pham', '/lam-viec/danh-ba', `/lam-viec/danh-ba/${commune}`, '/lam-viec/van-ban-cong-khai', '/lam-viec/phat-hanh', '/lam-viec/phat-hanh/kenh', '/lam-viec/trang', '/lam-viec/nguoi-dung', '/lam-viec/nhat-ky'].flatMap((path) => [path, `${path}?tim=%00&loc=%00&muc=%00&q=%00`])) {
      const answer = await web.ask(path, { headers: { cookie } });
      assert.ok(answer.status < 500, path);
      sound(await answer.text(), path);
    }
    const typed = await web.ask(`/lam-viec/danh-ba/${root}/them/hotline`, { method: 'POST', headers: { cookie, origin: web.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: 'number=0912345678&purpose=H%E1%BB%8Fi%00+th%E1%BB%A7+t%E1%BB%A5c' });
    assert.equal(typed.status, 303, 'a sign that no database keeps');
  });
});
