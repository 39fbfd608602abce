/**
 * Labels in front of what a task's lines say, with or without a bullet, abbreviated or damaged ("Cơ quanchủ trì :"):
 *   lead         Cơ quan/Đơn vị/Ban ngành/Bộ phận (chủ trì | thực hiện | đầu mối | tham mưu | chịu trách nhiệm) · Chủ trì · Phân công thực hiện · Đơn vị thực hiện · Phụ trách
 *   coordinate   … phối hợp …
 *   direct       Cơ quan chỉ đạo · Chỉ đạo thực hiện
 *   timing       Thời gian (thực hiện, hoàn thành) · Thời hạn · Tiến độ · Thời điểm · Hạn hoàn thành
 *   cadence      Tần suất · Số lượng · Thời lượng · Định mức · Chỉ tiêu
 *   product      Sản phẩm · Kết quả (đầu ra) · Sản phẩm/kết quả
 *   other        Nội dung · Hình thức · Đối tượng · Địa điểm · Thành phần · Kinh phí · Ghi chú: known, and no role
 * A label ends with a colon; the commonest ones may lack it.
 */
import { dropBrackets, squash } from './words.ts';

export type RoleKind = 'lead' | 'coordinate' | 'direct' | 'timing' | 'cadence' | 'product' | 'other';
export interface RoleLabel { readonly kind: RoleKind; readonly label: string; /** where the value begins */ readonly length: number }

const WHO = ['coquan', 'donvi', 'bannganh', 'banganh', 'cacbannganh', 'bophan', 'phongban', 'canhan', 'nguoi', 'cap', 'giao', 'phancong', 'trachnhiem', 'dau', 'cq', 'dv', 'cacdonvi', 'caccoquan', 'tochuc', 'congchuc', 'phong', 'nganh', 'thanhvien', 'soban', 'diaphuong'];
const LEAD_EXACT = new Set(['chutri', 'chutrithuchien', 'thuchien', 'phancong', 'phancongthuchien', 'phancongnhiemvu', 'donvi', 'coquan', 'phutrach', 'daumoi', 'donvidaumoi', 'donvithammuu', 'coquanthammuu', 'chiutrachnhiem', 'trachnhiemthuchien', 'trachnhiem', 'donvichutri', 'giao', 'chutrithammuu', 'donvichiutrachnhiem', 'coquandonvithuchien', 'donvi,canhanthuchien', 'coquanchiutrachnhiem', 'thammuuthuchien', 'thammuu']);
const TIMING = ['thoigian', 'thoihan', 'tiendo', 'hanhoanthanh', 'kyhan', 'lotrinh', 'thoidiem', 'han:', 'tgian', 'tgth', 'hoanthanh'];
const CADENCE = ['tansuat', 'soluong', 'thoiluong', 'dinhmuc', 'chitieu', 'solan', 'khoiluong', 'soky', 'tanso'];
const PRODUCT = ['sanpham', 'ketqua', 'daura', 'dukienketqua', 'dukiensanpham', 'yeucaukequa', 'yeucausanpham'];
const OTHER = ['noidung', 'hinhthuc', 'doituong', 'diadiem', 'thanhphan', 'kinhphi', 'nguonkinhphi', 'ghichu', 'quymo', 'phamvi', 'cachthuc', 'phuongthuc', 'mucdich', 'yeucau', 'muctieu'];

