/**
 * Lighthouse on public pages as a reader's phone meets them for the first time (its mobile profile, simulated slow 4G): an article with a picture,
 * a list, a procedure. Aim: 95 or more in all four categories, by the run in the middle of three
 * (its figures for speed depend on how busy the machine is). Lighthouse is no part of the project; give the folder where it is installed:
 * `npm install lighthouse@13.5.0` anywhere else, then `node --import tsx bench/lighthouse.ts FOLDER`. Without it: "peer not found".
 */
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import sharp from 'sharp';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { itemsOf } from '#features/sites/store.ts';
import { actingFor } from '../test/support/acting.ts';
import { sampleProcedures } from '../test/support/sample-procedure.ts';
import { testDb } from '../test/support/database.ts';
import { smallProvince } from '../test/support/small-province.ts';
import { startWeb } from '../test/support/web.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const, AIM = 95, RUNS = 3;
interface Report { readonly categories: Record<string, { readonly score: number | null }>; readonly audits: Record<string, { readonly id: string; readonly score: number | null; readonly numericValue?: number; readonly title: string }> }
type Lighthouse = (url: string, flags: { port: number; output: 'json'; logLevel: 'error'; onlyCategories: readonly string[] }) => Promise<{ lhr: Report } | undefined>;

async function peer(): Promise<Lighthouse | null> {
  try { return ((await import(pathToFileURL(createRequire(join(resolve(process.argv[2] ?? '.'), 'x.js')).resolve('lighthouse')).href)) as { default: Lighthouse }).default; } catch { return null; }
}
const freePort = (): Promise<number> => new Promise((done) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as { port: number }; server.close(() => done(port)); }); });

const lighthouse = await peer();
if (!lighthouse) { console.log(JSON.stringify({ bench: 'lighthouse', result: 'peer not found' })); process.exit(0); }

const { db } = await testDb(), web = await startWeb(db, { mode: 'real' }), t = actingFor(db, { today: '2026-11-10' }), { root, communes } = await smallProvince(t, { communes: 1 });
const photo = await prepareFile(web.files, { name: 'anh.jpg', bytes: await sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#6f93ab', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg({ quality: 85 }).toBuffer() });
await t.run(async (a) => { await keepFile(a, root, photo); await keepFile(a, communes[0]!, photo); });
const column = await t.run((a) => createColumn(a, { organisationId: root, form: { name: 'Cải cách hành chính', about: 'Viết cho người dân.', product: 'article', channel: 'portal', itemIds: [] } }));
const paragraph = 'Từ đầu quý, Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính không phải nghỉ việc. Cán bộ trực theo lịch luân phiên; hồ sơ nộp sáng thứ Bảy được tính thời hạn từ sáng thứ Hai kế tiếp.';
for (let number = 1; number <= 12; number++) await t.run(async (a) => {
  const which = { articleId: await startArticle(a, { columnId: column, content: { title: `Một cửa mở thêm sáng thứ Bảy, tin số ${number}`, summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', body: readRichText({ html: `${`<p>${paragraph}</p>`.repeat(6)}<h2>Lịch trực</h2>${`<p>${paragraph}</p>`.repeat(4)}<table><tr><th>Tháng</th><th>Hồ sơ</th></tr><tr><td>10</td><td>212</td></tr></table>` }).doc, cover: { sha256: photo.sha256, alt: 'Quầy Một cửa', credit: null }, themes: ['Một cửa'], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } }), rowVersion: null };
  for (const verb of [submitArticle, approveArticle]) await verb(a, which);
  await publishArticle(a, web.files, which);
});
await sampleProcedures(t, db, root, communes[0]!, photo.sha256);
await web.portal.followOnce();
const { rows } = await itemsOf(db, { organisationIds: [root], size: 50 }), pages: Record<string, string> = { article: rows.find((item) => item.noun === 'articles')!.path, list: '/tin-bai', home: '/' }, procedure = rows.find((item) => item.noun === 'procedures');
if (procedure) pages.procedure = procedure.path;

const port = await freePort(), browser = await playwright.launch({ executablePath: await chromium.executablePath(), headless: true, args: ['--no-sandbox', '--headless=shell', '--disable-gpu', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`] });
const results: Record<string, unknown> = {};
let ok = true;
for (const [name, path] of Object.entries(pages)) {
  await (await fetch(web.origin + path)).text(); // finished, as every page is by the time it is found
  for (const [, picture] of (await (await fetch(web.origin + path)).text()).matchAll(/(\/anh\/[0-9a-f]{64}-\d+\.avif)/g)) await (await fetch(web.origin + picture)).arrayBuffer();
  const runs: Report[] = [];
  for (let turn = 0; turn < RUNS; turn++) {
    const run = await lighthouse(web.origin + path, { port, output: 'json', logLevel: 'error', onlyCategories: CATEGORIES });
    if (!run) throw new Error('no report');
    runs.push(run.lhr);
  }
  const score = (report: Report, key: string): number => Math.round((report.categories[key]!.score ?? 0) * 100), lhr = runs.toSorted((a, b) => score(a, 'performance') - score(b, 'performance'))[RUNS >> 1]!;
  const scores = Object.fromEntries(CATEGORIES.map((key) => [key, score(lhr, key)])), value = (id: string) => Math.round((lhr.audits[id]?.numericValue ?? 0) * 1000) / 1000;
  ok &&= Object.values(scores).every((score) => score >= AIM);
  results[name] = { ...scores, performances: runs.map((one) => score(one, 'performance')), firstPaintMs: value('first-contentful-paint'), largestPaintMs: value('largest-contentful-paint'), layoutShift: value('cumulative-layout-shift'), bytes: value('total-byte-weight'), faults: Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9).map(({ id }) => id) };
}
console.log(JSON.stringify({ bench: 'lighthouse', profile: 'mobile, simulated slow 4G', runs: RUNS, aim: AIM, ok, results }, null, 2));
await browser.close();
await web.close();
process.exit(0);
