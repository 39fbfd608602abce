import type { Id } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { amendBudget, approveBudget } from '#features/budgets/actions/approve-budget.ts';
import { appraise, returnBudget, takeIn } from '#features/budgets/actions/receive-budget.ts';
import { settleBudget } from '#features/budgets/actions/settle.ts';
import { spend } from '#features/budgets/actions/spend.ts';
import { startBudget, startConsolidated } from '#features/budgets/actions/start-budget.ts';
import { submitBudget } from '#features/budgets/actions/submit-budget.ts';
import { addLines, writePaper, type LineForm } from '#features/budgets/actions/write-lines.ts';
import { distribute } from '#features/budgets/rules/distribute.ts';
import { linesOf } from '#features/budgets/store/reading.ts';
import { budget } from '#features/budgets/store/rows.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { taskRows } from '#features/plans/store.ts';
import { chance, type Chance } from './chance.ts';
import type { OnDay } from './load.ts';
import { nameMaker } from './people.ts';

const day = (text: string): PlainDate => plainDate(`2026-${text}`);
/** Departments whose tasks cost something. */
const ASKED = ['VP', 'SNV', 'SVHTTDL', 'SKHCN', 'STP', 'STC', 'SCT', 'TTPVHCC', 'TTXTDT', 'TCT', 'BPTTH'];
/** Ten communes that keep their money in Loa; one commune asks for more than it was granted. */
const WITH_MONEY = ['P01', 'P04', 'X03', 'X05', 'X07', 'X11', 'X16', 'X22', 'X29', 'D01'], OVERSPENT = 'X03', RETURNED = 'X07', SETTLED = 'TTXTDT', NEVER_SENT = 'TCT';

/**
 * A year of money: departments and ten communes lay down estimates in January, the finance department consolidates them in February, the committee approves
 * most of it in March, offices spend through the year. One commune's printing costs more than was allotted and waits for an amendment.
 */
