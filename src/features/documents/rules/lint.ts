/**
 * Cheap checks before a document goes to the format checker (Decree 30/2020/NĐ-CP, Article 12): what a rule can see.
 * An error is against the decree; a warning may be right and is shown to a person. Sources: Annex I, Part I, II and
 * Annex II (capitals). Signatures: Article 13.
 */
import { fold, toRoman } from '#kernel/vietnamese.ts';
import { DOCUMENT_KINDS } from './document-kinds.ts';
import { capitalFindings } from './lint-capitals.ts';
import { POINT_LETTERS } from './letters.ts';
import { plainText, type Block, type OfficialDocument } from './official-document.ts';
import { withoutEnding } from './wording.ts';

export interface Finding {
  readonly level: 'error' | 'warning';
  /** Where: "number", "distribution[2]", "body[14]", "annexes[0].blocks[3]". */
  readonly place: string;
  /** A whole sentence in Vietnamese. */
  readonly message: string;
}

const error = (place: string, message: string): Finding => ({ level: 'error', place, message });
const warning = (place: string, message: string): Finding => ({ level: 'warning', place, message });

export function lint(document: OfficialDocument): Finding[] {
  return [
    ...lintHead(document), ...lintRecipients(document), ...lintSigning(document),
    ...lintBlocks('body', document.body),
    ...document.annexes.flatMap((annex, index) => [
      ...(annex.title.trim() ? [] : [error(`annexes[${index}].title`, 'Phụ lục chưa có tên.')]),
      ...lintBlocks(`annexes[${index}].blocks`, annex.blocks),
    ]),
  ];
}

function lintHead(document: OfficialDocument): Finding[] {
  const found: Finding[] = [], kind = DOCUMENT_KINDS[document.kind];
  const number = document.number?.trim();
  if (number && !/^\d{1,6}$/.test(number)) found.push(error('number', `Số văn bản “${number}” phải là chữ số Ả Rập; để trống nếu văn thư cấp số sau.`));
  if (/\s/.test(document.notation.trim())) found.push(error('notation', `Ký hiệu “${document.notation}” không được có khoảng trắng quanh dấu gạch nối.`));
  if (/[–—]/.test(document.notation)) found.push(error('notation', `Ký hiệu “${document.notation}” dùng gạch nối (-), không dùng gạch ngang dài.`));
  if (kind.abbreviation && !document.notation.trim().startsWith(`${kind.abbreviation}-`)) found.push(error('notation', `Ký hiệu của ${kind.label.toLocaleLowerCase('vi')} phải bắt đầu bằng “${kind.abbreviation}-”.`));
  if (!kind.abbreviation && document.notation.trim().startsWith('CV-')) found.push(error('notation', 'Công văn không có chữ viết tắt tên loại: ký hiệu là tên cơ quan và đơn vị soạn thảo, ví dụ UBND-NC.'));
  if (!document.subject.trim()) found.push(error('subject', 'Văn bản chưa có trích yếu nội dung.'));
  else if (['.', ';', ','].includes(document.subject.trim().at(-1)!)) found.push(warning('subject', 'Trích yếu không kết thúc bằng dấu câu.'));
  if (!document.place.trim()) found.push(error('place', 'Văn bản chưa ghi địa danh.'));
  if (!document.issuer.name.trim()) found.push(error('issuer', 'Văn bản chưa ghi tên cơ quan ban hành.'));
  if (document.date && +document.date.slice(0, 4) !== document.year) found.push(warning('date', `Ngày ban hành thuộc năm ${document.date.slice(0, 4)}, khác năm ${document.year} của văn bản.`));
  document.legalBases.forEach((basis, index) => {
    if (!/^(căn cứ|theo|thực hiện|xét)\s/iu.test(basis.trim())) found.push(warning(`legalBases[${index}]`, 'Căn cứ ban hành thường bắt đầu bằng “Căn cứ” hoặc “Theo đề nghị của”.'));
  });
  return found;
}

function lintRecipients(document: OfficialDocument): Finding[] {
  const found: Finding[] = [], kind = DOCUMENT_KINDS[document.kind];
  if (document.kind === 'letter' && document.addressees.length === 0) found.push(error('addressees', 'Công văn chưa ghi nơi “Kính gửi”.'));
  if (!kind.addressed && document.addressees.length > 0) found.push(warning('addressees', `${kind.label} không dùng “Kính gửi”; hãy đưa vào “Nơi nhận”.`));
  document.distribution.forEach((line, index) => {
    if (withoutEnding(line).startsWith('Lưu')) found.push(error(`distribution[${index}]`, 'Dòng “Lưu: VT” được tự thêm ở cuối, không ghi trong danh sách nơi nhận.'));
    if (!withoutEnding(line)) found.push(error(`distribution[${index}]`, 'Danh sách nơi nhận có dòng trống.'));
  });
  const seen = new Set<string>();
  document.distribution.forEach((line, index) => {
    const name = withoutEnding(line);
    if (name && seen.has(name)) found.push(warning(`distribution[${index}]`, `Nơi nhận “${name}” ghi hai lần.`));
    seen.add(name);
  });
  return found;
}

const TITLES = ['GS', 'PGS', 'TS', 'ThS', 'Tiến sĩ', 'Thạc sĩ', 'Giáo sư', 'Bác sĩ', 'Kỹ sư'];

