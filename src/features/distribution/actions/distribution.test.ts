import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { AppError } from '#kernel/app-error.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { auditedTables } from '#app/registry.ts';
import { verify } from '#features/audit/verify.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { obligationList } from '#features/obligations/store.ts';
import { follow as tellPeople } from '#features/notifications/follow.ts';
import { saidOf } from '#features/notifications/rules/notices.ts';
import { inbox } from '#features/notifications/store/notices.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { placeItem, withdrawItem } from '#features/sites/actions/place-item.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince, type SmallProvince } from '#test/support/small-province.ts';
import { people, PHOTO } from '#test/support/worked-province.ts';
import { followItems } from '../follow.ts';
import { distributionSuccession } from '../succession.ts';
import { sendDue } from '../send.ts';
import { simulatorDriver } from '../simulator/client.ts';
import { startSimulator, type Simulator } from '../simulator/server.ts';
import { publicItem } from '#features/sites/store.ts';
import { kindOf } from '../rules/kinds/index.ts';
import { standsThere } from '../rules/words.ts';
import { outletsOf, postingList, postingsOfItem, toPostCount } from '../store.ts';
import { defaultsOfOrganisation, overdueUntold, plannedUntil, postingRow } from '../store/rows.ts';
import { claimNext } from '../store/tries.ts';
import { comeDue, remindOverdue } from './by-the-clock.ts';
import { distribute } from './distribute.ts';
import { keepDefaults } from './keep-defaults.ts';
import { closeOutlet, openOutlet } from './keep-outlet.ts';
import { provePosting } from './prove-posting.ts';
import { failPosting, retryPosting, skipPosting } from './set-aside.ts';

const COLUMN = '01999999-0000-7001-8000-00000000c001' as Id;
let db: Database, files: FileStore, t: TestActing, province: SmallProvince, commune: Id, photo: string, forget: () => void;
const outlets: Record<string, Id> = {};

before(async () => {
  ({ db } = await testDb());
  const directory = mkdtempSync(join(tmpdir(), 'loa-dist-'));
  files = await openLocalFiles(directory);
  forget = () => rmSync(directory, { recursive: true, force: true });
  t = actingFor(db);
  province = await smallProvince(t, { departments: 1, communes: 2 });
  commune = province.communes[0]!;
  const prepared = await prepareFile(files, { bytes: PHOTO, name: 'anh.jpg' });
  photo = prepared.sha256;
  const unit = { organisationId: commune, boardOrganisationId: commune };
  await t.run(async (a) => {
    await keepFile(a, commune, prepared);
    await impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [
      draftCommitment(t.newId, [unit], { title: 'Tin, bài trên cổng' }), draftCommitment(t.newId, [unit], { title: 'Tin, bài trên Zalo', product: 'column', channel: 'social' }),
    ] });
    await impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [
      draftCommitment(t.newId, [unit], { title: 'Bài đăng mạng xã hội', product: 'post', channel: 'social', unit: 'bài đăng' }),
    ] });
    const open = (kind: string, name: string, address = '') => openOutlet(a, { organisationId: commune, kind, form: { name, address, place: '' }, demo: true });
    outlets.facebook = await open('facebook-page', 'Trang Facebook xã', 'https://www.facebook.com/xamau');
    outlets.zalo = await open('zalo-oa', 'Zalo OA xã', 'https://zalo.me/408');
    outlets.led = await open('led-screen', 'Màn hình LED cổng UBND');
    outlets.board = await open('notice-board', 'Bảng tin thôn');
    outlets.simulator = await open('simulator', 'Mạng mô phỏng');
  });
});
after(() => forget());