export async function makeBudgets({ db, files, on, units, planId, today }: { db: Database; files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; planId: Id; today: PlainDate }): Promise<void> {
  const finance = units.get('STC')!, luck = chance(61), name = nameMaker(62), tasks = new Map((await taskRows(db, planId, 1)).filter((task) => task.purpose === 'task').reverse().map((task) => [/^III\.(\d+)/.exec(task.printed_index)?.[1] ?? '', task]));
  const cost = (index: string, description: string, unit: string, count: number, price: number, source: LineForm['source'] = 'STATE_BUDGET', note: string | null = null): LineForm => {
    const task = tasks.get(index);
    return { itemId: task?.item_id ?? null, task: task ? `${task.printed_index}. ${task.title}`.slice(0, 300) : null, description, unit, quantity: count * 1000, unitPrice: price, source, note };
  };
  if (day('02-20') > today) return;
  const whole = await on(day('01-20'), (acting) => startConsolidated(acting, { organisationId: finance, year: 2026, planId, due: day('02-10') }), 'Bùi Thanh Nga');
  const sent = new Map<string, Id>(), codes = [...ASKED, ...WITH_MONEY];
  for (const [turn, some] of Map.groupBy(codes, (code) => codes.indexOf(code) % 6)) {
    const sentOn = addDays(day('01-26'), turn * 2);
    await on(sentOn, async (acting) => {
      for (const code of some) {
        const made = await startBudget(acting, { organisationId: units.get(code)!, year: 2026, planId }), one = (await budget(acting.tx, made))!;
        await addLines(acting, { budgetId: made, lines: WITH_MONEY.includes(code) ? communeLines(cost, luck) : departmentLines(code, cost, luck) });
        if (code === NEVER_SENT) continue;
        await writePaper(acting, { budgetId: made, rowVersion: null, note: 'Kế hoạch giao chỉ tiêu tin, bài, sản phẩm tuyên truyền hằng tháng; đơn vị chưa có kinh phí bố trí riêng cho nội dung này trong dự toán đầu năm.', document: { ...one.document, number: String(luck.between(11, 88)), signedOn: sentOn, signer: name() } });
        await submitBudget(acting, { budgetId: made, rowVersion: null });
        sent.set(code, made);
      }
    });
  }
  await on(day('02-11'), (acting) => returnBudget(acting, { budgetId: sent.get(RETURNED)!, rowVersion: null, reason: 'Chưa ghi thuyết minh cách tính số lượng tờ rơi theo số hộ. Đề nghị bổ sung.' }), 'Bùi Thanh Nga');
  await on(day('02-13'), (acting) => submitBudget(acting, { budgetId: sent.get(RETURNED)!, rowVersion: null }));
  await on(day('02-20'), async (acting) => {
    await takeIn(acting, { intoId: whole, budgetIds: [...sent.values()] });
    for (const code of WITH_MONEY.slice(2)) {
      const lines = await linesOf(acting.tx, sent.get(code)!), asked = lines.map((line) => line.estimated), total = asked.reduce((sum, one) => sum + one, 0), shares = distribute(Math.floor((total * 9) / 10_000_000) * 1_000, asked.map((one) => one / 1000)).map((share) => share * 1000);
      await appraise(acting, { budgetId: sent.get(code)!, amounts: lines.map((line, index) => ({ lineId: line.id, amount: shares[index]! })) });
    }
    const one = (await budget(acting.tx, whole))!;
    await writePaper(acting, { budgetId: whole, rowVersion: null, note: 'Các cơ quan, đơn vị, địa phương đã lập dự toán theo Kế hoạch. Sở Tài chính thẩm định theo khả năng cân đối ngân sách; các xã giảm mười phần trăm so với dự toán, ưu tiên giữ tin, bài và truyền thanh cơ sở.', document: { ...one.document, number: '96', signedOn: day('02-20'), signer: name() } });
    await submitBudget(acting, { budgetId: whole, rowVersion: null });
  }, 'Bùi Thanh Nga');
  if (day('03-16') > today) return;
  await on(day('03-16'), (acting) => approveBudget(acting, { budgetId: whole, rowVersion: null, decisionNumber: '412/QĐ-UBND', decidedOn: day('03-16') }), 'Lê Quốc Sơn');
  await spendThroughTheYear({ files, on, units, sent, today, luck });
  await nextYear({ on, units, today, luck, cost });
}

type Cost = (index: string, description: string, unit: string, count: number, price: number, source?: LineForm['source'], note?: string | null) => LineForm;
const thousands = (luck: Chance, from: number, to: number, step = 10): number => luck.between(from / step, to / step) * step * 1000;

function communeLines(cost: Cost, luck: Chance): LineForm[] {
  const leaflets = luck.between(6, 12) * 500;
  return [
    cost('1', 'Nhuận bút tin, bài chuyên mục Cải cách hành chính', 'tin, bài', 24, thousands(luck, 150, 200)),
    cost('4', 'Biên tập, thu âm chương trình truyền thanh', 'chương trình', 12, thousands(luck, 250, 400)),
    cost('6', 'Thiết kế infographic', 'mẫu', 8, thousands(luck, 400, 700)),
    cost('7', 'Bảng niêm yết thủ tục hành chính', 'bảng', luck.between(2, 4), thousands(luck, 1_100, 1_600)),
    cost('', 'In tờ rơi hướng dẫn nộp hồ sơ trực tuyến', 'tờ', leaflets, 2_500, luck.happens(0.4) ? 'OTHER_FUNDING' : 'STATE_BUDGET', 'Khổ A4, giấy couche 150 g, in hai mặt màu'),
    cost('12', 'Pa nô tuyên truyền tại trụ sở và nhà văn hóa thôn', 'tấm', luck.between(1, 3), thousands(luck, 3_000, 6_000, 100)),
  ];
}

