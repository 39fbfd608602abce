/**
 * Names of agencies, alone and in lists.
 *   list    split at ";", at commas before an agency's head word ("Sở A, phòng B, các cơ quan liên quan"), at "và các …", "và Sở …"
 *   whole   "UBND các xã, phường" · "Các sở, ban ngành, địa phương" · "Sở Văn hóa, Thể thao và Du lịch" · "Văn phòng HĐND và UBND"
 *   dropped role words behind a name ("… chủ trì tổ chức Hội thi cấp tỉnh"), brackets ("(nếu có)"), bullets, full stops
 *   scan    "UBND tỉnh Quảng Ngãi | ban hành …": from a head word over capitals, words of units and of known fields
 */
import { collapse, dropBrackets, isLetter, isUpper, lowerMarked, squash, trimEndOf, trimEnds } from './words.ts';

/** First words of an agency's name, as lowerMarked gives them; longest first where one begins another. */
const HEADS = ['ủy ban', 'ubnd', 'ubmttq', 'ubmt', 'hội đồng', 'hđnd', 'mttq', 'mặt trận', 'chủ tịch', 'phó chủ tịch', 'thủ tướng', 'chính phủ', 'quốc hội', 'bộ', 'ban', 'sở', 'phòng', 'văn phòng', 'trung tâm', 'đài', 'báo', 'tạp chí', 'cổng',
  'cục', 'tổng cục', 'chi cục', 'vụ', 'viện', 'trường', 'thanh tra', 'công an', 'bộ đội', 'kho bạc', 'bảo hiểm', 'ngân hàng', 'hội', 'liên đoàn', 'liên minh', 'liên hiệp', 'đoàn', 'tỉnh đoàn', 'huyện đoàn', 'thành đoàn', 'tỉnh ủy', 'thành ủy', 'huyện ủy', 'thị ủy', 'quận ủy', 'đảng ủy',
  'bộ phận', 'tổ', 'tòa án', 'viện kiểm sát', 'thuế', 'hải quan', 'bưu điện', 'vnpt', 'viettel', 'doanh nghiệp', 'công ty', 'tập đoàn', 'công chức', 'công đoàn', 'cán bộ', 'thủ trưởng', 'giám đốc', 'lãnh đạo', 'trưởng', 'thường trực', 'quân sự', 'trạm', 'khoa', 'chánh', 'đơn vị', 'cơ quan', 'thôn', 'tổ dân phố', 'thư viện', 'bảo tàng', 'nhà văn hóa', 'hợp tác xã', 'khu phố', 'hiệp hội', 'cựu chiến binh', 'phụ nữ', 'nông dân', 'người phát ngôn', 'thông tấn xã', 'vp', 'vpub', 'quận đoàn', 'thị đoàn', 'xã đoàn', 'đoàn thanh niên', 'bch', 'ttpvhcc', 'tt'];
const GROUP_STARTS = ['các', 'những', 'mỗi', 'toàn thể', 'một số', 'tất cả'];
/** What may follow "các" inside one collective name. */
const COLLECTIVE = ['ban', 'ngành', 'đơn vị', 'cơ quan', 'địa phương', 'phòng', 'sở', 'xã', 'phường', 'thị trấn', 'thị xã', 'thành phố', 'huyện', 'quận', 'đặc khu', 'đoàn thể', 'hội', 'tổ chức', 'thôn', 'khóm', 'ấp', 'khu phố', 'bản', 'tổ dân phố', 'doanh nghiệp', 'cá nhân', 'bộ', 'trường', 'trung tâm', 'cấp', 'chi cục', 'cục', 'hội đoàn thể', 'ban ngành', 'bộ phận', 'buôn', 'làng', 'công ty', 'cộng đồng', 'liên quan', 'khu dân cư', 'viện', 'đài', 'báo', 'văn phòng', 'hợp tác xã', 'ủy ban'];
/** Bare names of commune offices and of fields, which stand in lists without "phòng" or "sở". */
const FIELDS = ['văn hóa', 'tư pháp', 'tài chính', 'kế toán', 'địa chính', 'nội vụ', 'văn phòng', 'kinh tế', 'quân sự', 'y tế', 'giáo dục', 'xây dựng', 'công thương', 'khoa học', 'nông nghiệp', 'tài nguyên', 'lao động', 'ngoại vụ', 'dân tộc', 'giao thông', 'thông tin', 'kế hoạch', 'du lịch', 'thể thao', 'môi trường', 'đào tạo', 'công nghệ', 'truyền thông', 'tôn giáo', 'hạ tầng', 'đô thị', 'hộ tịch', 'thống kê', 'xã hội', 'tuyên giáo', 'dân vận', 'tổ chức', 'kiểm tra', 'thương binh', 'đầu tư', 'vận tải', 'phát thanh', 'truyền hình', 'truyền thanh', 'chính phủ', 'quốc phòng', 'công an', 'hành chính', 'nội chính', 'nhà nước', 'khởi nghiệp', 'bảo vệ', 'trợ giúp', 'pháp lý', 'kiểm soát', 'thủ tục', 'phục vụ', 'xúc tiến', 'quản lý', 'tiếp công', 'cải cách', 'chuyển đổi', 'chỉ đạo', 'bảo hiểm', 'mặt trận', 'thanh niên', 'phụ nữ', 'liên hiệp', 'đô thị'];