const today = plainDate('2026-11-20'), link = (n: number | string): string => `https://www.facebook.com/xamau/posts/${n}`;
let items = 0;
/** A public item of the commune, as a noun would place it. */
const placed = (who: TestActing = t, change: Partial<Parameters<typeof placeItem>[1]> = {}): Promise<Id> => who.run(async (a) => {
  const id = a.newId();
  await placeItem(a, { id, noun: 'articles', organisationId: commune, wanted: `/tin-bai/bai-${++items}`, language: 'vi', title: `Một cửa mở thêm sáng thứ Bảy (${items})`, summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', picture: null, collectionId: null, ...change });
  return id;
});
const tasks = async (item: Id) => (await postingsOfItem(db, item)).map(({ id, outlet, what, status, due_on: due, reason, row_version: version }) => ({ id, outlet, what, status, due, reason, version }));
const task = async (item: Id, outlet: string, what = 'post') => (await tasks(item)).findLast((one) => one.outlet === outlet && one.what === what)!;
const prove = (id: Id, change: Partial<Parameters<typeof provePosting>[1]['proof']> = {}, who = t) => who.run((a) => provePosting(a, { postingId: id, rowVersion: null, proof: { link: '', file: null, day: plainDate(who.env.clock.today()), ...change } }));
const credited = async (title: string): Promise<number> => (await obligationList(db, { organisationIds: [commune] }, { today })).filter((one) => one.title === title).reduce((sum, one) => sum + one.credited, 0);
const follow = (who: TestActing = t) => followItems(who.env);
const refusal = async (run: () => Promise<unknown>): Promise<string> => { try { await run(); } catch (error) { if (error instanceof AppError) return error.message; throw error; } return ''; };

describe('an item at many outlets', () => {
  it('is planned at each once; what is proven counts in the social network commitment, once, and never in the portal\'s', async () => {
    const item = await placed(), all = [outlets.facebook!, outlets.zalo!, outlets.led!];
    assert.deepEqual(await t.run((a) => distribute(a, { itemId: item, outletIds: all, at: null })), { made: 3, there: [] });
    assert.deepEqual((await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.zalo!], at: null }))), { made: 0, there: ['Zalo OA xã'] });
    assert.deepEqual((await tasks(item)).map(({ what, status, due }) => [what, status, due]), Array.from({ length: 3 }, () => ['post', 'waiting', today]));
    const facebook = await task(item, 'Trang Facebook xã'), before = { posts: await credited('Bài đăng mạng xã hội'), articles: await credited('Tin, bài trên cổng') };
    assert.match(await refusal(() => prove(facebook.id, { link: 'https://zalo.me/408/bai' })), /không phải của Trang Facebook xã/);
    await prove(facebook.id, { link: link(1) });
    await prove((await task(item, 'Zalo OA xã')).id, { link: 'https://zalo.me/408/bai-1' });
    assert.deepEqual({ posts: await credited('Bài đăng mạng xã hội'), articles: await credited('Tin, bài trên cổng') }, { posts: before.posts + 1, articles: before.articles });
    const result = (await deliverableView(db, (await postingRow(db, facebook.id))!.deliverable_id!))!;
    assert.deepEqual([result.product, result.channel, result.status, result.evidence.map(({ kind, caption }) => [kind, caption])], ['post', 'social', 'recorded', [['published-item', `/x/${item}`], ['link', 'Trang Facebook xã'], ['link', 'Zalo OA xã']]]);
    await t.run((a) => confirm(a, { deliverableId: result.id, rowVersion: null }));
  });

  it('at a screen is proven by a photo and is a result of its own channel', async () => {
    const item = await placed();
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.led!, outlets.board!], at: null }));
    const led = await task(item, 'Màn hình LED cổng UBND');
    assert.match(await refusal(() => prove(led.id, { link: 'https://a.vn/1' })), /Chưa có ảnh/);
    await prove(led.id, { file: { sha256: photo, name: 'led.jpg' } });
    await prove((await task(item, 'Bảng tin thôn')).id, { file: { sha256: photo, name: 'bang-tin.jpg' } });
    const of = async (outlet: string) => { const view = (await deliverableView(db, (await postingRow(db, (await task(item, outlet)).id))!.deliverable_id!))!; return [view.product, view.channel]; };
    assert.deepEqual([await of('Màn hình LED cổng UBND'), await of('Bảng tin thôn')], [['led-display', 'public-board'], ['activity', 'public-board']]);
  });

  it('fails with a reason and is tried again, or is skipped with one; both say what is missing', async () => {
    const item = await placed();
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.facebook!, outlets.zalo!], at: null }));
    const one = await task(item, 'Trang Facebook xã'), other = await task(item, 'Zalo OA xã'), which = { postingId: one.id, rowVersion: null };
    assert.match(await refusal(() => t.run((a) => failPosting(a, { ...which, reason: 'x' }))), /Chưa ghi vì sao/);
    await t.run((a) => failPosting(a, { ...which, reason: 'Trang đang bị khóa đăng bài' }));
    assert.deepEqual([(await task(item, 'Trang Facebook xã')).status, (await task(item, 'Trang Facebook xã')).reason], ['failed', 'Trang đang bị khóa đăng bài']);
    await t.run((a) => retryPosting(a, which));
    assert.equal((await task(item, 'Trang Facebook xã')).status, 'waiting');
    await t.run((a) => skipPosting(a, { postingId: other.id, rowVersion: null, reason: 'Nội dung không hợp với Zalo' }));
    assert.match(await refusal(() => prove(other.id, { link: 'https://zalo.me/408/x' })), /đã bỏ qua/);
    assert.equal((await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.zalo!], at: null }))).made, 1, 'may be sent there again');
    assert.match(await refusal(() => t.run((a) => provePosting(a, { postingId: one.id, rowVersion: 1, proof: { link: link(9), file: null, day: today } }))), /Người khác vừa làm/);
  });

  it('waits for its hour and comes to a hand then; who is overdue is told once', async () => {
    const item = await placed(), hour = new Date(startOfDay(plainDate('2026-11-24')).getTime() + 8 * 3_600_000);
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.facebook!], at: hour }));
    const due = t.on('2026-11-24'), late = t.on('2026-11-26'), count = await toPostCount(db, [commune]);
    assert.deepEqual([(await task(item, 'Trang Facebook xã')).status, (await plannedUntil(db, t.env.clock.now())).length], ['planned', 0]);
    for (const { id } of await plannedUntil(db, due.env.clock.now())) for (let twice = 0; twice < 2; twice++) await due.run((a) => comeDue(a, id));
    assert.deepEqual([(await task(item, 'Trang Facebook xã')).status, await toPostCount(db, [commune]), (await task(item, 'Trang Facebook xã')).version], ['waiting', count + 1, 2]);
    const untold = await overdueUntold(db, plainDate('2026-11-26'));
    for (const { id } of untold) await late.run((a) => remindOverdue(a, id));
    assert.deepEqual([untold.some(({ id }) => id), (await overdueUntold(db, plainDate('2026-11-26'))).length], [true, 0]);
    await prove((await task(item, 'Trang Facebook xã')).id, { link: link(77) }, late);
  });
});