function lintSigning(document: OfficialDocument): Finding[] {
  const found: Finding[] = [], { forms, position, name } = document.signing;
  if (!position.trim()) found.push(error('signing', 'Chưa ghi chức vụ của người ký.'));
  if (name && TITLES.some((title) => name.startsWith(`${title}.`) || name.startsWith(`${title} `))) found.push(error('signing', 'Trước họ tên người ký không ghi học hàm, học vị.'));
  const collective = forms.some((form) => form.startsWith('TM.'));
  if (forms.some((form) => form.startsWith('TL.') || form.startsWith('TUQ.')) && collective) found.push(error('signing', 'Ký thừa lệnh (TL.) hoặc thừa ủy quyền (TUQ.) là của người đứng đầu, không đi cùng TM.'));
  const speaks = document.body.map((block) => ('text' in block ? plainText(block.text) : '')).join(' ');
  if (!collective && /(^|[^h]\s)(UBND|Ủy ban nhân dân) [^.;,]{1,40} ban hành /u.test(speaks) && !/Chủ tịch (UBND|Ủy ban nhân dân) [^.;,]{1,40} ban hành /u.test(speaks)) {
    found.push(warning('signing', 'Nội dung ghi Ủy ban nhân dân ban hành, nhưng phần ký không có “TM. ỦY BAN NHÂN DÂN”.'));
  }
  return found;
}

/** The number that should stand where `index` counts from 0. */
const EXPECTED = {
  heading1: (index: number) => toRoman(index + 1), heading2: (index: number) => String(index + 1), heading3: (index: number) => POINT_LETTERS[index] ?? '',
  article: (index: number) => String(index + 1), point: (index: number) => POINT_LETTERS[index] ?? '', clause: (index: number) => String(index + 1),
} as const;

function lintBlocks(place: string, blocks: readonly Block[]): Finding[] {
  const found: Finding[] = [];
  const count: Record<keyof typeof EXPECTED, number> = { heading1: 0, heading2: 0, heading3: 0, article: 0, point: 0, clause: 0 };
  /** A number starts anew below each of the levels above it. */
  const below: Record<string, readonly (keyof typeof EXPECTED)[]> = {
    part: ['heading1', 'heading2', 'heading3', 'clause', 'point'], heading1: ['heading2', 'heading3', 'clause', 'point'], heading2: ['heading3', 'clause', 'point'],
    heading3: ['clause', 'point'], article: ['clause', 'point'], clause: ['point'], point: [],
  };
  blocks.forEach((block, index) => {
    const here = `${place}[${index}]`;
    const key = block.type === 'heading' ? (`heading${block.level}` as const) : block.type;
    const printed = block.type === 'point' ? block.letter : block.type === 'heading' || block.type === 'article' || block.type === 'clause' ? block.number : null;
    if (printed !== null && key in EXPECTED) {
      const kind = key as keyof typeof EXPECTED, expected = EXPECTED[kind](count[kind]++);
      // A sub-number ("5.1") follows its own sequence.
      if (expected && printed !== expected && !printed.includes('.')) found.push(warning(here, `Đánh số “${printed}” không theo thứ tự, chỗ này là “${expected}”.`));
    }
    for (const lower of below[key] ?? []) count[lower] = 0;
    if (block.type === 'table') {
      block.rows.forEach((row, at) => {
        if (row.type !== 'group' && row.cells.length !== block.columns.length) found.push(error(`${here}.rows[${at}]`, `Dòng ${at + 1} của bảng có ${row.cells.length} ô, bảng có ${block.columns.length} cột.`));
      });
      return;
    }
    const text = block.type === 'heading' || block.type === 'part' ? block.title : plainText(block.text);
    if (!text.trim()) found.push(error(here, 'Có đoạn trống trong nội dung.'));
    for (const message of textFindings(text)) found.push(warning(here, message));
  });
  return found;
}

/** What a single paragraph can be checked for. */
function textFindings(text: string): string[] {
  const found: string[] = [];
  if (/\d\/(KH|QĐ|BC|TB|TTr|CTr|NQ|CT)\s*[–—]\s*\p{Lu}/u.test(text)) found.push('Ký hiệu văn bản dùng gạch nối (-), không dùng gạch ngang dài.');
  if (/\d\s*\/\s+(KH|QĐ|BC|TB|TTr|CTr|NQ|CT)-|\/(KH|QĐ|BC|TB|TTr|CTr|NQ|CT)(\s+-|-\s)/u.test(text)) found.push('Số và ký hiệu văn bản viết liền, không có khoảng trắng.');
  if (/ngày \d tháng/u.test(text) || /tháng [12] năm/u.test(text)) found.push('Ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước.');
  if (/\s[,;:.](\s|$)/u.test(text)) found.push('Có khoảng trắng trước dấu câu.');
  if (text !== text.normalize('NFC')) found.push('Đoạn dùng bảng mã Unicode tổ hợp; văn bản phải dùng Unicode dựng sẵn.');
  // No Vietnamese syllable has more than seven letters; foreign words carry no marks.
  const glued = text.split(/[^\p{L}]+/u).find((word) => word.length > 8 && word.toLocaleLowerCase('vi') !== fold(word));
  if (glued) found.push(`Từ “${glued}” có thể bị dính chữ.`);
  return [...found, ...capitalFindings(text)];
}