const startsWithWord = (folded: string, word: string): boolean => folded.startsWith(word) && !isLetter(folded[word.length]);
/** Words that begin like an agency's name and are none. */
const NO_HEADS = /^(?:báo cáo|báo chí|ban hành|bộ thủ tục|bộ tài liệu|bộ nhận diện|bộ câu hỏi|hội nghị|hội thảo|hội thi|hội chợ|hội diễn|phòng,? chống|phòng ngừa|tổ chức(?! (?:chính trị|đoàn|hội|công đoàn|đảng))|đoàn kết|công khai|trường hợp|cơ quan nào|trung tâm hành chính là|khoa học|trưởng thành|vụ việc|cục bộ|thuế suất)(?!\p{L})/u;
export const startsWithHead = (text: string): boolean => { const folded = lowerMarked(text.slice(0, 40)); return !NO_HEADS.test(folded) && (HEADS.some((head) => startsWithWord(folded, head)) || isJoinedHead(text)); };
export const startsWithGroup = (text: string): boolean => { const folded = lowerMarked(text.slice(0, 20)); return GROUP_STARTS.some((word) => startsWithWord(folded, word)); };
export const startsWithField = (text: string): boolean => { const folded = lowerMarked(text.slice(0, 40)); return FIELDS.some((word) => startsWithWord(folded, word)); };
/** "UBNDxã", "Trungtâm Văn hóa": a damaged text has lost the blank. */
const isJoinedHead = (text: string): boolean => /^(?:ubnd|hđnd)\p{L}/iu.test(text) || JOINED_HEADS.has(lowerMarked(text.slice(0, 20).split(' ')[0]!));
const JOINED_HEADS = new Set(HEADS.filter((head) => head.includes(' ')).map((head) => head.replaceAll(' ', '')));
export const looksLikeAgency = (text: string): boolean => startsWithHead(text) || startsWithGroup(text) || (startsWithField(text) && isUpper(text.trim()[0]));

/** Role words that may trail a name in a list: the name ends before them. */
const ROLE_TAILS = [' chủ trì', ' phối hợp', ' thực hiện', ' tham mưu', ' chịu trách nhiệm', ' làm đầu mối', ' hướng dẫn', ' chỉ đạo', ' tổ chức thực hiện', ' triển khai', ' tổng hợp', ' theo dõi', ' có trách nhiệm', ' trực tiếp', ' chủ động', ' phụ trách', ' là đầu mối', ' cùng thực hiện'];
const ROLE_HEADS = /^(?:giao(?: cho)?|do|đề nghị|yêu cầu|chủ trì(?: thực hiện)?|phối hợp(?: với| cùng)?|cùng(?: với)?|với|và|là|gồm|bao gồm|phân công)(?=\s)\s*:?\s*/iu;

export function cleanAgency(text: string): string {
  let name = trimEnds(collapse(dropBrackets(text)));
  for (let k = 0; k < 2; k++) {
    const opened = ROLE_HEADS.exec(name);
    if (opened && opened[0].length < name.length) name = name.slice(opened[0].length);
  }
  let end = name.length;
  for (const tail of ROLE_TAILS) {
    const at = name.indexOf(tail);
    if (at > 2 && at < end) end = at;
  }
  return trimEnds(name.slice(0, end));
}

const LONGEST_LIST = 3000;
/** The members of a printed list, as written. */
export function splitAgencies(text: string): string[] {
  const names: string[] = [];
  // Nobody prints four pages of agencies; what is longer is a sentence.
  for (const part of dropBrackets(text.slice(0, LONGEST_LIST)).split(/[;\n]/)) {
    let current = '';
    for (const piece of part.split(',')) {
      const trimmed = piece.trim();
      if (!trimmed) continue;
      if (current === '' || beginsName(trimmed, current)) { if (current) names.push(...splitAnd(current)); current = trimmed; }
      else current = `${current}, ${trimmed}`;
    }
    if (current) names.push(...splitAnd(current));
  }
  return names.map(cleanAgency).filter((name) => name.length > 1 && squash(name) !== 'khong');
}

