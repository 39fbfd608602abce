import { createHash } from 'node:crypto';
import { shardOf, type Id } from '#kernel/id.ts';
import { addDays, plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { columnsOf } from '#features/articles/store.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { approveIssue, submitIssue } from '#features/newsletters/actions/approve-issue.ts';
import { composeIssue, startIssue } from '#features/newsletters/actions/compose-issue.ts';
import { createNewsletter } from '#features/newsletters/actions/keep-newsletter.ts';
import { publishIssue } from '#features/newsletters/actions/publish-issue.ts';
import { askSubscription, confirmSubscription, refuseSubscriber } from '#features/newsletters/actions/subscribe.ts';
import type { IssueContent, Section } from '#features/newsletters/rules/contents.ts';
import { articlesForIssue, candidates, nextNumbers } from '#features/newsletters/store/reading.ts';
import { newsletterRow } from '#features/newsletters/store/rows.ts';
import { subscriptionsOfAddress } from '#features/newsletters/store/subscriptions.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { OnDay } from './load.ts';

type DemoRole = (typeof CAST)[number]['role'];
interface DemoIssue { readonly day: string; readonly title: string; readonly foreword: readonly string[] }

/** A monthly bulletin: eleven issues out, the twelfth waits for its approval. */
const ISSUES: readonly DemoIssue[] = [
  { day: '2026-01-30', title: 'Năm mới, việc mới ở Một cửa', foreword: ['Bản tin bước sang năm thứ hai. Mỗi tháng một số, chúng tôi kể những thay đổi mà người dân gặp ngay ở quầy Một cửa, và nói rõ ai chịu trách nhiệm.', 'Số đầu năm giới thiệu kế hoạch tuyên truyền năm 2026 và những nơi bắt đầu làm sớm.'] },
  { day: '2026-02-27', title: 'Nộp hồ sơ ở đâu cũng được', foreword: ['Tết vừa qua, nhiều người đi làm xa tranh thủ về quê làm giấy tờ. Năm nay họ không phải tranh thủ nữa: hồ sơ nộp được ở mọi xã, phường trong tỉnh.'] },
  { day: '2026-03-30', title: 'Nhìn lại quý đầu tiên', foreword: ['Ba tháng, con số nói được gì? Số này đặt cạnh nhau điều đã hứa và điều đã làm, kể cả chỗ chưa đạt.'] },
  { day: '2026-04-28', title: 'Trả phí không dùng tiền mặt', foreword: ['Mã QR đã có trên giấy tiếp nhận hồ sơ. Ban biên tập mời bạn đọc làm thử theo bốn bước, và giữ lại số tổng đài phòng khi nhầm.'] },
  { day: '2026-05-29', title: 'Một cửa của người cao tuổi', foreword: ['Không phải ai cũng có điện thoại thông minh. Số này dành cho những cách làm để không ai bị bỏ lại: bàn hỗ trợ, tổ công nghệ số, và cán bộ về tận thôn.'] },
  { day: '2026-06-29', title: 'Đọc chỉ số, tìm việc phải sửa', foreword: ['Chỉ số cải cách hành chính không phải để xếp hạng cho vui. Chúng tôi chọn ba điểm trừ hay gặp nhất và hỏi các đơn vị sẽ sửa thế nào.'] },
  { day: '2026-07-31', title: 'Một năm chính quyền hai cấp', foreword: ['Tròn một năm tổ chức chính quyền địa phương hai cấp. Bạn đọc gửi về câu hỏi, chúng tôi tìm người trả lời.'] },
  { day: '2026-08-28', title: 'Cảnh giác trước khi bấm vào đường dẫn', foreword: ['Kẻ gian giả danh cán bộ Một cửa ngày càng khéo. Hãy đọc kỹ ba dấu hiệu nhận biết và chuyển cho người thân lớn tuổi.'] },
  { day: '2026-09-30', title: 'Mùa khai giảng, giấy tờ cho con', foreword: ['Khai sinh, cư trú, hỗ trợ học phí: những việc cha mẹ hay vướng đầu năm học nay làm trong một lần nộp.'] },
  { day: '2026-10-30', title: 'Hồ sơ trễ hẹn thì xin lỗi ai', foreword: ['Thư xin lỗi không phải là hình thức. Số này theo một hồ sơ trễ hẹn từ đầu đến cuối, để thấy chậm ở khâu nào.'] },
  { day: '2026-11-16', title: 'Một cửa gần dân hơn', foreword: ['Cuối năm là lúc Bộ phận Một cửa đông nhất. Mời bạn đọc xem những việc làm được tại nhà, và giờ nào đến quầy thì không phải chờ.', 'Ban biên tập cảm ơn bạn đọc đã gửi câu hỏi cho mục Hỏi và đáp.'] },
  { day: '2026-11-20', title: 'Tổng kết một năm, hẹn nhau năm mới', foreword: ['Số cuối năm nhìn lại mười một số đã ra và những việc bạn đọc nhờ hỏi giúp: việc nào đã xong, việc nào còn hẹn.'] },
];

/** Which days issues came out: what the unit need not write into its books by hand. */
export const publishedIssues = (): readonly { readonly unit: string; readonly day: PlainDate; readonly task: string }[] => ISSUES.slice(0, -1).map(({ day }) => ({ unit: 'SKHCN', day: plainDate(day), task: 'Bản tin số' }));

const NAME = 'Bản tin Cải cách hành chính tỉnh Lam Giang';

/** A bulletin: whose it is, what stands in its masthead, from which columns it takes its articles under which headings, and its issues. */
interface DemoBulletin {
  readonly unit: string; readonly editor: DemoRole; readonly composer: string; readonly begun: string; readonly name: string; readonly about: string; readonly licence: string; readonly inCharge: string; readonly contact: string; readonly earlier: number;
  readonly from: string; readonly sources: readonly { readonly unit: string; readonly column: string; readonly heading: string }[]; readonly issues: readonly DemoIssue[]; /** The last one waits for its approval. */ readonly lastWaits: boolean;
}
const BULLETINS: readonly DemoBulletin[] = [{
  unit: 'SKHCN', editor: 'department', composer: 'Lương Thị Cẩm Tú', begun: '2026-01-15', name: NAME, about: 'Mỗi tháng một số: việc cải cách hành chính đã làm, cách làm hay và câu trả lời cho bạn đọc.', licence: 'Số 27/GP-SVHTTDL, cấp ngày 12/12/2025',
  inCharge: 'Bà Nguyễn Thị Ngọc Diệp, Phó Giám đốc Sở Khoa học và Công nghệ', contact: '18 đường Nguyễn Tri Phương, phường An Thới; thư điện tử bantin@lamgiang.example', earlier: 12, from: '2026-01-01', issues: ISSUES, lastWaits: true,
  sources: [{ unit: 'VP', column: 'Cải cách hành chính', heading: 'Chuyện cải cách' }, { unit: 'X05', column: 'Chính quyền gần dân', heading: 'Xã, phường' }, { unit: 'SNV', column: 'Hỏi và đáp thủ tục', heading: 'Hỏi và đáp' }],
}, {
  unit: 'X05', editor: 'approver', composer: 'Huỳnh Thị Thu Thảo', begun: '2026-09-15', name: 'Bản tin Một cửa của xã', about: 'Mỗi quý một số: việc mới ở Bộ phận Một cửa, viết cho người dân trong xã; phát ở nhà văn hóa các thôn.', licence: 'Số 41/GP-SVHTTDL, cấp ngày 28/8/2026',
  inCharge: 'Ông Võ Đức Khánh, Phó Chủ tịch UBND xã', contact: 'Phòng Văn hóa - Xã hội của xã', earlier: 0, from: '2026-07-01', lastWaits: false, sources: [{ unit: 'X05', column: 'Chính quyền gần dân', heading: '' }],
  issues: [{ day: '2026-09-29', title: 'Một cửa của xã, ba tháng nhìn lại', foreword: ['Số đầu tiên của bản tin xã. Chúng tôi kể những việc bà con gặp ở Bộ phận Một cửa trong ba tháng qua, và việc sẽ làm trong quý tới.', 'Bà con muốn hỏi điều gì, xin nói với trưởng thôn hoặc ghi vào sổ góp ý tại quầy; bản tin sau sẽ trả lời.'] }],
}];

interface Into { readonly db: Database; readonly files: FileStore; readonly on: OnDay; readonly units: ReadonlyMap<string, Id>; readonly today: PlainDate }

/** The bulletin of the Department of Science and Technology, composed from the columns of the province, with some readers; and a commune's, four times a year. Prints are typeset when somebody opens them. */
export async function makeNewsletters(into: Into): Promise<void> {
  for (const bulletin of BULLETINS) {
    const newsletter = await makeBulletin(into, bulletin);
    if (newsletter && bulletin.name === NAME) await makeReaders(into, into.units.get(bulletin.unit)!, newsletter);
  }
}

async function makeBulletin({ db, files, on, units, today }: Into, bulletin: DemoBulletin): Promise<Id | null> {
  const unit = units.get(bulletin.unit)!, [account] = await accountsByUserNames(db, [demoUserName(bulletin.editor)]), editor = CAST.find(({ role }) => role === bulletin.editor)!.name;
  const as = <T>(day: PlainDate, who: string, verb: (acting: Acting) => Promise<T>): Promise<T> => on(day, (a) => verb(who === editor && account ? { ...a, by: { ...a.by, accountId: account.id, organisationId: unit } } : a), who);
  const begun = plainDate(bulletin.begun);
  if (begun > today) return null;
  const columns = (await columnsOf(db, bulletin.sources.map((one) => units.get(one.unit)!))).filter(({ name }) => bulletin.sources.some(({ column }) => column === name));
  const newsletter = await as(begun, editor, (a) => createNewsletter(a, { organisationId: unit, form: {
    name: bulletin.name, about: bulletin.about, channel: 'bulletin', itemIds: [], columnIds: columns.map(({ id }) => id), licence: bulletin.licence, editorInCharge: bulletin.inCharge, contact: bulletin.contact, earlierIssues: bulletin.earlier,
  } }));
  const row = (await newsletterRow(db, newsletter))!;
  let from = plainDate(bulletin.from);
  for (const [index, one] of bulletin.issues.entries()) {
    const day = plainDate(one.day), until = day < today ? day : today;
    if (day > today) break;
    const chosen = await candidates(db, { organisationIds: [], columnIds: row.column_ids, from: startOfDay(from), to: startOfDay(addDays(until, 1)) }, 8), known = await articlesForIssue(db, chosen.map(({ id }) => id));
    const lead = chosen.find(({ id }) => known.get(id)?.cover)?.id ?? chosen[0]?.id;
    const sections: Section[] = bulletin.sources.map(({ column, heading }) => ({ heading, entries: chosen.filter((each) => each.column === column).map(({ id }) => ({ articleId: id, text: null, lead: id === lead })) })).filter(({ entries }) => entries.length);
    const content = async (a: Acting): Promise<IssueContent> => { const { number, overall } = await nextNumbers(a.tx, row, 2026); return { year: 2026, number, overall, title: one.title, foreword: readRichText({ text: one.foreword.join('\n\n') }).doc, sections, fromDay: from, toDay: until }; };
    const which = (issueId: Id) => ({ issueId, rowVersion: null });
    const id = await as(day, bulletin.composer, async (a) => { const made = await startIssue(a, { newsletterId: newsletter, content: { ...(await content(a)), sections: [] } }), whole = await content(a); await composeIssue(a, { ...which(made), content: { ...whole, number: whole.number - 1, overall: whole.overall - 1 } }); if (sections.length) await submitIssue(a, which(made)); return made; });
    if (sections.length && !(bulletin.lastWaits && index === bulletin.issues.length - 1)) await as(day, editor, async (a) => { await approveIssue(a, which(id)); await publishIssue(a, { files, origin: null, print: 'on-demand' }, which(id)); });
    from = addDays(until, 1);
  }
  return newsletter;
}

/** Made-up addresses that nothing can be sent to: most confirmed, some have not yet, one was refused. */
async function makeReaders({ db, on, today }: Into, unit: Id, newsletter: Id): Promise<void> {
  const NAMES = ['an.tran', 'binh.le', 'chi.nguyen', 'dung.pham', 'giang.vo', 'hanh.ho', 'khoa.dang', 'lan.bui', 'minh.do', 'nga.ly', 'oanh.phan', 'phuc.truong', 'quyen.dinh', 'son.ha', 'tam.mai', 'uyen.cao', 'vinh.luu', 'xuan.ta', 'yen.chau', 'bao.kieu'];
  const marked = (address: string): string => createHash('sha256').update(`demo ${address}`).digest('hex'), tokenOf = (address: string): string => createHash('sha256').update(`demo token ${address}`).digest('base64url');
  for (const [day, names] of [['2026-03-05', NAMES.slice(0, 12)], ['2026-11-17', NAMES.slice(12)]] as const) {
    if (plainDate(day) > today) break;
    await on(plainDate(day), async (a) => {
      for (const [index, name] of names.entries()) {
        const address = `${name}@bandoc.example`, token = tokenOf(address);
        await askSubscription(a, { organisationId: unit, address, domain: 'lamgiang.example', token, marked, targets: [{ kind: 'newsletter', id: newsletter, shard: shardOf(newsletter), name: NAME }] });
        if (day < '2026-11-01' || index < 5) await confirmSubscription(a, token, marked);
      }
    }, 'Người đọc');
  }
  const [gone] = await subscriptionsOfAddress(db, 'chi.nguyen@bandoc.example');
  if (gone) await on(plainDate('2026-06-30') < today ? plainDate('2026-06-30') : today, (a) => refuseSubscriber(a, gone.id, '550 5.1.1 no such user'), 'Gửi thư bản tin');
}
