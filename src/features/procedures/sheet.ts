import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { qrPath } from '#features/accounts/totp.ts';
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { ASKERS, copiesInWords, LEVELS, ONLINE, WAYS, type Level, type ProcedureContent } from './rules/content.ts';
import { PROCEDURE_SHEET_TEMPLATE } from './sheet-template.ts';

export interface Sheet { readonly id: Id; readonly code: string; readonly name: string; readonly field: string; readonly level: Level; readonly content: ProcedureContent; readonly decision: string; readonly from: PlainDate; readonly checkedOn: PlainDate | null }
export interface SheetFrame { /** "Ủy ban nhân dân tỉnh Lam Giang" */ readonly site: string; readonly made: PlainDate; /** A file that is kept says no day on which it was printed. */ readonly printedOn: PlainDate | null; readonly title: string; /** Permanent address of a procedure, with scheme and host. */ readonly address: (id: Id) => string }

const LONG_WORD = /\S{36,}/;

/** Sheets to hang up, one after the other; the QR code leads to the permanent address. The same input gives the same bytes. */
export async function procedureSheets(sheets: readonly Sheet[], frame: SheetFrame): Promise<Uint8Array> {
  const font = fontOf('Be Vietnam Pro', 'regular'), pictures: Record<string, Uint8Array> = {};
  let longWords = false;
  const say = (text: string): string => { longWords ||= LONG_WORD.test(text); return printableIn(font, text); };
  const data = sheets.map((one, index) => {
    const { content } = one, { size, path } = qrPath(frame.address(one.id)), qr = `qr-${index}.svg`;
    pictures[qr] = new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`);
    const online = content.fee.online !== null && content.fee.online !== content.fee.amount ? `; nộp trực tuyến: ${formatNumber(content.fee.online)} đồng` : '';
    const facts: (readonly [string, string, boolean])[] = [['Thời hạn', content.time.words, true], ['Phí, lệ phí', content.fee.words + online, true], ['Nộp hồ sơ', content.ways.map((way) => WAYS[way]).join('; '), false], ['Cơ quan giải quyết', content.office, false],
      ...(content.result ? [['Kết quả', content.result, false] as const] : []), ['Đối tượng', content.askers.map((asker) => ASKERS[asker]).join(', '), false], ['Trực tuyến', ONLINE[content.onlineLevel], false]];
    return {
      qr, site: say(frame.site), kicker: say(`${one.field} · ${LEVELS[one.level]} · ${one.code}`), name: say(one.name), address: say(frame.address(one.id)), facts: facts.map(([label, value, strong]) => [label, say(value), strong]),
      papers: content.papers.map((paper) => [say(paper.form ? `${paper.name} (mẫu: ${paper.form})` : paper.name), copiesInWords(paper) || '01 bản']), steps: content.steps.map(say), bases: content.bases.map(({ words }) => say(words)),
      foot: say(`${one.decision}, có hiệu lực từ ${formatDate(one.from)}. ${one.checkedOn ? `Đối chiếu ngày ${formatDate(one.checkedOn)}. ` : ''}${frame.printedOn ? `In ngày ${formatDate(frame.printedOn)}. ` : ''}Bản mới nhất: quét mã QR.`),
    };
  });
  return typesetPdf(PROCEDURE_SHEET_TEMPLATE, { data: { made: frame.made, title: printableIn(font, frame.title), longWords, sheets: data }, pictures });
}