/** Fields that only end a longer name: "Phát thanh, Truyền hình", "Văn hóa, Thể thao và Du lịch". */
const NEVER_ALONE = ['truyền hình', 'thể thao', 'du lịch', 'công nghệ', 'đào tạo', 'truyền thông', 'môi trường', 'hạ tầng', 'hộ tịch', 'tôn giáo', 'đô thị', 'thương binh', 'khoa học'];

/** Does the piece after a comma begin another agency, given the name so far? */
function beginsName(piece: string, current: string): boolean {
  const folded = lowerMarked(piece.slice(0, 60));
  // "Các Cục, Vụ thuộc Bộ": a bare head word is no name yet.
  if (/^(?:các|những) (?:tổng cục|cục|vụ|sở|ban|ngành|phòng|viện)$/u.test(lowerMarked(current)) && /^(?:tổng cục|cục|vụ|sở|ban|ngành|phòng|viện|đơn vị|trung tâm)(?= (?:thuộc|trực thuộc|và|của|chức năng|liên quan|chuyên môn)(?!\p{L})|$)/u.test(folded)) return false;
  const collective = startsWithGroup(current) || / các /.test(` ${lowerMarked(current)} `);
  if (startsWithGroup(piece)) return !/^các (?:ngành|cấp|ban|tổ chức chính trị|hội)(?!\p{L})/u.test(folded) || !collective;
  if (collective && COLLECTIVE.some((word) => startsWithWord(folded, word)) && !isUpper(piece[0])) return false;
  if (collective && /^(?:ban|ngành|đoàn thể|địa phương)(?!\p{L})/u.test(folded)) return false;
  if (startsWithHead(piece)) {
    if (isUpper(piece[0]) || !collective) return !(lowerMarked(current) === 'sở' || /^(?:các )?(?:sở|phòng|ban)$/.test(lowerMarked(current)));
    return false;
  }
  // "Văn phòng, Văn hóa - Xã hội phường": bare office names, once the name so far is complete.
  if (NEVER_ALONE.some((word) => startsWithWord(folded, word))) return false;
  if (startsWithField(piece) && isUpper(piece[0])) {
    const head = lowerMarked(current);
    const needsField = /^(?:sở|bộ|phòng|ban|vụ|trung tâm|ủy ban|cục|chi cục)\s/.test(head);
    if (!needsField) return !collective || isUpper(piece[0]);
    // "Sở Văn hóa, Thể thao và Du lịch" goes on; "Sở Nội vụ, Tài chính" does not.
    return !/ và /.test(folded) && !/ và /.test(head) && / (?:nội vụ|tư pháp|tài chính|y tế|xây dựng|công thương|ngoại vụ)$/.test(head);
  }
  // Any other capital begins a name, but not the next field of a name that has several ("Xúc tiến Đầu tư, Thương mại và Du lịch").
  return isUpper(piece[0]) && !collective && !(/ và /.test(folded) && /^(?:sở|bộ|phòng|ban|vụ|trung tâm|cục|chi cục|viện|hội)\s/u.test(lowerMarked(current)));
}

/** "Văn hóa - Xã hội và các ban ngành liên quan" → two; "Văn hóa và Thông tin" stays one. */
function splitAnd(name: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  const pattern = / (?:và|cùng|cùng với|với) /giu;
  for (const match of name.matchAll(pattern)) {
    const left = name.slice(from, match.index), right = name.slice(match.index + match[0].length);
    if (!splitsAtAnd(left, right)) continue;
    pieces.push(left);
    from = match.index + match[0].length;
  }
  pieces.push(name.slice(from));
  return pieces;
}
function splitsAtAnd(left: string, right: string): boolean {
  const next = lowerMarked(right.slice(0, 60)), before = lowerMarked(left);
  if (/(?:^|,\s?)(?:báo|sở|phòng|ban|đài|cục|hội)$/u.test(before)) return false;
  if (startsWithGroup(right)) return !/^các (?:ngành|cấp)(?!\p{L})/u.test(next) || !/^các(?!\p{L})/u.test(before);
  if (/^(?:tổ chức, cá nhân|cơ quan, đơn vị|đơn vị liên quan|cơ quan liên quan|đơn vị, địa phương)/.test(next)) return !/(?:^|,)\s*các /.test(` ${before}`) && !/^các /.test(before);
  if (/(?:hđnd|hội đồng nhân dân|đbqh)$/.test(before) && /^(?:ubnd|ủy ban nhân dân|hđnd|hội đồng)/.test(next)) return false;
  return /^(?:sở|phòng|ban (?!ngành)|trung tâm|đài|báo|công an|văn phòng|ubnd|ủy ban|hội|đoàn|liên đoàn|tỉnh đoàn|chi cục|cục|đảng ủy|bộ phận|công đoàn|kho bạc|thanh tra|cổng)(?!\p{L})/u.test(next) && isUpper(right[0]) && !/^(?:các )/.test(before);
}

