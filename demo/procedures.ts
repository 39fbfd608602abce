import type { Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { saveAnswers, startCheck } from '#features/procedures/actions/check-shop.ts';
import { openShops, standardShop } from '#features/procedures/actions/keep-shop.ts';
import { markChecked } from '#features/procedures/actions/mark-checked.ts';
import { recordDecision, type DecisionForm } from '#features/procedures/actions/record-decision.ts';
import { signSheet } from '#features/procedures/actions/sign-sheet.ts';
import type { FormFile, ProcedureText, Way } from '#features/procedures/rules/content.ts';
import { readBasis } from '#features/procedures/rules/typed.ts';
import { catalogueOn } from '#features/procedures/store.ts';
import { sheetRow } from '#features/procedures/store/shops.ts';
import type { Seen } from '#features/procedures/rules/posting.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { chance } from './chance.ts';
import type { OnDay } from './load.ts';
import { COMMUNES } from './places.ts';
import { COMMUNE_FIELDS, type DemoField } from './procedure-texts.ts';
import { PROVINCE_FIELDS } from './procedure-texts-province.ts';

const SEEN_ONLY = new Set(['Chứng thực', 'Khám bệnh, chữa bệnh']);
/** Published in June, when births, deaths and residence began to be dealt with together; the others in January. */
const JUNE = new Set(['Liên thông khai sinh, thường trú, thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi', 'Liên thông khai tử, xóa thường trú, trợ cấp mai táng', 'Đăng ký nuôi trồng thủy sản lồng bè']);
/** Time cut in June, by a third or more. */
const QUICKER: Readonly<Record<string, number>> = { 'Đăng ký thường trú': 5, 'Tách hộ': 3, 'Cấp giấy phép xây dựng nhà ở riêng lẻ': 10, 'Trợ cấp xã hội hằng tháng, hỗ trợ chăm sóc': 7, 'Xác định mức độ khuyết tật': 10, 'Đăng ký thành lập hộ kinh doanh': 1, 'Cấp phiếu lý lịch tư pháp số 1': 7, 'Cấp giấy phép khai thác thủy sản': 2 };
/** Free of charge from December for who hands in online. */
const FREE_ONLINE = ['Cấp bản sao trích lục hộ tịch', 'Cấp giấy xác nhận tình trạng hôn nhân', 'Đăng ký thành lập hộ kinh doanh', 'Đăng ký tạm trú', 'Cấp giấy phép kinh doanh vận tải bằng xe ô tô'];

interface Written { readonly text: ProcedureText; readonly name: string }
function writtenIn(field: DemoField, forms: readonly FormFile[]): Written[] {
  return field.lines.trim().split('\n').map((line, index) => {
    const [name, days, fee, papers, result, aliases] = line.split('|') as [string, string, string, string, string, string], working = Number(days), amount = fee === '-' ? null : Number(fee), commune = field.level === 'commune';
    const online = !SEEN_ONLY.has(field.name) && working !== 0, ways: Way[] = ['direct', ...(working > 1 ? ['post' as const] : []), ...(online ? ['online' as const] : [])], form = commune ? forms[0]! : null;
    const steps = [
      `Điền tờ khai và chuẩn bị giấy tờ trong danh sách. Nộp tại ${commune ? 'Bộ phận Một cửa cấp xã, không phụ thuộc nơi cư trú trong tỉnh' : 'Trung tâm Phục vụ hành chính công tỉnh'}${online ? ', hoặc trên Cổng Dịch vụ công quốc gia' : ''}.`,
      working === 0 ? 'Công chức kiểm tra giấy tờ và làm ngay trong buổi; nộp sau 15 giờ thì trả vào sáng hôm sau.' : 'Công chức kiểm tra giấy tờ và đưa giấy hẹn trả kết quả. Còn thiếu thì hướng dẫn bổ sung một lần bằng văn bản.',
      ...(working >= 15 ? [`${field.office} kiểm tra thực tế, lấy ý kiến cơ quan liên quan; kết quả kiểm tra được báo cho người nộp.`] : []), ...(working > 0 ? [`${field.office} xem xét và ký.`] : []),
      `Nhận ${result.charAt(0).toLocaleLowerCase('vi')}${result.slice(1)} tại nơi đã nộp${working > 1 ? ' hoặc qua bưu chính' : ''}${amount ? '; nộp phí khi nhận kết quả' : ''}.`,
    ];
    return { name, text: {
      code: `9.${String(field.number).padStart(2, '0')}${String(index + 1).padStart(4, '0')}`, name, field: field.name, level: field.level,
      content: {
        askers: field.organisations ? ['citizen', 'organisation'] : ['citizen'], ways, steps, handler: commune ? (field.office.startsWith('Phòng') ? 'commune-division' : field.office.startsWith('Ủy ban') ? 'commune-committee' : 'other') : 'department', office: field.office, result,
        papers: [{ name: 'Tờ khai theo mẫu', originals: 1, copies: 0, form: form?.name ?? null }, ...papers.split('; ').map((paper) => ({ name: paper.replace(/\*$/, ''), originals: paper.endsWith('*') ? 0 : 1, copies: paper.endsWith('*') ? 1 : 0, form: null }))],
        fee: { words: amount === null ? 'Theo bảng giá của tỉnh' : amount ? `${formatNumber(amount)} đồng` : 'Không thu', amount, online: amount && online ? amount / 2 : null }, time: { words: working === 0 ? 'Trong buổi làm việc' : `${String(working).padStart(2, '0')} ngày làm việc`, workingDays: working || null },
        bases: field.bases.map(readBasis), forms: form ? [form] : [], onlineLevel: !online ? 'none' : amount === 0 || (amount !== null && working <= 5) ? 'full' : 'partial', link: 'https://dichvucong.gov.vn/', aliases: aliases.split(', '),
      },
    } };
  });
}

const quicker = (text: ProcedureText, days: number): ProcedureText => ({ ...text, content: { ...text.content, time: { words: `${String(days).padStart(2, '0')} ngày làm việc`, workingDays: days } } });
const free = (text: ProcedureText): ProcedureText => ({ ...text, content: { ...text.content, fee: { ...text.content.fee, online: 0 }, ways: text.content.ways.includes('online') ? text.content.ways : [...text.content.ways, 'online'] } });
const decision = (number: string, signed: string, effective: string, title: string): DecisionForm => ({ number, signedOn: plainDate(signed), effectiveOn: plainDate(effective), issuer: 'Chủ tịch UBND tỉnh Lam Giang', title: `${title} (dữ liệu minh họa: mã bắt đầu bằng 9 là mã đặt ra)`, file: null });

/** A form that anybody may fill in, as an office hands it out. */
const FORM = { name: 'demo-form', source: '#set document(title: "Tờ khai", date: datetime(year: 2026, month: 1, day: 15))\n#set page(paper: "a4", margin: 20mm)\n#set text(font: "Tinos", lang: "vi", size: 13pt)\n#align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập – Tự do – Hạnh phúc* \\ \\ *TỜ KHAI ĐỀ NGHỊ GIẢI QUYẾT THỦ TỤC* \\ _(mẫu minh họa)_]\n#for line-text in ("Kính gửi:", "Họ và tên:", "Số định danh cá nhân:", "Nơi cư trú:", "Điện thoại:", "Đề nghị giải quyết:", "Giấy tờ kèm theo:") [#line-text #box(width: 1fr, repeat[.]) \\ \\ ]\n#align(right)[Ngày ....... tháng ....... năm ........... \\ *Người khai*]' };

/** Communes whose boards somebody has looked at: how many sheets of a hundred are missing and old, who looked, and the second time round. */
const CHECKED: readonly { readonly code: string; readonly spring: boolean; /** Where nobody has been since the decision of June, its sheets still hang in the old version. */ readonly autumn?: boolean; readonly own: boolean; readonly missing: number; readonly old: number }[] = [
  { code: 'P01', spring: true, own: false, missing: 0, old: 0 }, { code: 'P02', spring: true, own: false, missing: 2, old: 1 }, { code: 'P05', spring: false, own: false, missing: 4, old: 6 }, { code: 'X01', spring: true, autumn: false, own: false, missing: 1, old: 3 },
  { code: 'X05', spring: true, own: false, missing: 3, old: 2 }, { code: 'X09', spring: false, own: true, missing: 0, old: 1 }, { code: 'X14', spring: false, own: false, missing: 9, old: 7 }, { code: 'X22', spring: false, own: true, missing: 0, old: 0 },
  { code: 'X31', spring: false, own: false, missing: 12, old: 5 }, { code: 'X40', spring: false, own: true, missing: 2, old: 2 }, { code: 'X58', spring: false, own: false, missing: 6, old: 10 }, { code: 'D01', spring: false, own: false, missing: 1, old: 4 },
];

/** The catalogue as three decisions made it, a counter in every commune and one in the province, and what inspectors saw there in spring and autumn. */
export async function makeProcedures({ db, files, on, units, today }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; today: PlainDate }): Promise<void> {
  const root = units.get('UBND')!, account = (await accountsByUserNames(db, [demoUserName('focal')]))[0]!, cast = CAST.find((one) => one.role === 'focal')!;
  const asFocal = <T>(day: PlainDate, verb: (a: Acting) => Promise<T>): Promise<T> => on(day, (a) => verb({ ...a, by: { ...a.by, accountId: account.id, organisationId: units.get(cast.unit)! } }), account.person.name);
  const january = plainDate('2026-01-15'), june = plainDate('2026-05-20'), november = plainDate('2026-11-12');
  if (today < january) return;
  const { all, shops } = await asFocal(january, async (a) => {
    const bytes = await typesetPdf(FORM, { data: {} }), sha256 = await keepMade(a, files, { bytes, name: 'to-khai.pdf', mediaType: 'application/pdf', organisationId: a.by.organisationId });
    const written = [...COMMUNE_FIELDS, ...PROVINCE_FIELDS].flatMap((field) => writtenIn(field, [{ name: 'Tờ khai', sha256, mediaType: 'application/pdf', url: null }]));
    await recordDecision(a, { organisationId: root, decision: decision('58/QĐ-UBND', '2026-01-12', '2026-01-15', 'Công bố danh mục thủ tục hành chính của chính quyền địa phương hai cấp'), checked: true, changes: written.filter(({ name }) => !JUNE.has(name)).map(({ text }) => ({ change: 'publish', text })) });
    const codes = COMMUNES.map(({ code }) => code);
    const ids = await openShops(a, [
      ...COMMUNES.map(({ code, kind, name }) => ({ organisationId: units.get(code)!, form: standardShop(`${kind} ${name}`) })),
      { organisationId: units.get('TTPVHCC')!, form: { ...standardShop('tỉnh Lam Giang'), levels: ['province'] } },
    ]);
    return { all: new Map(written.map(({ name, text }) => [name, text])), shops: new Map(codes.map((code, index) => [code, ids[index]!])) };
  });
  const random = chance(20_260_315);
  const check = async (one: (typeof CHECKED)[number], day: PlainDate): Promise<void> => {
    const verb = async (a: Acting): Promise<void> => {
      const sheetId = await startCheck(a, { shopId: shops.get(one.code)! }), { asked } = (await sheetRow(a.tx, sheetId))!, seen = new Map<number, Seen>();
      for (const [state, count] of [['missing', one.missing], ['outdated', one.old]] as const) for (let made = 0; made < count;) { const at = random.between(0, asked.length - 1); if (!seen.has(at)) { seen.set(at, state); made++; } }
      await saveAnswers(a, { sheetId, answers: asked.map(({ id }, index) => { const state = seen.get(index) ?? 'posted'; return { procedureId: id, state, note: state === 'posted' ? null : random.pick(state === 'missing' ? ['Chưa in bản mới', 'Bảng gỡ để sửa tường', 'Có tờ nhưng chưa treo'] : ['Còn ghi thời hạn cũ', 'Bản in năm trước', 'Phí chưa sửa']), photo: null }; }) });
      await signSheet(a, files, { sheetId, witness: 'Công chức Một cửa trực ngày kiểm tra', remark: one.missing > 5 ? 'Đề nghị bổ sung bảng niêm yết, bố trí lối đọc cho người dùng xe lăn.' : null, unseenMeant: false });
    };
    await (one.own ? on(day, verb, 'Công chức Một cửa') : asFocal(day, verb));
  };
  for (const [index, one] of CHECKED.entries()) if (one.spring) { const day = plainDate(`2026-04-${String(14 + index).padStart(2, '0')}`); if (day <= today) await check({ ...one, missing: one.missing + 4, old: one.old + 2 }, day); }
  if (today >= june) await asFocal(june, (a) => recordDecision(a, { organisationId: root, decision: decision('1127/QĐ-UBND', '2026-05-18', '2026-06-01', 'Công bố thủ tục liên thông và rút ngắn thời hạn giải quyết'), checked: true, changes: [
    ...[...JUNE].map((name) => ({ change: 'publish' as const, text: all.get(name)! })), ...Object.entries(QUICKER).map(([name, days]) => ({ change: 'amend' as const, text: quicker(all.get(name)!, days) }))] }));
  // half a year on everything is compared with the national portal again; twelve have been left for later
  const september = plainDate('2026-09-14');
  if (today >= september) await asFocal(september, async (a) => { for (const [index, one] of (await catalogueOn(a.tx, root, september)).entries()) if (index % 13 !== 7) await markChecked(a, { procedureId: one.id, rowVersion: null }); });
  for (const [index, one] of CHECKED.entries()) if (one.autumn !== false) { const day = plainDate(`2026-10-${String(12 + index).padStart(2, '0')}`); if (day <= today) await check(one, day); }
  if (today >= november) await asFocal(november, (a) => recordDecision(a, { organisationId: root, decision: decision('2764/QĐ-UBND', '2026-11-10', '2026-12-01', 'Miễn phí khi nộp trực tuyến, bãi bỏ và thay thế một số thủ tục'), checked: true, changes: [
    ...FREE_ONLINE.map((name) => ({ change: 'amend' as const, text: free(QUICKER[name] ? quicker(all.get(name)!, QUICKER[name]) : all.get(name)!) })),
    { change: 'replace', code: all.get('Cấp lại giấy xác nhận khuyết tật')!.code, replacedBy: [all.get('Xác định mức độ khuyết tật')!.code] }, { change: 'abolish', code: all.get('Thành lập thư viện cộng đồng')!.code, replacedBy: [] }] }));
}