function departmentLines(code: string, cost: Cost, luck: Chance): LineForm[] {
  const own: Readonly<Record<string, readonly LineForm[]>> = {
    VP: [cost('2', 'Nhuận bút tin, bài Cổng thông tin điện tử tỉnh', 'tin, bài', 50, 200_000)],
    SNV: [cost('8', 'Tập huấn kỹ năng tuyên truyền cho công chức', 'lớp', 2, 18_500_000, 'STATE_BUDGET', 'Mỗi lớp 80 người, 02 ngày'), cost('11', 'Tổ chức cuộc thi trực tuyến', 'cuộc', 1, 45_000_000), cost('11', 'Giải thưởng cuộc thi', 'bộ giải', 1, 30_000_000, 'OTHER_FUNDING', 'Doanh nghiệp tài trợ')],
    SVHTTDL: [cost('6', 'Thiết kế infographic dùng chung toàn tỉnh', 'mẫu', 8, 1_200_000)], SKHCN: [cost('5', 'Biên tập, xuất bản Bản tin số', 'số', 12, 2_400_000)],
    STP: [cost('9', 'Tọa đàm về thủ tục hành chính', 'cuộc', 4, 9_800_000)], SCT: [cost('9', 'Hội nghị đối thoại với doanh nghiệp', 'cuộc', 4, 11_500_000, 'OTHER_FUNDING')], TTXTDT: [cost('9', 'Hội nghị với nhà đầu tư', 'cuộc', 4, 12_000_000)],
    TTPVHCC: [cost('7', 'Bảng niêm yết, kệ tờ rơi', 'bộ', 10, 1_850_000)], BPTTH: [cost('3', 'Sản xuất chuyên mục truyền hình Cải cách hành chính', 'số', 12, 8_500_000), cost('3', 'Sản xuất chuyên mục phát thanh', 'số', 52, 1_800_000)],
  };
  return [...(code === 'BPTTH' ? [] : [cost('1', 'Nhuận bút tin, bài chuyên mục Cải cách hành chính', 'tin, bài', 24, thousands(luck, 180, 300))]), ...(own[code] ?? []),
    ...(code === 'BPTTH' ? [] : [cost('13', 'Sản xuất video ngắn hướng dẫn thủ tục', 'video', 4, thousands(luck, 4_500, 7_500, 100))])];
}

interface Year { readonly files: FileStore; readonly on: OnDay; readonly units: ReadonlyMap<string, Id>; readonly sent: ReadonlyMap<string, Id>; readonly today: PlainDate; readonly luck: Chance }

async function spendThroughTheYear({ files, on, units, sent, today, luck }: Year): Promise<void> {
  let voucher = 40;
  const spenders = ['P01', 'X03', 'X05', 'X07', 'D01', 'SNV', 'BPTTH', SETTLED], photo = await prepareFile(files, { bytes: Buffer.from('PHIẾU CHI số 58\nNgày 30/6/2026\nChi: in 4.000 tờ rơi hướng dẫn nộp hồ sơ trực tuyến\n'), name: 'phieu-chi-58.txt' });
  for (const [month, portion] of [['04-28', 4], ['06-30', 3], ['09-29', 3], ['11-10', 10]] as const) {
    if (day(month) > today) return;
    await on(day(month), async (acting) => {
      const file = month === '06-30' ? (await keepFile(acting, units.get('X05')!, photo)).row.sha256 : null;
      for (const code of spenders) {
        const budgetId = sent.get(code)!, lines = await linesOf(acting.tx, budgetId), settling = code === SETTLED;
        if (month === '11-10' && !settling) continue;
        const chosen = settling ? lines : lines.filter((line, index) => (index + Number(month.slice(1, 2))) % 3 === 0 || (code === 'X05' && (index < 2 || (month === '06-30' && line.description.startsWith('In tờ rơi')))));
        for (const line of chosen) {
          const left = line.allotted! - line.spent, leaflet = code === 'X05' && line.description.startsWith('In tờ rơi') && file, paid = Math.min(left, leaflet || (settling && month === '11-10') ? left : Math.floor((line.allotted! * portion) / 10_000) * 1_000);
          if (paid <= 0 || (code === OVERSPENT && line.description.startsWith('In tờ rơi'))) continue;
          await spend(acting, { budgetId, lineId: line.id, spentOn: addDays(day(month), -luck.between(0, 9)), amount: paid, payee: payeeOf(line.description, month), description: null, voucher: luck.happens(0.94) ? `PC ${++voucher}` : null, file: leaflet ? { sha256: file, name: 'phieu-chi-58.txt' } : null, deliverableId: null });
        }
      }
    }, 'Kế toán đơn vị');
    if (month === '06-30') await overspent({ on, sent });
  }
  await on(day('11-12'), (acting) => settleBudget(acting, files, { budgetId: sent.get(SETTLED)!, rowVersion: null, remarks: 'Đã hoàn thành bốn hội nghị và các video theo Kế hoạch.' }), 'Giám đốc Trung tâm');
}

