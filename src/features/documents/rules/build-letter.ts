/**
 * Công văn triển khai: an office asks others for work. Each addressee (or several together) has a number, each request a letter of its own under it,
 * so that it can be cited ("điểm a mục 2"); the form in which `loa read` reads a letter back as tasks.
 */
import { frameOf, type DocumentFrame } from './frame.ts';
import { pointLetter } from './letters.ts';
import type { Block, OfficialDocument } from './official-document.ts';
import { sentence, withoutEnding } from './wording.ts';

export interface WorkLetterContent extends DocumentFrame {
  /** "triển khai Tháng cao điểm tuyên truyền dịch vụ công trực tuyến", without V/v. */
  readonly about: string;
  readonly addressees: readonly string[];
  /** Why, and on what basis: "Thực hiện Kế hoạch số …". */
  readonly opening: readonly string[];
  /** As it calls itself in the text: "UBND tỉnh". */
  readonly speaker: string;
  /** A superior "yêu cầu", an equal or a department "đề nghị". */
  readonly asks: 'yêu cầu' | 'đề nghị';
  readonly requests: readonly { readonly whom: readonly string[]; readonly items: readonly string[] }[];
  readonly closing?: string;
}

/** Throws nothing; a letter without requests has its opening and closing only. */
export function buildWorkLetter(letter: WorkLetterContent): OfficialDocument {
  const lead: Block = { type: 'paragraph', text: `${withoutEnding(letter.speaker)} ${letter.asks} các cơ quan, đơn vị thực hiện các nội dung sau:` };
  return {
    ...frameOf(letter), kind: 'letter', language: 'vi', subject: letter.about, legalBases: [], addressees: letter.addressees, annexes: [],
    body: [
      ...letter.opening.map((text): Block => ({ type: 'paragraph', text: sentence(text) })), ...(letter.requests.length ? [lead] : []),
      ...letter.requests.flatMap(({ whom, items }, at): Block[] => [
        { type: 'heading', level: 2, number: String(at + 1), title: `${whom.map(withoutEnding).join('; ')}:` },
        ...(items.length === 1 ? [{ type: 'bullet' as const, mark: '-' as const, text: sentence(items[0]!) }] : items.map((text, i) => ({ type: 'point' as const, letter: pointLetter(i), text: sentence(text) }))),
      ]),
      { type: 'paragraph', text: letter.closing ?? `Nhận được Công văn này, ${withoutEnding(letter.speaker)} ${letter.asks} các cơ quan, đơn vị nghiêm túc triển khai thực hiện.` },
    ],
  };
}