describe('an article that counts already', () => {
  const published = (product: string, channel: string): Promise<Id> => t.run(async (a) => {
    const columnId = await createColumn(a, { organisationId: commune, form: { name: `Chuyên mục ${channel}`, about: null, product, channel, itemIds: [] } });
    const body = readRichText({ text: 'Từ đầu tháng, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc nộp hồ sơ.' }).doc;
    const articleId = await startArticle(a, { columnId, content: { title: `Một cửa cuối tuần trên ${channel}`, summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', body, cover: null, themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } }), which = { articleId, rowVersion: null };
    await submitArticle(a, which);
    await approveArticle(a, which);
    await publishArticle(a, files, which);
    return articleId;
  });
  it('on another site of the office is further proof of its own result, and no second one', async () => {
    const item = await published('article', 'portal'), site = await t.run((a) => openOutlet(a, { organisationId: commune, kind: 'website', form: { name: 'Trang cũ', address: 'https://xamau.example.vn', place: '' }, demo: false })), articles = await credited('Tin, bài trên cổng');
    await t.run((a) => distribute(a, { itemId: item, outletIds: [site], at: null }));
    await prove((await task(item, 'Trang cũ')).id, { link: 'https://xamau.example.vn/tin/1' });
    const own = (await deliverableView(db, (await postingRow(db, (await task(item, 'Trang cũ')).id))!.deliverable_id!))!;
    assert.deepEqual([own.born_of, own.status, own.evidence.at(-1)!.url, await credited('Tin, bài trên cổng')], [{ noun: 'articles', id: item }, 'confirmed', 'https://xamau.example.vn/tin/1', articles]);
  });
  it('fills no commitment twice: what its publication has filled, its posting does not', async () => {
    const item = await published('column', 'social'), zalo = await credited('Tin, bài trên Zalo'), posts = await credited('Bài đăng mạng xã hội');
    assert.ok(zalo > 0);
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.facebook!], at: null }));
    await prove((await task(item, 'Trang Facebook xã')).id, { link: link('tuan') });
    assert.deepEqual([await credited('Tin, bài trên Zalo'), await credited('Bài đăng mạng xã hội')], [zalo, posts + 1]);
  });
});

