import sharp from 'sharp';
import type { Id } from '#kernel/id.ts';
import { addDays, dayAt, plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { withdrawArticle } from '#features/articles/actions/withdraw-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { columnsOf } from '#features/articles/store.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { distribute } from '#features/distribution/actions/distribute.ts';
import { itemUpdated, itemWithdrawn } from '#features/distribution/actions/follow-item.ts';
import { keepDefaults } from '#features/distribution/actions/keep-defaults.ts';
import { openOutlet } from '#features/distribution/actions/keep-outlet.ts';
import { provePosting } from '#features/distribution/actions/prove-posting.ts';
import { failPosting, skipPosting } from '#features/distribution/actions/set-aside.ts';
import { postingsOfItem, type PostingView } from '#features/distribution/store.ts';
import { kindOf } from '#features/distribution/rules/kinds/index.ts';
import { proofWanted } from '#features/distribution/rules/proof.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { itemsOf, publicItem, type PublicItem } from '#features/sites/store.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { OnDay } from './load.ts';

interface DemoOutlet { readonly key: string; readonly unit: string; readonly kind: string; readonly name: string; readonly address?: string; readonly place?: string }
/** Where the office of the province, a department and two communes post: by our own invention. */
const OUTLETS: readonly DemoOutlet[] = [
  { key: 'vp-fb', unit: 'VP', kind: 'facebook-page', name: 'Trang Facebook Lam Giang hôm nay', address: 'https://www.facebook.com/lamgiang.minhhoa' },
  { key: 'vp-zalo', unit: 'VP', kind: 'zalo-oa', name: 'Zalo OA tỉnh Lam Giang', address: 'https://zalo.me/1900000001' },
  { key: 'vp-sim', unit: 'VP', kind: 'simulator', name: 'Mạng xã hội mô phỏng' },
  { key: 'snv-fb', unit: 'SNV', kind: 'facebook-page', name: 'Trang Facebook Sở Nội vụ', address: 'https://www.facebook.com/sonoivu.minhhoa' },
  { key: 'snv-web', unit: 'SNV', kind: 'website', name: 'Trang thông tin cũ của Sở', address: 'https://snv.lamgiang.example' },
  { key: 'xa-zalo', unit: 'X05', kind: 'zalo-oa', name: 'Zalo OA UBND xã', address: 'https://zalo.me/1900000005' },
  { key: 'xa-fb', unit: 'X05', kind: 'facebook-page', name: 'Trang Facebook xã', address: 'https://www.facebook.com/xa05.minhhoa' },
  { key: 'xa-led', unit: 'X05', kind: 'led-screen', name: 'Màn hình LED cổng UBND xã', place: 'Cổng trụ sở UBND xã' },
  { key: 'xa-bang', unit: 'X05', kind: 'notice-board', name: 'Bảng tin nhà văn hóa trung tâm', place: 'Nhà văn hóa trung tâm' },
  { key: 'p-zalo', unit: 'P01', kind: 'zalo-oa', name: 'Zalo OA UBND phường', address: 'https://zalo.me/1900000011' },
  { key: 'p-led', unit: 'P01', kind: 'led-screen', name: 'Bảng điện tử Bộ phận Một cửa', place: 'Sảnh Bộ phận Một cửa' },
];
/** Who posts; of which unit's items each takes some to its own outlets. */
const DESKS: readonly { readonly unit: string; readonly who: string; readonly takes: readonly string[]; readonly outlets: readonly string[]; readonly most: number }[] = [
  { unit: 'VP', who: 'Đinh Thị Lan Anh', takes: ['VP'], outlets: ['vp-fb', 'vp-zalo'], most: 4 },
  { unit: 'SNV', who: 'Lý Thị Mai', takes: ['SNV'], outlets: ['snv-fb', 'snv-web'], most: 3 },
  { unit: 'X05', who: 'Huỳnh Thị Thu Thảo', takes: ['X05', 'VP'], outlets: ['xa-led', 'xa-fb', 'xa-zalo'], most: 4 },
  { unit: 'P01', who: 'Đoàn Thị Kim Liên', takes: ['VP', 'SNV'], outlets: ['p-led', 'p-zalo'], most: 2 },
];

interface Into { readonly db: Database; readonly files: FileStore; readonly on: OnDay; readonly units: ReadonlyMap<string, Id>; readonly today: PlainDate }

/** Outlets since October, and a month of postings: most are out with their proof, the last days still wait, one failed, one was left out, one was taken down again. */
export async function makeDistribution({ db, files, on, units, today }: Into): Promise<void> {
  const begin = plainDate('2026-10-05');
  if (today < begin) return;
  const photo = await prepareFile(files, { bytes: await picture(), name: 'man-hinh-dang-chieu.png' }), outlets = new Map<string, Id>();
  await on(begin, async (a) => {
    for (const { key, unit, kind, name, address = '', place = '' } of OUTLETS) outlets.set(key, await openOutlet(a, { organisationId: units.get(unit)!, kind, form: { name, address, place }, demo: true }));
    for (const unit of new Set(OUTLETS.map((one) => one.unit))) await keepFile(a, units.get(unit)!, photo);
    const [column] = await columnsOf(a.tx, [units.get('X05')!]);
    if (column) await keepDefaults(a, { organisationId: units.get('X05')!, noun: 'articles', collectionId: column.id, called: column.name, usual: [{ outletId: outlets.get('xa-zalo')!, due: 'same-day' }, { outletId: outlets.get('xa-led')!, due: 'next-working-day' }] });
  });
  const proofOf = (task: PostingView, n: number, day: PlainDate) => {
    const outlet = OUTLETS.find((one) => outlets.get(one.key) === task.outlet_id)!, wanted = proofWanted(kindOf(task), task.what);
    return { link: wanted === 'photo' ? '' : `${outlet.address}/posts/${2026_000 + n}`, file: wanted === 'photo' ? { sha256: photo.sha256, name: 'man-hinh-dang-chieu.png' } : null, day };
  };
  let count = 0;
  const prove = async (a: Acting, task: PostingView): Promise<void> => { await provePosting(a, { postingId: task.id, rowVersion: null, proof: proofOf(task, ++count, a.today) }); };

  for (const { who, takes, outlets: keys, most, unit } of DESKS) {
    const ids = keys.map((key) => outlets.get(key)!), { rows } = await itemsOf(db, { organisationIds: takes.map((code) => units.get(code)!), noun: 'articles', from: startOfDay(addDays(today, -31)), size: most });
    for (const [index, item] of rows.toReversed().entries()) await post(item, ids, index === rows.length - 1, index, who, units.get(unit)!);
  }
  await takenDown();
  await changedSince();

  /** Posted the day it came out; of the newest something is to be done today, and two before it show what else may happen. */
  async function post(item: PublicItem, ids: readonly Id[], newest: boolean, index: number, who: string, unit: Id): Promise<void> {
    const day = dayAt(item.published_at);
    await on(day, async (a) => {
      await distribute(a, { itemId: item.id, outletIds: newest ? ids.slice(0, 1) : ids, at: null });
      const mine = (await postingsOfItem(a.tx, item.id)).filter((one) => one.organisation_id === unit && ids.includes(one.outlet_id));
      for (const task of mine) {
        const place = ids.indexOf(task.outlet_id);
        if (place === 1 && index === 1) await skipPosting(a, { postingId: task.id, rowVersion: null, reason: 'Nội dung đã có trong bài tổng hợp đăng trước đó' });
        else if (place === 1 && index === 2) await failPosting(a, { postingId: task.id, rowVersion: null, reason: 'Trang đang bị hạn chế đăng bài, chờ nhà mạng mở lại' });
        else await prove(a, task);
      }
      if (addDays(day, 5) < today) for (const id of new Set((await postingsOfItem(a.tx, item.id)).flatMap((one) => (one.organisation_id === unit && one.deliverable_id && kindOf(one).counts !== 'item' ? [one.deliverable_id] : [])))) await confirm(a, { deliverableId: id, rowVersion: null });
    }, who);
    if (newest) await on(today, (a) => distribute(a, { itemId: item.id, outletIds: ids.slice(1), at: null }), who);
    if (!newest || unit !== units.get('VP')) return;
    // on its way since it came out: the simulated network takes it as soon as the demonstration runs
    await on(day, (a) => distribute(a, { itemId: item.id, outletIds: [outlets.get('vp-sim')!], at: null }), who);
    await on(today, (a) => distribute(a, { itemId: item.id, outletIds: [outlets.get('xa-bang')!], at: new Date(startOfDay(addDays(today, 3)).getTime() + 7.5 * 3_600_000) }), who);
  }

  /** A notice of one afternoon: out, withdrawn, taken down from the page, still to be taken down from the official account. */
  async function takenDown(): Promise<void> {
    const out = plainDate('2026-11-12'), over = plainDate('2026-11-18'), who = 'Huỳnh Thị Thu Thảo', editor = 'Võ Đức Khánh';
    const [column] = await columnsOf(db, [units.get('X05')!]);
    if (today < over || !column) return;
    const body = readRichText({ text: 'Chiều thứ Sáu 13/11, hệ thống tiếp nhận hồ sơ được bảo trì từ 14 giờ. Bộ phận Một cửa của xã nhận hồ sơ giấy và hẹn nhập vào hệ thống sáng thứ Hai; người dân không phải đến lần thứ hai. Hồ sơ chứng thực vẫn làm bình thường.' }).doc;
    const id = await on(out, async (a) => {
      const made = await startArticle(a, { columnId: column.id, content: { title: 'Chiều 13/11 bảo trì hệ thống, Một cửa nhận hồ sơ giấy', summary: 'Hệ thống bảo trì từ 14 giờ; hồ sơ giấy nhận trong chiều được nhập vào sáng thứ Hai.', body, cover: null, themes: ['Một cửa'], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } });
      await submitArticle(a, { articleId: made, rowVersion: null });
      return made;
    }, who), which = { articleId: id, rowVersion: null };
    await on(out, async (a) => { await approveArticle(a, which); await publishArticle(a, files, which); }, editor);
    await on(out, async (a) => { await distribute(a, { itemId: id, outletIds: [outlets.get('xa-zalo')!, outlets.get('xa-fb')!], at: null }); for (const task of await postingsOfItem(a.tx, id)) await prove(a, task); }, who);
    await on(over, (a) => withdrawArticle(a, { ...which, reason: 'Đợt bảo trì đã xong, thông báo không còn hiệu lực' }), editor);
    await on(over, async (a) => { await itemWithdrawn(a, (await publicItem(a.tx, id))!); }, 'Phát hành theo chuyên mục');
    await on(addDays(over, 1) <= today ? addDays(over, 1) : over, async (a) => {
      const removal = (await postingsOfItem(a.tx, id)).find((one) => one.what === 'remove' && one.outlet_id === outlets.get('xa-fb'));
      if (removal) await prove(a, removal);
    }, who);
  }

  /** What was changed on the portal after it had been posted is to be changed there too. */
  async function changedSince(): Promise<void> {
    const { rows } = await itemsOf(db, { organisationIds: [units.get('SNV')!], noun: 'articles', size: 60 }), item = rows.find((one) => one.updated_at !== null && dayAt(one.published_at) >= plainDate('2026-03-01'));
    if (!item) return;
    await on(dayAt(item.published_at) < begin ? begin : dayAt(item.published_at), async (a) => {
      await distribute(a, { itemId: item.id, outletIds: [outlets.get('snv-web')!], at: null });
      for (const task of await postingsOfItem(a.tx, item.id)) if (task.status === 'waiting') await prove(a, task);
    }, 'Lý Thị Mai');
    await on(addDays(today, -1), async (a) => { await itemUpdated(a, { ...item, updated_at: a.now }); }, 'Phát hành theo chuyên mục');
  }
}

/** A screen that shows something, drawn by ourselves; the same bytes every time. */
const picture = (): Promise<Buffer> => sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#8fa7b8"/><rect x="60" y="50" width="520" height="210" rx="8" fill="#10151b"/><rect x="80" y="70" width="480" height="170" fill="#12405a"/><rect x="110" y="100" width="330" height="26" fill="#ffc24a"/><rect x="110" y="146" width="400" height="18" fill="#fff"/><rect x="110" y="180" width="360" height="18" fill="#fff"/><rect x="300" y="260" width="40" height="140" fill="#39424c"/></svg>')).png({ compressionLevel: 9 }).toBuffer();
