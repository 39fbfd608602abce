/**
 * Articles for the bench of search: Vietnamese as to its syllables, how often words come, and how they stand together; without meaning. The first words are those of
 * public administration, the rest are made of real syllables. The same seed gives the same articles.
 */
const COMMON = `và của có được các cho là trong với không những một người này khi đã để về từ đến tại ra theo vào trên cũng như sẽ hay làm phải nếu đó sau nhiều còn năm ngày tháng thì bị đi do qua lại mà lên cùng mới trước
  hơn rất nên đang chỉ bằng cần nhất bởi giữa ngoài dưới hai ba bốn mỗi nào gì ai đâu vì sao`.split(/\s+/);
const OFFICIAL = `cải cách hành chính|thủ tục hành chính|Ủy ban nhân dân|bộ phận một cửa|dịch vụ công|trực tuyến|hồ sơ|người dân|doanh nghiệp|cán bộ|công chức|viên chức|chuyển đổi số|tuyên truyền|kế hoạch|nhiệm vụ|giải quyết|tiếp nhận|trả kết quả|đúng hẹn|
  trung tâm|phục vụ|hài lòng|khảo sát|chỉ số|xếp hạng|báo cáo|tổng hợp|kiểm tra|giám sát|hướng dẫn|triển khai|thực hiện|nâng cao|chất lượng|hiệu quả|văn bản|quyết định|nghị quyết|thông báo|công khai|minh bạch|niêm yết|đăng ký|khai sinh|khai tử|kết hôn|
  hộ tịch|hộ khẩu|cư trú|căn cước|chứng thực|bản sao|đất đai|giấy chứng nhận|quyền sử dụng đất|xây dựng|giấy phép|kinh doanh|hộ kinh doanh|bảo hiểm|y tế|trợ cấp|xã hội|người có công|hộ nghèo|cận nghèo|trẻ em|người cao tuổi|khuyết tật|học sinh|
  giáo dục|mầm non|nông nghiệp|nông thôn mới|môi trường|rác thải|nước sạch|giao thông|an toàn|thực phẩm|phòng cháy|chữa cháy|dân quân|nghĩa vụ quân sự|tiếp công dân|khiếu nại|tố cáo|phản ánh|kiến nghị|đường dây nóng|tổ công nghệ số|cộng đồng|loa truyền thanh|
  bản tin|chuyên mục|bài viết|phóng sự|hội nghị|tập huấn|cuộc thi|tìm hiểu|mô hình|sáng kiến|điển hình|khen thưởng|thi đua|tổ dân phố|thôn|xã|phường|tỉnh|huyện cũ|sáp nhập|sắp xếp|đơn vị hành chính|chính quyền|hai cấp|địa phương|sở|ban|ngành|lãnh đạo|
  chủ tịch|phó chủ tịch|trưởng phòng|chuyên viên|thanh toán|phí|lệ phí|không dùng tiền mặt|mã số|định danh|điện tử|tài khoản|cổng dịch vụ|quốc gia|chữ ký số|số hóa|dữ liệu|cơ sở dữ liệu|kết nối|liên thông|rút ngắn|thời gian|ngày làm việc|kinh phí|ngân sách|dự toán`.replace(/\n\s*/g, '').split('|');
const ONSETS = ['', 'b', 'c', 'ch', 'd', 'đ', 'g', 'gi', 'h', 'kh', 'l', 'm', 'n', 'ng', 'nh', 'ph', 'qu', 'r', 's', 't', 'th', 'tr', 'v', 'x'];
const RIMES = ['a', 'ai', 'am', 'an', 'ang', 'anh', 'ao', 'ay', 'ăm', 'ăn', 'ăng', 'âm', 'ân', 'âu', 'em', 'en', 'eo', 'ên', 'i', 'iên', 'iêu', 'im', 'in', 'inh', 'o', 'oa', 'oi', 'on', 'ong', 'ô', 'ôi', 'ôn', 'ông', 'ơ', 'ơi', 'ơn', 'u', 'ua', 'ui', 'un', 'ung', 'uôn', 'ư', 'ưa', 'ưng', 'ươi', 'ương'];
const TONES = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];

export interface Article { readonly title: string; readonly summary: string; readonly text: string; readonly organisation: number; readonly column: number }

/** mulberry32 */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function lexicon(random: () => number): string[] {
  const syllable = (): string => {
    const rime = RIMES[Math.floor(random() * RIMES.length)]!, tone = TONES[Math.floor(random() * TONES.length)]!, vowel = /[ăâêôơ]/.exec(rime) ?? /[aeiouư]/.exec(rime)!;
    return (ONSETS[Math.floor(random() * ONSETS.length)]! + rime.slice(0, vowel.index + 1) + tone + rime.slice(vowel.index + 1)).normalize('NFC');
  };
  const rare = new Set<string>();
  while (rare.size < 24_000) rare.add(random() < 0.15 ? syllable() : random() < 0.85 ? `${syllable()} ${syllable()}` : `${syllable()} ${syllable()} ${syllable()}`);
  return [...OFFICIAL, ...rare];
}

/** How words are drawn: the n-th most frequent with a chance of about 1/n. */
function zipf(count: number, exponent: number): (random: () => number) => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) sums[i] = sum += 1 / (i + 3) ** exponent;
  return (random) => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) { const middle = (low + high) >> 1; if (sums[middle]! < wanted) low = middle + 1; else high = middle; }
    return low;
  };
}

export const ORGANISATIONS = 120, COLUMNS = 480;

export function corpus(seed: number): { readonly article: (number: number) => Article; readonly words: readonly string[] } {
  const words = lexicon(chance(seed)), draw = zipf(words.length, 1.02), common = zipf(COMMON.length, 0.8);
  return {
    words,
    article(number) {
      const random = chance(seed * 31 + number * 2_654_435_761), topics = Array.from({ length: 6 }, () => words[draw(random)]!);
      const word = (): string => (random() < 0.34 ? COMMON[common(random)]! : random() < 0.12 ? topics[Math.floor(random() * topics.length)]! : words[draw(random)]!);
      const sentence = (most: number): string => { const said = Array.from({ length: 6 + Math.floor(random() * most) }, word).join(' '); return said[0]!.toUpperCase() + said.slice(1); };
      const title = [topics[0]!, COMMON[common(random)]!, topics[1]!, ...(random() < 0.6 ? [words[draw(random)]!] : []), topics[2]!].join(' ');
      const sentences = 9 + Math.floor(random() * 22);
      return {
        title: title[0]!.toUpperCase() + title.slice(1), summary: `${sentence(10)}, ${topics[0]!} ${sentence(6).toLowerCase()}.`,
        text: Array.from({ length: sentences }, (_none, index) => `${sentence(14)}.${index % 4 === 3 ? '\n' : ' '}`).join('').trim(),
        organisation: Math.floor(random() ** 1.5 * ORGANISATIONS), column: Math.floor(random() * 4),
      };
    },
  };
}