const payeeOf = (description: string, month: string): string => (description.startsWith('Nhuận bút') ? `Nhuận bút đến tháng ${Number(month.slice(0, 2))}` : description.startsWith('In ') || description.startsWith('Pa nô') ? `Xưởng in Lam Giang: ${description.charAt(0).toLocaleLowerCase('vi')}${description.slice(1)}` : description);

/** Paper went up: the leaflets of one commune cost more than their line; the decision moves money from its pa nô, then the bill is paid. */
async function overspent({ on, sent }: Pick<Year, 'on' | 'sent'>): Promise<void> {
  const budgetId = sent.get(OVERSPENT)!;
  await on(day('07-10'), async (acting) => {
    const lines = await linesOf(acting.tx, budgetId), leaflets = lines.find((line) => line.description.startsWith('In tờ rơi'))!, boards = lines.find((line) => line.description.startsWith('Pa nô'))!, move = Math.min(1_200_000, boards.allotted! - boards.spent);
    await amendBudget(acting, { budgetId, rowVersion: null, decisionNumber: '1187/QĐ-UBND', decidedOn: day('07-10'), reason: 'Giá giấy in tăng; chuyển một phần kinh phí pa nô sang in tờ rơi, tổng số không đổi', changes: [{ lineId: leaflets.id, to: leaflets.allotted! + move }, { lineId: boards.id, to: boards.allotted! - move }] });
  }, 'Lê Quốc Sơn');
  await on(day('07-15'), async (acting) => {
    const leaflets = (await linesOf(acting.tx, budgetId)).find((line) => line.description.startsWith('In tờ rơi'))!;
    await spend(acting, { budgetId, lineId: leaflets.id, spentOn: day('07-15'), amount: leaflets.allotted!, payee: 'Xưởng in Lam Giang: tờ rơi hướng dẫn nộp hồ sơ trực tuyến', description: null, voucher: 'HĐ 0001187', file: null, deliverableId: null });
  }, 'Kế toán đơn vị');
}

/** November: the call for next year's estimates is out; one department has sent, the demonstration's commune is writing. */
async function nextYear({ on, units, today, luck, cost }: Pick<Year, 'on' | 'units' | 'today' | 'luck'> & { readonly cost: Cost }): Promise<void> {
  if (day('11-16') > today) return;
  await on(day('11-10'), (acting) => startConsolidated(acting, { organisationId: units.get('STC')!, year: 2027, planId: null, due: day('12-05') }), 'Bùi Thanh Nga');
  const begin = (code: string, lines: readonly LineForm[], send: boolean) => on(day('11-16'), async (acting) => {
    const id = await startBudget(acting, { organisationId: units.get(code)!, year: 2027, planId: null });
    await addLines(acting, { budgetId: id, lines: lines.map((line) => ({ ...line, itemId: null, task: null })) });
    if (send) await submitBudget(acting, { budgetId: id, rowVersion: null });
  });
  await begin('SNV', departmentLines('SNV', cost, luck), true);
  await begin('X05', communeLines(cost, luck).slice(0, 4), false);
}