describe('what follows by itself', () => {
  it('items of a column are planned where they usually go, with their due days; a second look plans nothing', async () => {
    await t.run((a) => keepDefaults(a, { organisationId: commune, noun: 'articles', collectionId: COLUMN, called: 'Chuyên mục', usual: [{ outletId: outlets.facebook!, due: 'same-day' }, { outletId: outlets.led!, due: 'next-working-day' }] }));
    await follow();
    const item = await placed(t, { collectionId: COLUMN }), other = await placed();
    assert.equal(await follow(), 2);
    assert.equal(await follow(), 0);
    assert.deepEqual((await tasks(item)).map(({ outlet, status, due }) => [outlet, status, due]), [['Màn hình LED cổng UBND', 'planned', '2026-11-23'], ['Trang Facebook xã', 'waiting', today]]);
    assert.deepEqual(await tasks(other), [], 'in no column');
    assert.match(await refusal(() => t.run((a) => keepDefaults(a, { organisationId: province.communes[1]!, noun: 'articles', collectionId: null, called: '', usual: [{ outletId: outlets.led!, due: 'same-day' }] }))), /chính đơn vị/);
  });

  it('an update after posting makes a dated task where it is out, proven again; what is not out goes out as it is now', async () => {
    const item = await placed(t, { collectionId: COLUMN });
    await follow();
    await prove((await task(item, 'Trang Facebook xã')).id, { link: link(3) });
    const next = t.on('2026-11-23'), again = (title: string) => next.run((a) => placeItem(a, { id: item, noun: 'articles', organisationId: commune, wanted: '/', language: 'vi', title, summary: 'Nay cả buổi chiều.', picture: null, collectionId: COLUMN }));
    await again('Một cửa mở cả ngày thứ Bảy');
    assert.equal(await follow(next), 1);
    await again('Một cửa mở cả ngày thứ Bảy, Chủ nhật');
    assert.equal(await follow(next), 0, 'the task is there already');
    assert.deepEqual((await tasks(item)).map(({ outlet, what, status, due }) => [outlet, what, status, due]), [['Màn hình LED cổng UBND', 'post', 'planned', '2026-11-23'], ['Trang Facebook xã', 'post', 'done', today], ['Trang Facebook xã', 'update', 'waiting', '2026-11-25']], '24 November is a day off');
    const posts = await credited('Bài đăng mạng xã hội');
    await prove((await task(item, 'Trang Facebook xã', 'update')).id, { link: link(3) }, next);
    assert.equal(await credited('Bài đăng mạng xã hội'), posts, 'changing a post is no second one');
  });

  it('a withdrawal ends what was to be done and takes it down where it is out; then it counts no more', async () => {
    const item = await placed(t, { collectionId: COLUMN });
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.zalo!], at: null }));
    await follow();
    const posts = await credited('Bài đăng mạng xã hội'), facebook = (await task(item, 'Trang Facebook xã')).id;
    await prove(facebook, { link: link(4) });
    await prove((await task(item, 'Zalo OA xã')).id, { link: 'https://zalo.me/408/bai-4' });
    assert.equal(await credited('Bài đăng mạng xã hội'), posts + 1);
    await t.run((a) => withdrawItem(a, { id: item }));
    assert.equal(await follow(), 2);
    assert.deepEqual((await tasks(item)).map(({ outlet, what, status }) => [outlet, what, status]), [['Màn hình LED cổng UBND', 'post', 'skipped'], ['Trang Facebook xã', 'post', 'done'], ['Trang Facebook xã', 'remove', 'waiting'], ['Zalo OA xã', 'post', 'done'], ['Zalo OA xã', 'remove', 'waiting']]);
    assert.match(await refusal(async () => prove((await task(item, 'Trang Facebook xã', 'remove')).id, { link: link(4) })), /ảnh chụp cho thấy bài đã gỡ/);
    await prove((await task(item, 'Trang Facebook xã', 'remove')).id, { file: { sha256: photo, name: 'da-go.jpg' } });
    assert.equal(await credited('Bài đăng mạng xã hội'), posts + 1, 'it stands on Zalo still');
    await prove((await task(item, 'Zalo OA xã', 'remove')).id, { file: { sha256: photo, name: 'da-go.jpg' } });
    assert.equal(await credited('Bài đăng mạng xã hội'), posts);
    assert.equal((await deliverableView(db, (await postingRow(db, facebook))!.deliverable_id!))!.status, 'withdrawn');
  });

  it('an update makes a task where what stands is not true any more: everywhere the page itself stands, elsewhere when the words or the picture changed', async () => {
    const item = await placed();
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.facebook!, outlets.led!, outlets.board!], at: null }));
    for (const outlet of ['Màn hình LED cổng UBND', 'Bảng tin thôn']) await prove((await task(item, outlet)).id, { file: { sha256: photo, name: 'anh.jpg' } });
    await prove((await task(item, 'Trang Facebook xã')).id, { link: link(8) });
    const { title } = (await publicItem(db, item))!, change = async (day: string, what: { title?: string; summary?: string; picture?: { sha256: string; alt: string } }) => {
      await t.on(day).run((a) => placeItem(a, { id: item, noun: 'articles', organisationId: commune, wanted: '/', language: 'vi', title, summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', picture: null, collectionId: null, ...what }));
      await follow(t.on(day));
      return (await tasks(item)).filter((one) => one.what === 'update' && one.status === 'waiting').map((one) => one.outlet);
    };
    assert.deepEqual(await change('2026-11-23', {}), ['Bảng tin thôn'], 'a word in the body: the board shows the page');
    assert.deepEqual(await change('2026-11-23', { summary: 'Nay cả buổi chiều.' }), ['Bảng tin thôn', 'Trang Facebook xã'], 'the screen shows the title alone');
    await prove((await task(item, 'Trang Facebook xã', 'update')).id, { link: link(8) }, t.on('2026-11-25'));
    assert.deepEqual(await change('2026-11-26', { summary: 'Nay cả buổi chiều.' }), ['Bảng tin thôn'], 'it stands there changed');
    assert.deepEqual(await change('2026-11-26', { summary: 'Nay cả buổi chiều.', picture: { sha256: photo, alt: 'Quầy Một cửa' } }), ['Bảng tin thôn', 'Màn hình LED cổng UBND', 'Trang Facebook xã']);
  });

  it('what was copied before the item changed is known to be old when it is proven', async () => {
    const item = await placed();
    await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.zalo!], at: null }));
    const shown = standsThere(kindOf({ kind: 'zalo-oa' }), (await publicItem(db, item))!);
    await t.on('2026-11-23').run((a) => placeItem(a, { id: item, noun: 'articles', organisationId: commune, wanted: '/', language: 'vi', title: 'Một cửa mở cả ngày', summary: 'Cả ngày.', picture: null, collectionId: null }));
    await t.on('2026-11-23').run(async (a) => provePosting(a, { postingId: (await task(item, 'Zalo OA xã')).id, rowVersion: null, proof: { link: 'https://zalo.me/408/bai-9', file: null, day: a.today, standing: shown } }));
    await follow(t.on('2026-11-23'));
    assert.deepEqual((await tasks(item)).map(({ what, status }) => [what, status]), [['post', 'done'], ['update', 'waiting']]);
  });

  it('nothing old is planned after a long outage, and nothing goes to a closed outlet', async () => {
    const item = await placed(t.on('2026-11-20'), { collectionId: COLUMN }), later = t.on('2026-12-20');
    assert.equal(await follow(later), 0);
    assert.deepEqual(await tasks(item), []);
    await later.run((a) => closeOutlet(a, { outletId: outlets.led!, rowVersion: null, open: false }));
    await placed(later, { collectionId: COLUMN });
    assert.equal(await follow(later), 1);
    assert.match(await refusal(() => later.run((a) => distribute(a, { itemId: item, outletIds: [outlets.led!], at: null }))), /đã đóng/);
    assert.equal((await outletsOf(db, [commune])).at(-1)!.name, 'Màn hình LED cổng UBND');
  });
});