const UNIT_WORDS = new Set(['tỉnh', 'huyện', 'xã', 'phường', 'thị', 'trấn', 'thành', 'phố', 'quận', 'đặc', 'khu', 'nhân', 'dân', 'ủy', 'trưởng', 'trung', 'ương', 'thường', 'trực', 'vụ', 'tịch', 'chức', 'nước', 'viên', 'chấp', 'hành', 'các', 'cấp', 'khoa', 'cải', 'cách', 'bộ', 'phủ', 'tướng', 'hội', 'chính', 'trị', 'bí', 'thư']);
const SMALL_PAIRS = new Set(FIELDS.map((field) => squash(field)));

/** Where an agency's name that begins at `from` ends; null when no name begins there. */
export function scanAgency(text: string, from: number): { from: number; to: number } | null {
  let start = from;
  while (text[start] === ' ') start++;
  const head = text.slice(start, start + 40);
  if (!startsWithHead(head) || startsWithGroup(head)) return null;
  const limit = Math.min(text.length, start + 160);
  let at = start, end = start, previous = '', open = true;
  const fieldName = /^(?:bộ(?: trưởng)?|sở|phòng|trung tâm|ban|đài|giám đốc|ủy ban)(?!\p{L})/iu.test(head);
  const headWords = HEADS.find((word) => startsWithWord(lowerMarked(head), word))?.split(' ').length ?? 1;
  let count = 0;
  while (at < limit && open) {
    let stop = at;
    while (stop < limit && text[stop] !== ' ') stop++;
    const raw = text.slice(at, stop);
    const core = trimEndOf(raw, '.;:,)”"');
    const word = lowerMarked(core);
    if (core === '' || raw.startsWith('(')) break;
    const capital = isUpper(core[0]);
    const dash = core === '-' || core === '–';
    if (count >= headWords) {
      if (dash) { if (!isUpper(text[stop + 1])) break; }
      else if (word === 'và') {
        const next = text.slice(stop + 1, stop + 30);
        const folded = lowerMarked(next);
        const pair = /(?:hđnd|hội đồng nhân dân)$/.test(lowerMarked(text.slice(start, at))) && /^(?:ubnd|ủy ban)/.test(folded);
        if (!pair && (!fieldName || !isUpper(next[0]) || startsWithHead(next) || isPaperName(folded) || !startsWithField(next))) break;
      } else if (word === 'của' && /^ban chỉ đạo/iu.test(head) && /^Chính phủ(?!\p{L})/u.test(text.slice(stop + 1))) {
        // the steering committee of the Government
      } else if (capital) { if (isPaperName(lowerMarked(text.slice(at, at + 24))) && /số|năm|ngày/.test(text.slice(at, at + 40))) break; }
      else if (!UNIT_WORDS.has(word) && !(word === 'ban' && lowerMarked(previous) === 'ủy') && !SMALL_PAIRS.has(squash(`${previous}${core}`))) break;
      else if (word === 'khoa' || (word === 'các' && !/^(?:ubnd|ủy ban nhân dân|hđnd)$/.test(lowerMarked(text.slice(start, at))))) break;
    }
    end = at + core.length;
    previous = core;
    count++;
    if (raw.length > core.length) {
      open = false;
      // "Văn hóa, Thể thao và Du lịch"
      if (raw.slice(core.length) === ',' && fieldName) {
        const rest = text.slice(stop + 1, stop + 60);
        const upTo = rest.split(/[,;.:(]/)[0]!;
        if (isUpper(rest[0]) && !startsWithHead(rest) && startsWithField(rest) && / và \p{Lu}/u.test(upTo) && !isPaperName(lowerMarked(rest))) open = true;
      }
    }
    at = stop + 1;
  }
  return count > 0 && end > start ? { from: start, to: end } : null;
}
const PAPERS = ['quyết định', 'kế hoạch', 'nghị quyết', 'chỉ thị', 'nghị định', 'thông tư', 'công văn', 'thông báo', 'kết luận', 'chương trình', 'hướng dẫn', 'luật', 'đề án', 'quy chế', 'văn bản', 'công điện', 'báo cáo', 'tờ trình'];
export const isPaperName = (folded: string): boolean => PAPERS.some((paper) => startsWithWord(folded, paper));
