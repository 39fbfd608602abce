import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { SCORE_FORMULA, scoreInWords, SEEN, type Score, type Seen } from './posting.ts';

export interface SheetText {
  readonly shop: string; readonly by: string; readonly day: PlainDate; readonly signedBy: string; readonly witness: string; readonly remark: string | null; readonly score: Score;
  readonly lines: readonly { readonly code: string; readonly name: string; readonly state: Seen | null; readonly note: string | null }[];
}

/** A signed check sheet as plain text: what proves it, readable for ever. */
export const sheetText = ({ shop, by, day, signedBy, witness, remark, score, lines }: SheetText): string => [
  'PHIẾU KIỂM TRA NIÊM YẾT THỦ TỤC HÀNH CHÍNH', shop, `Ngày ${formatDate(day)}. Đơn vị kiểm tra: ${by}. Người ký: ${signedBy}. Người cùng làm việc: ${witness}.`, `Kết quả: ${scoreInWords(score)}${score.unseen ? `, chưa xem ${score.unseen}` : ''}.`, SCORE_FORMULA,
  ...(remark ? [`Nhận xét: ${remark}`] : []), '', ...lines.map((one, index) => `${index + 1}. ${one.code} ${one.name}: ${one.state ? SEEN[one.state].label.toLocaleLowerCase('vi') : 'chưa xem'}${one.note ? ` (${one.note})` : ''}`), '',
].join('\n');