describe('who posts', () => {
  it('is told what has come, what must be taken down at once, and what is overdue, in the words of the outlet', async () => {
    const officer = (await people(t, [{ userName: 'dang@songtra.example', name: 'Lê Thị Đăng', at: commune, roles: ['officer'] }])).get('dang@songtra.example')!, fresh = t.on('2026-12-22');
    await tellPeople({ ...t.env, clock: { now: () => fresh.env.clock.now(), today: fresh.env.clock.today } as never, mail: null, newsDays: 0 });
    const item = await placed(fresh), told = async () => { await tellPeople({ ...fresh.env, clock: fresh.env.clock as never, mail: null }); return (await inbox(db, officer, {})).rows.map(saidOf); };
    await fresh.run((a) => distribute(a, { itemId: item, outletIds: [outlets.facebook!, outlets.zalo!], at: null }));
    assert.deepEqual(await told(), ['2 việc đăng bài ra các kênh của UBND xã Mẫu 1 đến lượt ngày 22/12.']);
    await prove((await task(item, 'Trang Facebook xã')).id, { link: link(8) }, fresh);
    await fresh.run((a) => withdrawItem(a, { id: item }));
    await follow(fresh);
    assert.match((await told())[0]!, /^“Một cửa mở thêm sáng thứ Bảy \(\d+\)” bài gốc đã gỡ, cần gỡ tại Trang Facebook xã \(Facebook\)\.$/);
  });
});