/** The kind of a label (also of a table's column heading); null when it is none. Takes the label's words alone. */
export function kindOfLabel(words: string): RoleKind | null {
  const label = squash(words).replace(/[^a-z,/]/g, '');
  // "Đầu mối liên hệ: Phòng A, điện thoại …" tells whom to call.
  if (label === '' || label.length > 60 || /lienhe|lienlac|dienthoai/.test(label)) return null;
  if (TIMING.some((start) => label.startsWith(start)) || /^(?:dukien)?(?:thoigian|tiendo)/.test(label)) return 'timing';
  if (CADENCE.some((start) => label.startsWith(start))) return 'cadence';
  if (PRODUCT.some((start) => label.startsWith(start))) return 'product';
  if (OTHER.some((start) => label.startsWith(start)) || label === 'nhiemvu' || label === 'nhiemvucuthe' || label === 'congviec') return 'other';
  if (label.includes('phoihop') && !label.includes('chutri')) return 'coordinate';
  if (label.includes('chidao') && (WHO.some((who) => label.startsWith(who)) || label.startsWith('chidao') || label.startsWith('lanhdao'))) return 'direct';
  if (LEAD_EXACT.has(label)) return 'lead';
  if (label === 'tochucthuchien') return null;
  if (/chutri|thuchien|daumoi|chiutrachnhiem|thammuu|phutrach|duocgiao|thuongtruc/.test(label) && WHO.some((who) => label.startsWith(who))) return 'lead';
  if (label.startsWith('chutri') && label.length <= 24) return 'lead';
  return null;
}

const BARE = [['Cơ quan chủ trì', 'lead'], ['Đơn vị chủ trì', 'lead'], ['Cơ quan thực hiện', 'lead'], ['Đơn vị thực hiện', 'lead'], ['Cơ quan phối hợp', 'coordinate'], ['Đơn vị phối hợp', 'coordinate'], ['Thời gian thực hiện', 'timing'], ['Thời gian hoàn thành', 'timing'], ['Tần suất', 'cadence']] as const;

/** A label at the start of the text. */
export function labelAt(text: string): RoleLabel | null {
  const head = text.slice(0, 76);
  const colon = head.indexOf(':');
  if (colon > 0) {
    const words = head.slice(0, colon);
    // A label is never cut by an open bracket: "Tổ chức Cuộc thi A (Đơn vị chủ trì: …".
    if (!/[.;“”"]/.test(words) && words.lastIndexOf('(') <= words.lastIndexOf(')') && words.split(' ').length <= 12) {
      const kind = kindOfLabel(dropBrackets(words));
      if (kind) {
        let at = colon + 1;
        while (text[at] === ' ' || text[at] === ':') at++;
        return { kind, label: words.trim(), length: at };
      }
    }
    return null;
  }
  for (const [words, kind] of BARE) {
    if (!head.toLowerCase().startsWith(words.toLowerCase())) continue;
    let at = words.length;
    while (' -–'.includes(text[at] ?? 'x')) at++;
    if (at > words.length && text[at] !== undefined && text[at] === text[at]!.toUpperCase()) return { kind, label: words, length: at };
  }
  return null;
}

export interface Labelled { readonly kind: RoleKind | null; readonly label: string | null; readonly text: string; /** offset of `text` in the whole */ readonly at: number }
/** "Chủ trì: A; phối hợp: B; thời gian: Quý I" → its labelled pieces; what stands before the first label comes first with kind null. */
export function splitLabels(text: string): Labelled[] {
  const cuts: { at: number; label: RoleLabel }[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '(') depth++;
    if (char === ')' && depth > 0) depth--;
    const opens = i === 0 || (depth === 0 && (char === ';' || char === '.' || char === ',' || ((char === '-' || char === '–' || char === '+') && text[i - 1] === ' ' && !' -–+'.includes(text[i - 2] ?? ' '))));
    if (!opens) continue;
    let at = i === 0 ? 0 : i + 1;
    for (let k = 0; k < 6 && at < text.length && ' -–+•*'.includes(text[at]!); k++) at++;
    const label = labelAt(text.slice(at, at + 80));
    if (!label || (char === ',' && label.kind === 'other') || (i > 0 && label.kind === 'other' && char !== ';' && char !== '.')) continue;
    cuts.push({ at, label });
    i = at + label.length - 1;
  }
  const pieces: Labelled[] = [];
  const first = cuts[0]?.at ?? text.length;
  if (text.slice(0, first).trim()) pieces.push({ kind: null, label: null, text: text.slice(0, first), at: 0 });
  cuts.forEach(({ at, label }, k) => {
    const from = at + label.length;
    const value = text.slice(from, cuts[k + 1]?.at ?? text.length);
    pieces.push({ kind: label.kind, label: label.label, text: value, at: from });
  });
  return pieces;
}
