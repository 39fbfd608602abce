import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { closeColumn, createColumn, editColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { succeedColumns } from '#features/articles/actions/succeed-columns.ts';
import { reviseArticle } from '#features/articles/actions/revise-article.ts';
import { careForArticle } from '#features/articles/actions/schedule-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { withdrawArticle } from '#features/articles/actions/withdraw-article.ts';
import { startArticle, writeDraft } from '#features/articles/actions/write-draft.ts';
import { articlesPart } from '#features/articles/portal/part.tsx';
import type { ArticleContent } from '#features/articles/rules/content.ts';
import { columnRow } from '#features/articles/store.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { registerDocument } from '#features/documents/actions/register-document.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { ensureSite } from '#features/sites/actions/ensure-site.ts';
import { publicItem } from '#features/sites/store.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { htmlFaults } from '#test/support/html.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';

/** About a page of a newspaper, 5,200 letters, no sentence twice. */
const LONG = `<p>Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ, từ ngày 01/12/2026 người dân trong tỉnh có thể <strong>nộp hồ sơ ngay tại nhà</strong> đối với 46 thủ tục hành chính. Bưu tá nhận giấy tờ, đưa giấy hẹn và mang kết quả trở lại.</p>
<h2>Vì sao làm</h2><p>Xã miền núi xa nhất cách trung tâm hành chính mới 38 cây số. Sau sắp xếp, nhiều người phải đi thêm một buổi mới nộp được một tờ đơn. Khảo sát hồi tháng Tám cho thấy cứ mười người đến Bộ phận Một cửa thì bốn người đến chỉ để hỏi hoặc bổ sung giấy tờ.</p><p>Trung tâm Phục vụ hành chính công vì thế chọn những việc ít giấy tờ, nhiều người làm: trích lục khai sinh, xác nhận tình trạng hôn nhân, chứng thực bản sao, trợ cấp xã hội hằng tháng. Việc nào phải gặp mặt, như đăng ký kết hôn, vẫn làm tại trụ sở.</p>
<h2>Ba bước</h2><ol><li>Gọi số máy in trên phong bì của xã, hẹn giờ bưu tá đến; ngoài giờ thì nhắn tin.</li><li>Kiểm tra giấy tờ theo danh mục bưu tá mang theo; thiếu gì, bưu tá ghi lại và quay lại sau.</li><li>Trả lệ phí bằng mã QR hoặc tiền mặt, nhận giấy hẹn có mã tra cứu.</li></ol>
<table><caption>Mức thu theo từng cách nộp</caption><tr><th>Thủ tục</th><th>Nộp trực tiếp</th><th>Nộp tại nhà</th><th>Trả kết quả</th></tr><tr><th>Trích lục khai sinh</th><td>8.000 đồng</td><td>4.000 đồng</td><td>Trong ngày</td></tr><tr><th>Xác nhận tình trạng hôn nhân</th><td>15.000 đồng</td><td>7.500 đồng</td><td>3 ngày làm việc</td></tr><tr><th>Chứng thực bản sao</th><td>2.000 đồng/trang</td><td>2.000 đồng/trang</td><td>Trong ngày</td></tr></table>
<h2>Người già nói gì</h2><blockquote><p>“Ngồi ở nhà mà xong việc, tôi không phải nhờ con chở xuống xã nữa”, cụ Bông ở thôn Phước Thịnh nói. Cụ vừa làm lại thẻ bảo hiểm y tế, từ lúc gọi điện đến lúc cầm thẻ là bốn ngày.</p></blockquote><p>Anh Tín, bưu tá mười hai năm trong nghề, được tập huấn hai buổi. Anh giữ một cuốn sổ tay ghi sẵn những lỗi hay gặp: quên ký trang hai, ảnh chụp lóa, số căn cước thiếu chữ số cuối. Nhờ vậy hồ sơ phải trả lại giảm từ mười một xuống ba phần trăm.</p><p>Hội Người cao tuổi nhận giúp hội viên gọi điện; Đoàn Thanh niên cử người trực máy buổi tối. Mỗi thôn dán một tờ hướng dẫn ở nhà văn hóa, chữ to, có số máy và giờ làm việc.</p>
<h2>Điều chưa được</h2><p>Hai xã vùng cao chưa có sóng ổn định nên thanh toán bằng mã QR đôi khi phải chờ. Bưu điện cho biết sẽ trang bị máy in biên lai cầm tay trước Tết. Với đất đai, vì phải trích đo, thời hạn không đổi; phiếu hẹn ghi rõ lý do và ngày trả.</p><p>Ông Sinh, Phó Giám đốc Trung tâm, cho hay sau ba tháng sẽ công bố số hồ sơ, số ngày trung bình và số lần phải bổ sung của từng xã, phường. Nơi nào dân phải đi lại nhiều hơn một lần, người đứng đầu giải trình bằng văn bản.</p><h3>Ai được miễn lệ phí</h3><ul><li>Người thuộc hộ nghèo, hộ cận nghèo;</li><li>Người cao tuổi, người khuyết tật nặng;</li><li>Học sinh xin trích lục để nhập học.</li></ul><p>Người được miễn chỉ cần cho xem giấy chứng nhận, không phải nộp bản sao. Mọi khoản thu ngoài bảng trên đều sai; xin báo ngay vào đường dây nóng ở cuối trang. Danh sách bưu tá kèm ảnh được niêm yết tại trụ sở và đăng cùng bài này, để bà con biết ai đến nhà mình.</p>`;

describe('articles on the portal', () => {
  let db: Database, web: TestWeb, root: Id, commune: Id, department: Id, column: Id, other: Id, article: Id, picture = '', paper = '';
  const on = (day: string, seed: number) => actingFor(db, { today: day, seed });
  const which = (articleId: Id) => ({ articleId, rowVersion: null });
  const content = (change: Partial<ArticleContent> = {}): ArticleContent => ({
    title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy hằng tuần.', body: readRichText({ text: 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc.' }).doc,
    cover: null, themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [], ...change,
  });
  async function out(day: string, seed: number, change: Partial<ArticleContent> = {}, of = column): Promise<Id> {
    return on(day, seed).run(async (a) => {
      const id = await startArticle(a, { columnId: of, content: content(change) });
      for (const verb of [submitArticle, approveArticle]) await verb(a, which(id));
      await publishArticle(a, web.files, which(id));
      return id;
    });
  }
  const read = async (path: string) => { const answer = await fetch(web.origin + path, { redirect: 'manual' }); return { status: answer.status, to: answer.headers.get('location'), type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) }; };
  const page = async (path: string): Promise<string> => { const { status, bytes } = await read(path); assert.equal(status, 200, path); return bytes.toString(); };
  const pathOf = async (id: Id): Promise<string> => (await publicItem(db, id))!.path;
  const titles = (html: string): string[] => [...html.matchAll(/<h[23]><a href="[^"]*\/tin-bai\/[^"]*">([^<]*)<\/a>/g)].map((match) => match[1]!);

  before(async () => {
    ({ db } = await testDb());
    web = await startWeb(db, { mode: 'real' });
    const start = on('2026-01-05', 1);
    const province = await smallProvince(start, { communes: 1 });
    root = province.root; commune = province.communes[0]!; department = province.departments[0]!;
    const bytes = await sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#8fb0c4' } }).jpeg().toBuffer(), photo = await prepareFile(web.files, { bytes, name: 'anh.jpg' }), list = await prepareFile(web.files, { bytes: new TextEncoder().encode('Danh sách bưu tá'), name: 'buu-ta.txt' });
    picture = photo.sha256; paper = list.sha256;
    await start.run(async (a) => { await keepFile(a, root, photo); await keepFile(a, root, list); });
    const open = (name: string, organisationId: Id) => start.run((a) => createColumn(a, { organisationId, form: { name, about: 'Viết cho người dân.', product: 'article', channel: 'portal', itemIds: [] } }));
    column = await open('Cải cách hành chính', root); other = await open('Chính quyền gần dân', commune);
    for (let number = 1; number <= 21; number++) await out(`2026-03-${String(number).padStart(2, '0')}`, 100 + number, { title: `Tin số ${number}` });
    article = await out('2026-11-18', 200, {
      title: 'Nộp hồ sơ tại nhà: ba bước', summary: 'Từ tháng này, bà con nộp được hồ sơ khi bưu tá đến nhà; lệ phí giảm một nửa.', body: readRichText({ html: LONG }).doc, cover: { sha256: picture, alt: 'Bưu tá nhận hồ sơ của một cụ già', credit: 'Ảnh: Phòng Văn hóa – Xã hội' },
      themes: ['Dịch vụ công trực tuyến'], leadId: commune, attachments: [{ sha256: paper, name: 'danh-sach-buu-ta.txt', size: 17, mediaType: 'text/plain' }],
    });
    await out('2026-11-17', 201, { title: 'Cán bộ về thôn' }, other);
    await web.portal.followOnce();
  });
  after(() => web.close());

  it('lists them newest first, twenty a page, each page at an address of its own', async () => {
    const first = titles(await page('/tin-bai')), second = titles(await page('/tin-bai/trang/2'));
    assert.deepEqual([first.length, first.slice(0, 3), second], [20, ['Nộp hồ sơ tại nhà: ba bước', 'Cán bộ về thôn', 'Tin số 21'], ['Tin số 3', 'Tin số 2', 'Tin số 1']], 'the root lists what its units publish, too');
    for (const path of ['/tin-bai/trang/3', '/tin-bai/trang/0', '/tin-bai/trang/02', '/tin-bai/trang/x', '/chuyen-muc/khong-co']) assert.equal((await read(path)).status, 404, path);
    assert.equal((await read('/tin-bai/trang/1')).to, '/tin-bai');
    assert.deepEqual(titles(await page('/chuyen-muc/cai-cach-hanh-chinh/trang/2')), ['Tin số 2', 'Tin số 1']);
    assert.match(await page('/chuyen-muc/cai-cach-hanh-chinh'), new RegExp(`href="/dang-ky/nhan-tin/${root}\\?muc=${column}">Nhận bài mới của chuyên mục`));
    assert.match(await page('/chuyen-muc'), /Cải cách hành chính<\/a>[\s\S]*22 bài · mới nhất 18\/11\/2026/);
    assert.deepEqual(titles(await page('/xa-mau-1/tin-bai')), ['Cán bộ về thôn']);
    assert.match(await page('/'), /Tin mới[\s\S]*Nộp hồ sơ tại nhà[\s\S]*Tin từ các đơn vị[\s\S]*Cán bộ về thôn/, 'the root shows what is new below');
    const feed = JSON.parse(await page('/feeds/tin-bai.json')) as { items: { url: string; title: string }[] };
    assert.equal(feed.items[0]!.url, web.origin + await pathOf(article));
  });

  it('shows an article with all that belongs to it, for eyes, ears and machines', async () => {
    const html = await page(await pathOf(article));
    for (const part of ['<h1>Nộp hồ sơ tại nhà: ba bước</h1>', 'Cơ quan chủ trì', 'UBND xã Mẫu 1', 'Dịch vụ công trực tuyến', 'danh-sach-buu-ta.txt', 'Văn bản được nhắc đến', 'itemtype="https://schema.org/NewsArticle"']) assert.ok(html.includes(part), part);
    assert.match(html, /<cite>Nghị định số 61\/2018\/NĐ-CP ngày 23\/4\/2018<\/cite>/);
    assert.match(html, /<section class="scroll" aria-label="Mức thu theo từng cách nộp" tabindex="0"><table>/, 'a wide table can be reached and stays a table');
    assert.match(html, new RegExp(`srcset="/anh/${picture}-360\\.avif 360w, [^"]*1440w"[\\s\\S]*width="1600" height="1000" fetchpriority="high"`), 'its place is kept before it comes');
    assert.deepEqual(titles(html), ['Tin số 21', 'Tin số 20', 'Tin số 19', 'Tin số 18'], 'what came before it in the column');
    const [short] = [...html.matchAll(/href="(\/x\/[^"]+)"/g)].map((match) => match[1]!).filter((href) => !href.includes('/tep/'));
    assert.equal((await read(short!)).status, 200);
  });

  it('links what it cites, with or without its day, as soon as the paper stands in a register', async () => {
    const id = await out('2026-11-18', 202, { title: 'Một cửa theo nghị định', body: readRichText({ text: 'Theo Nghị định số 61/2018/NĐ-CP, người dân nộp hồ sơ tại Bộ phận Một cửa, nhận giấy hẹn có ngày trả kết quả và không phải đi lại nhiều lần.' }).doc });
    await web.portal.followOnce();
    assert.match(await page(await pathOf(id)), /<cite>Nghị định số 61\/2018\/NĐ-CP<\/cite>/);
    await on('2026-11-18', 203).run((a) => registerDocument(a, { organisationId: root, facts: { form: 'decree', authority: 'Chính phủ', number: '61/2018/NĐ-CP', signedOn: plainDate('2018-04-23'), signer: null, effectiveFrom: null, effectiveTo: null, abstract: 'Cơ chế một cửa, một cửa liên thông' }, files: [] }));
    await web.portal.followOnce();
    for (const one of [id, article]) assert.match(await page(await pathOf(one)), /<cite><a href="\/van-ban\/[^"]+">Nghị định số 61/);
    await on('2026-11-18', 204).run((a) => withdrawArticle(a, { ...which(id), reason: 'Trùng nội dung với bài khác' }));
    await web.portal.followOnce();
  });

  it('is saved and printed as tagged PDF/A with the way back, the same bytes each time', async () => {
    const once = await read(`${await pathOf(article)}.pdf`), again = await articlesPart.pages.find((kind) => kind.pattern.endsWith('.pdf'))!.make(web.portal.reading(web.portal.sites.root!, 'vi'), { slug: (await pathOf(article)).slice('/tin-bai/'.length) });
    assert.deepEqual([once.status, once.type, once.bytes.subarray(0, 5).toString()], [200, 'application/pdf', '%PDF-']);
    assert.match(once.bytes.toString('latin1'), /pdfaid:part>2<|pdfaid:part="2"/);
    assert.ok(again?.kind === 'file' && Buffer.from(again.bytes).equals(once.bytes));
  });

  it('says what an update changed and when it is looked over again; taken down it answers 410 and leaves every list', async () => {
    const id = await out('2026-11-19', 300, { title: 'Lịch tiếp công dân' }), path = await pathOf(id);
    await on('2026-11-19', 301).run((a) => careForArticle(a, { ...which(id), reviewBy: plainDate('2026-12-31'), withdrawAt: null, withdrawWords: null }));
    await web.portal.followOnce();
    assert.match(await page(path), /Xem lại trước ngày[\s\S]*31\/12\/2026/, 'also without a new version');
    await on('2026-11-20', 302).run(async (a) => { await reviseArticle(a, which(id)); await writeDraft(a, { ...which(id), content: content({ title: 'Lịch tiếp công dân tháng 12' }), changeNote: 'Đổi ngày tiếp' }); for (const verb of [submitArticle, approveArticle]) await verb(a, which(id)); await publishArticle(a, web.files, which(id)); });
    await web.portal.followOnce();
    const html = await page(path);
    assert.match(html, /<h1>Lịch tiếp công dân tháng 12<\/h1>[\s\S]*Cập nhật ngày 20\/11\/2026:<\/b> Đổi ngày tiếp[\s\S]*Xem lại trước ngày[\s\S]*31\/12\/2026/);
    await on('2026-11-20', 303).run((a) => withdrawArticle(a, { ...which(id), reason: 'Lịch đã hủy' }));
    await web.portal.followOnce();
    const gone = await read(path);
    assert.equal(gone.status, 410);
    assert.match(gone.bytes.toString(), /đã được gỡ ngày 20\/11\/2026\.<\/b> Lý do: Lịch đã hủy/);
    assert.deepEqual(htmlFaults(gone.bytes.toString()), []);
    assert.ok(!titles(await page('/tin-bai')).includes('Lịch tiếp công dân tháng 12'));
    assert.equal((await read(`${path}.pdf`)).status, 404);
  });

  it('has one page in its own language, in the lists of that language alone', async () => {
    const id = await out('2026-11-19', 400, { title: 'Hand in your papers at home', language: 'en', summary: 'The postman takes your papers at the door.' }), path = await pathOf(id);
    await web.portal.followOnce();
    assert.equal((await read(path)).to, `/en${path}`);
    const html = await page(`/en${path}`);
    assert.match(html, /<html lang="en">[\s\S]*Published[\s\S]*Save, print \(PDF\)/);
    assert.deepEqual([titles(await page('/en/tin-bai')), titles(await page('/tin-bai')).includes('Hand in your papers at home')], [['Hand in your papers at home'], false]);
    assert.deepEqual(htmlFaults(html), []);
  });

  it('keeps the address of a column whatever it is called, and tells its pages', async () => {
    const [before] = web.portal.pages.tagged(new Set([`column:${column}`]));
    assert.ok(before, 'pages know which column they name');
    await on('2026-11-20', 500).run((a) => editColumn(a, { columnId: column, rowVersion: null, form: { name: 'Cải cách và chuyển đổi số', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
    await on('2026-11-20', 501).run((a) => closeColumn(a, { columnId: column, rowVersion: null, open: false }));
    await web.portal.followOnce();
    assert.match(await page('/chuyen-muc/cai-cach-hanh-chinh'), /<h1>Cải cách và chuyển đổi số<\/h1>[\s\S]*Chuyên mục đã đóng/);
    assert.match(await page(await pathOf(article)), /Cải cách và chuyển đổi số/);
    await on('2026-11-20', 502).run((a) => createColumn(a, { organisationId: root, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [] } }));
    assert.match(await page('/chuyen-muc/cai-cach-hanh-chinh'), /<h1>Cải cách và chuyển đổi số<\/h1>/, 'the new one stands elsewhere');
  });

  it('goes on at both addresses when another unit takes it over', async () => {
    const name = 'Chính quyền gần dân', there = await on('2026-11-20', 600).run(async (a) => { await createColumn(a, { organisationId: root, form: { name, about: null, product: 'article', channel: 'portal', itemIds: [] } }); return columnRow(a.tx, other); });
    await on('2026-11-20', 601).run((a) => succeedColumns(a, [{ column: there!, toId: root, from: 'UBND xã Mẫu 1', citations: ['Nghị quyết số 9/NQ-HĐND'] }]));
    await web.portal.followOnce();
    assert.deepEqual(titles(await page('/xa-mau-1/chuyen-muc/chinh-quyen-gan-dan')), ['Cán bộ về thôn'], 'what the old unit published stays where it was');
    assert.match(await page('/chuyen-muc/chinh-quyen-gan-dan-2'), /<h1>Chính quyền gần dân \(UBND xã Mẫu 1\)<\/h1>/);
  });

  it('enters the menu of every page of a site with the first article there, and leaves it with the last', async () => {
    const unit = await on('2026-11-20', 700).run(async (a) => { await ensureSite(a, department); return createColumn(a, { organisationId: department, form: { name: 'Việc của sở', about: null, product: 'article', channel: 'portal', itemIds: [] } }); });
    await web.portal.followOnce();
    const inMenu = async (): Promise<boolean> => (await page('/so-noi-vu/tro-nang')).includes('href="/so-noi-vu/tin-bai"');
    assert.equal(await inMenu(), false);
    const id = await out('2026-11-20', 701, {}, unit);
    await web.portal.followOnce();
    assert.equal(await inMenu(), true);
    await on('2026-11-20', 702).run((a) => withdrawArticle(a, { ...which(id), reason: 'Đăng nhầm chỗ' }));
    await web.portal.followOnce();
    assert.equal(await inMenu(), false);
  });

  it('gives search the words of what is out', async () => {
    assert.match((await articlesPart.words!(db, [article])).get(article)!, /Dịch vụ công trực tuyến[\s\S]*Bưu tá nhận giấy tờ/);
  });

  it('every page is valid HTML without a script', async () => {
    for (const path of ['/', '/tin-bai', '/tin-bai/trang/2', '/chuyen-muc', '/chuyen-muc/cai-cach-hanh-chinh', await pathOf(article), '/xa-mau-1', '/so-do-trang', '/tro-nang']) {
      const html = await page(path);
      assert.deepEqual(htmlFaults(html), [], path);
      assert.doesNotMatch(html, /<script|style=|javascript:/, path);
    }
  });

  it('a first visit to an article of usual length costs little: 90 kB without its pictures, of which 20 kB words and style', async () => {
    const html = await page(await pathOf(article)), assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!), sent = await Promise.all([...new Set(assets)].map(read));
    const sizes = assets.map((path, index) => ({ path, bytes: /\.(?:css|svg)$/.test(path) ? gzipSync(sent[index]!.bytes).length : sent[index]!.bytes.length }));
    const sum = (ending: RegExp): number => sizes.filter(({ path }) => ending.test(path)).reduce((total, { bytes }) => total + bytes, 0);
    const words = gzipSync(html).length + sum(/\.css$/), fonts = sum(/\.woff2$/), all = words + fonts + sum(/\.svg$/);
    assert.equal(sizes.filter(({ path }) => path.endsWith('.woff2')).length, 2, 'two weights, one file each');
    assert.ok(words <= 20_000, `${words} bytes of HTML and CSS`);
    assert.ok(fonts <= 70_000, `${fonts} bytes of fonts`);
    assert.ok(all <= 90_000, `${all} bytes`);
    assert.ok(brotliCompressSync(html).length < gzipSync(html).length);
  });
});