describe('after a merger', () => {
  it('an outlet goes on with the successor, with what usually goes there and what is still to be posted; what was posted stays with who posted it', async () => {
    useSuccessionParts(distributionSuccession);
    const old = province.communes[1]!, before = t.on('2026-11-20'), board = await before.run((a) => openOutlet(a, { organisationId: old, kind: 'notice-board', form: { name: 'Bảng tin thôn', address: '', place: '' }, demo: false }));
    const [done, open] = [await placed(), await placed()];
    await before.run(async (a) => {
      await keepDefaults(a, { organisationId: old, noun: 'articles', collectionId: null, called: 'Tin, bài', usual: [{ outletId: board, due: 'same-day' }] });
      for (const item of [done, open]) await distribute(a, { itemId: item, outletIds: [board], at: null });
    });
    await prove((await task(done, 'Bảng tin thôn')).id, { file: { sha256: photo, name: 'bang-tin.jpg' } });
    await before.run((a) => reorganise(a, { scopeId: province.root, answers: () => ({ answers: noAnswers }), events: [{ kind: 'merge', units: [old], into: { existing: commune }, line: 0, onDay: today, citation: 'Nghị quyết số 12/NQ-HĐND', reason: '' }] }));
    const [gone] = (await outletsOf(db, [commune])).filter((one) => one.id === board);
    assert.deepEqual([gone!.name, (await defaultsOfOrganisation(db, [commune])).some((one) => one.outlet_id === board)], ['Bảng tin thôn (UBND xã Mẫu 2)', true]);
    const of = async (item: Id) => (await postingsOfItem(db, item))[0]!.organisation_id;
    assert.deepEqual([await of(done), await of(open)], [old, commune]);
  });
});

