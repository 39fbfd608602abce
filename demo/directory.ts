import type { Id } from '#kernel/id.ts';
import { plainDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { importDirectory } from '#features/directory/actions/import-directory.ts';
import { changeEntryFrom } from '#features/directory/actions/keep-entry.ts';
import { typedDetails } from '#features/directory/rules/details.ts';
import { DIRECTORY_COLUMNS } from '#features/directory/rules/import-directory.ts';
import { entriesOn } from '#features/directory/store.ts';
import { registerDocument } from '#features/documents/actions/register-document.ts';
import { printDocument } from '#features/documents/print.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { publishPlan } from '#features/plans/actions/publish-plan.ts';
import { publishReport } from '#features/reports/actions/publish-report.ts';
import { isSent } from '#features/reports/rules/states.ts';
import { reportsOfUnit } from '#features/reports/store/reports.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { DocumentKind } from '#features/documents/rules/document-kinds.ts';
import { CAST } from '#app/demo-cast.ts';
import type { OnDay } from './load.ts';
import { nameMaker } from './people.ts';
import { COMMUNES, DEPARTMENTS, PROVINCE } from './places.ts';

type Column = keyof typeof DIRECTORY_COLUMNS;
const HOURS = 'T2-T6: 07:00-11:30, 13:30-17:00', WITH_SATURDAY = `${HOURS}\nT7: 07:30-11:30`;
/** Numbers that nobody has: an area code that is not given out, and the range 0999 000. */
const fixed = (index: number): string => `0230 3000 ${String(index).padStart(3, '0')}`, mobile = (index: number): string => `0999 000 ${String(index).padStart(3, '0')}`;
const wordOf = { xã: 'Commune', phường: 'Ward', 'đặc khu': 'Special Zone' } as const;
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/** The table with which the province began its directory: each unit with office, hotline, one-stop shop and people; some communes sent theirs in spring and have not looked since. */
export async function makeDirectory({ on, units, today }: { on: OnDay; units: ReadonlyMap<string, Id>; today: PlainDate }): Promise<void> {
  const columns = Object.keys(DIRECTORY_COLUMNS) as Column[], head = columns.map((key) => DIRECTORY_COLUMNS[key].label), root = units.get('UBND')!, name = nameMaker(41), deputy = CAST.find((one) => one.role === 'approver')!, officer = CAST.find((one) => one.role === 'commune')!;
  const spring: string[][] = [], summer: string[][] = [], row = (to: string[][], cells: Partial<Record<Column, string>>) => to.push(columns.map((key) => cells[key] ?? ''));
  const site = (code: string): string => `${code.toLowerCase()}@lamgiang.example`;
  row(summer, { code: 'UBND', kind: 'Trụ sở', name: 'Ngô Thanh Hạnh, Chánh Văn phòng UBND tỉnh', address: 'Số 1 Quảng trường Sông Lam, phường Lam Thành', phone: fixed(1), fax: fixed(2), email: site('ubnd'), hours: HOURS, map: 'https://ban-do.lamgiang.example/ubnd-tinh', nameEn: 'People’s Committee of Lam Giang Province', addressEn: '1 Song Lam Square, Lam Thanh Ward' });
  row(summer, { code: 'UBND', kind: 'Đường dây nóng', name: 'Hướng dẫn thủ tục, tiếp nhận phản ánh về phục vụ hành chính', phone: mobile(22), answers: 'Trực ban Trung tâm Phục vụ hành chính công tỉnh', hours: WITH_SATURDAY, after: 'gửi phản ánh, kiến nghị ở Cổng Dịch vụ công quốc gia; có mã tra cứu', nameEn: 'Guidance on procedures, feedback about public services' });
  row(summer, { code: 'UBND', kind: 'Đường dây nóng', name: 'Cải cách hành chính, kỷ cương công vụ', phone: mobile(23), answers: 'Sở Nội vụ', hours: HOURS, nameEn: 'Administrative reform, conduct of officials' });
  row(summer, { code: 'UBND', kind: 'Một cửa', name: 'Trung tâm Phục vụ hành chính công tỉnh Lam Giang', address: 'Số 5 đường Lam Thành, phường Lam Thành', phone: fixed(5), hours: WITH_SATURDAY, nameEn: 'Provincial Public Administration Service Centre', addressEn: '5 Lam Thanh Street, Lam Thanh Ward' });
  row(summer, { code: 'UBND', kind: 'Lãnh đạo', name: 'Lê Quốc Sơn', title: 'Phó Chủ tịch UBND tỉnh', phone: fixed(3), email: 'leader@lamgiang.example', answers: 'Cải cách hành chính\nChuyển đổi số', after: 'Tiếp công dân ngày 15 hằng tháng', consent: 'x', nameEn: 'Vice Chairperson' });
  row(summer, { code: 'UBND', kind: 'Người liên hệ', name: 'Trần Thị Minh Hà', title: 'Chuyên viên đầu mối CCHC', phone: fixed(4), email: 'focal@lamgiang.example', answers: 'Tuyên truyền cải cách hành chính\nBáo cáo kết quả tuyên truyền', consent: 'x', nameEn: 'Focal officer for administrative reform' });
  DEPARTMENTS.forEach(({ code, name: called }, index) => {
    row(summer, { code, kind: 'Trụ sở', address: `Số ${12 + index * 3} đường Hành chính, phường Lam Thành`, phone: fixed(20 + index), email: site(code), hours: HOURS });
    row(summer, { code, kind: 'Đường dây nóng', name: `Hỏi việc thuộc ${called.charAt(0).toLocaleLowerCase('vi')}${called.slice(1)}`, phone: mobile(30 + index), hours: HOURS });
    row(summer, { code, kind: 'Lãnh đạo', name: name(), title: code === 'VP' ? 'Chánh Văn phòng' : 'Giám đốc', phone: fixed(60 + index), consent: 'x' });
  });
  COMMUNES.forEach(({ code, kind, name: place }, index) => {
    const to = index % 9 === 4 ? spring : summer, own = code === 'X05', chief = own ? deputy.name : name(), english = `${plain(place)} ${wordOf[kind]}`, called = `UBND ${kind} ${place}`;
    row(to, { code, kind: 'Trụ sở', name: `${chief}, ${own ? deputy.title : `Chủ tịch ${called}`}`, address: `${kind === 'xã' ? 'Thôn Trung tâm' : 'Tổ dân phố 1'}, ${kind} ${place}`, phone: fixed(100 + index), email: site(code), hours: HOURS, nameEn: `People’s Committee of ${english}`, addressEn: `Central hamlet, ${english}` });
    row(to, { code, kind: 'Đường dây nóng', name: 'Hướng dẫn thủ tục, tiếp nhận phản ánh', phone: mobile(100 + index), answers: 'Gặp công chức Văn hóa – Xã hội', hours: HOURS, after: 'xin gửi phản ánh, kiến nghị trên Cổng Dịch vụ công quốc gia: có mã tra cứu, có ngày trả lời', nameEn: 'Guidance on procedures, feedback' });
    row(to, { code, kind: 'Một cửa', name: `Trung tâm Phục vụ hành chính công ${kind} ${place}`, address: `Nhà một cửa, ${kind} ${place}`, phone: fixed(300 + index), hours: index % 4 === 1 ? WITH_SATURDAY : HOURS, nameEn: `Public Administration Service Centre, ${english}` });
    row(to, { code, kind: 'Lãnh đạo', name: chief, title: own ? deputy.title : `Chủ tịch ${called}`, phone: fixed(500 + index), answers: 'Tiếp công dân', after: 'Tiếp công dân sáng thứ Năm hằng tuần', consent: 'x', nameEn: own ? 'Vice Chairperson' : 'Chairperson' });
    row(to, { code, kind: 'Người liên hệ', name: own ? officer.name : name(), title: officer.title, phone: mobile(300 + index), answers: 'Hộ tịch, chứng thực\nTuyên truyền, đài truyền thanh', consent: index % 7 === 3 ? '' : 'x', nameEn: 'Culture and social affairs officer' });
  });
  const read = (day: PlainDate, rows: readonly string[][]) => day > today ? undefined : on(day, async (a) => {
    const { faults } = await importDirectory(a, { table: { head, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }, rootId: root, dryRun: false });
    if (faults[0]) throw new Error(`the demonstration's directory: ${faults[0].line} ${faults[0].reason}`);
  }, 'Ngô Thanh Hạnh');
  await read(plainDate('2026-03-03'), spring);
  await read(plainDate('2026-07-01'), summer);
  // the centre of one commune opens on Saturdays from December on
  const said = plainDate('2026-11-16');
  if (said <= today) await on(said, async (a) => {
    const [shop] = await entriesOn(a.tx, [units.get('X05')!], a.today, ['one-stop']);
    await changeEntryFrom(a, { entryId: shop!.id, rowVersion: null, typed: { ...typedDetails('one-stop', shop!.details as never), hours: WITH_SATURDAY }, from: plainDate('2026-12-01') });
  }, deputy.name);
}

interface DemoDocument { readonly form: DocumentKind | 'decree' | 'circular' | 'law'; readonly number: string; readonly day: string; readonly by?: string; readonly until?: string; readonly about: string; /** Its gist, of which the paper is made; without it only the facts are known. */ readonly says?: string }
/** Of the province itself, in our own words; beside them the acts they rest on, by their number. */
const DOCUMENTS: readonly DemoDocument[] = [
  { form: 'plan', number: '215/KH-UBND', day: '2025-12-22', about: 'Cải cách hành chính năm 2026 của tỉnh Lam Giang', says: 'Mỗi cơ quan, đơn vị chọn ba việc người dân kêu nhiều nhất để làm xong trong năm; hằng quý công khai việc đã làm.' },
  { form: 'decision', number: '1986/QĐ-UBND', day: '2025-12-26', about: 'Kiện toàn Ban Chỉ đạo cải cách hành chính tỉnh Lam Giang', says: 'Ban Chỉ đạo họp mỗi quý một lần; Sở Nội vụ là cơ quan thường trực.' },
  { form: 'decision', number: '58/QĐ-UBND', day: '2026-01-12', about: 'Công bố danh mục thủ tục hành chính của chính quyền địa phương hai cấp', says: 'Người dân nộp hồ sơ ở trung tâm nào cũng được; nơi nhận chuyển hồ sơ trong ngày.' },
  { form: 'directive', number: '02/CT-UBND', day: '2026-01-20', about: 'Tăng cường kỷ luật, kỷ cương trong giải quyết thủ tục hành chính', says: 'Hồ sơ quá hạn phải có thư xin lỗi, ghi rõ lý do và ngày trả mới.' },
  { form: 'plan', number: '31/KH-UBND', day: '2026-02-10', about: 'Kiểm tra công tác cải cách hành chính năm 2026' },
  { form: 'guidance', number: '12/HD-SNV', day: '2026-02-24', by: 'Sở Nội vụ', about: 'Viết tin, bài tuyên truyền cải cách hành chính ngắn, dễ hiểu', says: 'Mỗi bài nói một việc, nêu người dân phải làm gì, ở đâu, mang giấy tờ nào.' },
  { form: 'notice', number: '77/TB-UBND', day: '2026-03-05', about: 'Lịch tiếp công dân năm 2026 của Chủ tịch, các Phó Chủ tịch UBND tỉnh' },
  { form: 'decision', number: '412/QĐ-UBND', day: '2026-03-18', about: 'Ban hành Quy chế tiếp nhận, trả lời phản ánh, kiến nghị qua đường dây nóng', says: 'Cuộc gọi được ghi vào sổ ngay, trả lời trong năm ngày làm việc hoặc báo rõ ngày trả lời.' },
  { form: 'programme', number: '03/CTr-UBND', day: '2026-03-30', about: 'Hỗ trợ người cao tuổi, người khuyết tật làm thủ tục tại nhà', says: 'Mỗi xã, phường có tổ hỗ trợ lưu động ít nhất một buổi một tuần.' },
  { form: 'decision', number: '655/QĐ-UBND', day: '2026-04-21', about: 'Giảm thời gian giải quyết 41 thủ tục hành chính so với quy định', says: 'Thời gian giảm từ một phần ba đến một nửa; danh mục kèm theo Quyết định.' },
  { form: 'plan', number: '96/KH-UBND', day: '2026-05-12', about: 'Nâng cao mức độ hài lòng của người dân, tổ chức năm 2026' },
  { form: 'notice', number: '141/TB-UBND', day: '2026-06-02', until: '2026-09-30', about: 'Tạm dừng tiếp nhận hồ sơ trực tiếp buổi chiều trong đợt chuyển trụ sở Trung tâm Phục vụ hành chính công tỉnh', says: 'Buổi chiều nhận hồ sơ trực tuyến và tại các trung tâm cấp xã.' },
  { form: 'report', number: '188/BC-UBND', day: '2026-06-18', about: 'Kết quả cải cách hành chính 6 tháng đầu năm 2026' },
  { form: 'decision', number: '1102/QĐ-UBND', day: '2026-07-08', about: 'Phê duyệt danh sách dịch vụ công trực tuyến toàn trình miễn lệ phí', says: 'Nộp trực tuyến toàn trình được miễn hoặc giảm lệ phí theo nghị quyết của Hội đồng nhân dân tỉnh.' },
  { form: 'letter', number: '2214/UBND-NC', day: '2026-08-04', about: 'Đôn đốc niêm yết, công khai thủ tục hành chính và đường dây nóng' },
  { form: 'plan', number: '167/KH-UBND', day: '2026-09-15', about: 'Tháng cao điểm tuyên truyền dịch vụ công trực tuyến', says: 'Tổ công nghệ số cộng đồng đến từng nhà hướng dẫn cài đặt và nộp một hồ sơ thật.' },
  { form: 'law', number: '72/2025/QH15', day: '2025-06-16', by: 'Quốc hội', about: 'Luật Tổ chức chính quyền địa phương' },
  { form: 'decree', number: '118/2025/NĐ-CP', day: '2025-06-09', by: 'Chính phủ', about: 'Thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông' },
  { form: 'decree', number: '42/2022/NĐ-CP', day: '2022-06-24', by: 'Chính phủ', about: 'Cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng' },
  { form: 'resolution', number: '76/NQ-CP', day: '2021-07-15', by: 'Chính phủ', about: 'Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030' },
];

/** The plan of the year, three reports and the register of documents, made public by the leader's desk. */
export async function makeOpenness({ files, on, units, planId, today }: { files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; planId: Id; today: PlainDate }): Promise<void> {
  const root = units.get('UBND')!, leader = 'Lê Quốc Sơn';
  for (const one of DOCUMENTS) {
    const signedOn = plainDate(one.day), day = signedOn < '2026-01-16' ? plainDate('2026-01-16') : signedOn;
    if (day > today) continue;
    const authority = one.by ?? PROVINCE.name, facts = { form: one.form, authority, number: one.number, signedOn, signer: !one.by ? `Phó Chủ tịch ${leader}` : null, effectiveFrom: null, effectiveTo: one.until ? plainDate(one.until) : null, abstract: one.about };
    await on(day, async (a) => {
      const made = one.says ? await paper(one, authority, signedOn) : null;
      await registerDocument(a, { organisationId: root, facts, files: made ? [{ sha256: await keepMade(a, files, { ...made, organisationId: root }), name: made.name, mediaType: made.mediaType, size: made.bytes.length }] : [] });
    }, leader);
  }
  const opened = plainDate('2026-01-19'), shown = plainDate('2026-10-12');
  if (opened <= today) await on(opened, (a) => publishPlan(a, files, { planId, rowVersion: null, checked: true }), leader);
  if (shown <= today) await on(shown, async (a) => {
    for (const code of ['X05', 'SNV', 'P01']) {
      const sent = (await reportsOfUnit(a.tx, units.get(code)!)).find((one) => isSent(one.status));
      if (sent) await publishReport(a, { reportId: sent.id, seen: null, checked: true });
    }
  }, leader);
}

async function paper(one: DemoDocument, authority: string, date: PlainDate): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string }> {
  const [number, notation] = one.number.split('/') as [string, string], { bytes, fileName, mediaType } = await printDocument({
    kind: one.form as DocumentKind, issuer: { superior: one.by ? PROVINCE.name : null, name: authority.replace(/^UBND/, 'Ủy ban nhân dân') }, number, notation, place: PROVINCE.place, date, year: yearOf(date), subject: one.about, legalBases: [], addressees: [],
    body: [{ type: 'paragraph', text: one.says! }], signing: { forms: one.by ? [] : ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH'], position: one.by ? 'GIÁM ĐỐC' : 'PHÓ CHỦ TỊCH', name: one.by ? null : 'Lê Quốc Sơn' }, distribution: ['Các sở, ban, ngành', 'UBND các xã, phường, đặc khu'], fileCopy: { unit: 'NC' }, annexes: [], language: 'vi',
  }, 'pdf');
  return { bytes, name: fileName, mediaType };
}