describe('a driver', () => {
  let network: Simulator;
  before(async () => { network = await startSimulator(); });
  after(() => network.close());
  const patient = () => simulatorDriver(network, 150);
  /** Everything is looked at again after so many minutes, by a program that was started anew. */
  const send = (minutes = 0) => {
    const now = new Date(t.env.clock.now().getTime() + minutes * 60_000), driver = patient();
    return sendDue({ db, files, ids: t.env.ids, clock: { now: () => now, today: () => today } as never, origin: 'https://loa.example.vn', driverOf: async () => driver });
  };
  const sent = async (): Promise<Id> => { const item = await placed(); await t.run((a) => distribute(a, { itemId: item, outletIds: [outlets.simulator!], at: null })); return item; };
  const standing = (item: Id) => network.posts().filter((one) => one.link.endsWith(item));
  const state = async (item: Id, what = 'post') => (await task(item, 'Mạng mô phỏng', what)).status;

  it('posts text, link and picture once; what Loa itself posted is confirmed from birth', async () => {
    const item = await sent();
    assert.equal(await state(item), 'sending');
    assert.equal(await send(), 1);
    assert.equal(await send(), 0);
    const [post] = standing(item);
    assert.ok(post!.message.includes(`https://loa.example.vn/x/${item}`) && post!.picture > 1000);
    const row = (await postingRow(db, (await task(item, 'Mạng mô phỏng')).id))!;
    assert.deepEqual([row.status, row.link, (await deliverableView(db, row.deliverable_id!))!.status], ['done', `${network.origin}/bai/${post!.id}`, 'confirmed']);
  });

  it('posts nothing twice after an answer was lost, after a fault, and after being killed in between', async () => {
    for (const fault of ['silence-after', 'error-after', 'silence-before', 'error-before', 'nonsense'] as const) {
      const item = await sent();
      network.fail(fault);
      await send();
      assert.equal(await state(item), 'sending', fault);
      await send(5);
      assert.deepEqual([await state(item), standing(item).length], ['done', 1], fault);
    }
    // killed: the network has it, nobody wrote that down
    const item = await sent(), claimed = (await claimNext(db, t.env.clock.now()))!;
    await patient().post({ key: claimed.id, text: 'Một cửa', link: `https://loa.example.vn/x/${item}`, picture: null });
    assert.equal(await send(1), 0, 'the claim holds');
    await send(3);
    assert.deepEqual([await state(item), standing(item).length], ['done', 1]);
  });

  it('two workers never have one posting', async () => {
    const item = await sent(), [a, b] = await Promise.all([claimNext(db, t.env.clock.now()), claimNext(db, t.env.clock.now())]);
    assert.equal([a, b].filter(Boolean).length, 1);
    await send(3);
    assert.equal(standing(item).length, 1);
  });

  it('signs in anew, waits as long as it is asked to, and hands over what is refused', async () => {
    const tired = await sent();
    network.fail('token-expired', 'token-expired');
    await send();
    assert.equal(await state(tired), 'sending');
    await send(2);
    assert.equal(await state(tired), 'done');
    const busy = await sent();
    network.fail('too-many');
    await send();
    assert.equal(await send(1), 0, '90 seconds were asked for');
    await send(2);
    assert.equal(await state(busy), 'done');
    const refused = await sent();
    network.fail('refuse');
    await send();
    const failed = await task(refused, 'Mạng mô phỏng');
    assert.deepEqual([failed.status, failed.reason], ['failed', 'Kênh từ chối: nội dung không được nhận']);
    await t.run((a) => retryPosting(a, { postingId: failed.id, rowVersion: null }));
    await send();
    assert.equal(await state(refused), 'done');
  });

  it('gives up after eight tries and says so to a hand', async () => {
    const item = await sent();
    for (let minutes = 0; await state(item) === 'sending'; minutes += 180) { network.fail('repair', ...(minutes ? ['repair' as const] : [])); await send(minutes); }
    const { status, reason } = await task(item, 'Mạng mô phỏng');
    assert.equal(status, 'failed');
    assert.match(reason!, /Đã thử 8 lần không được/);
    await prove((await task(item, 'Mạng mô phỏng')).id, { link: `${network.origin}/bai/tay` });
    assert.equal(await state(item), 'done');
  });

  it('changes and takes down what it posted', async () => {
    const item = await sent();
    await send();
    await follow();
    const next = t.on('2026-11-23');
    await next.run((a) => placeItem(a, { id: item, noun: 'articles', organisationId: commune, wanted: '/', language: 'vi', title: 'Một cửa mở cả ngày', summary: 'Cả ngày thứ Bảy.', picture: null, collectionId: null }));
    await follow(next);
    await send(4 * 24 * 60);
    assert.deepEqual([standing(item)[0]!.edits, standing(item)[0]!.message.startsWith('Một cửa mở cả ngày'), await state(item, 'update')], [1, true, 'done']);
    await next.run((a) => withdrawItem(a, { id: item }));
    await follow(next);
    await send(4 * 24 * 60);
    assert.deepEqual([standing(item)[0]!.removed, await state(item, 'remove')], [true, 'done']);
    const { rows } = await postingList(db, { organisationIds: [commune], states: ['sending'] });
    assert.deepEqual(rows, []);
  });
});

it('the log answers for every outlet, default and posting as it stands', async () => {
  assert.deepEqual((await verify(db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
});
