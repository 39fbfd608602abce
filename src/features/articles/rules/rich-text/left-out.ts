/** What was left out on the way in, counted, and said in the words of an editor. */
export type LeftOutKind = 'code' | 'frames' | 'forms' | 'pictures' | 'drawings' | 'links' | 'hidden' | 'deleted' | 'looks' | 'tables' | 'form';

const SENTENCES: Readonly<Record<LeftOutKind, (count: number, examples: string) => string>> = {
  form: () => 'Nội dung lồng nhau quá phức tạp nên chỉ giữ lại phần chữ. Hãy định dạng lại tiêu đề, danh sách và bảng.',
  code: () => 'Đã bỏ mã chạy (script): trang không nhận mã từ bên ngoài.',
  frames: (count) => `Đã bỏ ${count} khung nhúng, phim hoặc âm thanh. Hãy đặt liên kết tới nơi có nội dung đó.`,
  forms: (count) => `Đã bỏ ${count} ô nhập hoặc nút bấm.`,
  pictures: (count) => `Đã bỏ ${count} ảnh nằm ngoài hệ thống. Hãy lưu ảnh về máy, tải lên rồi chèn lại.`,
  drawings: (count) => `Đã bỏ ${count} hình vẽ hoặc công thức. Hãy chụp thành ảnh, tải lên rồi chèn lại.`,
  links: (count, examples) => `Đã bỏ ${count} liên kết không dùng được${examples && ` (${examples})`}, chữ của liên kết vẫn giữ. Liên kết phải bắt đầu bằng https://, http://, mailto:, tel: hoặc “/”.`,
  hidden: (count) => `Đã bỏ ${count} đoạn chữ ẩn hoặc lời ghi chú không hiện cho người đọc.`,
  deleted: (count) => `Đã bỏ ${count} đoạn chữ đã đánh dấu xóa trong Word.`,
  tables: (count) => `${count} bảng quá rộng hoặc quá lớn được chuyển thành các đoạn chữ.`,
  looks: () => 'Đã bỏ màu chữ, phông chữ, cỡ chữ và gạch chân: bài đăng dùng chung một kiểu chữ.',
};

export interface LeftOut { note(kind: LeftOutKind, example?: string): void; sentences(): readonly string[]; /** The same as a few signs that travel in an address: "pictures.2-links.1". */ code(): string }
/** The sentences of a code; what is no code says nothing. */
export const leftOutSentences = (code: string): readonly string[] => code.split('-').flatMap((part) => {
  const [kind = '', count = ''] = part.split('.');
  return Object.hasOwn(SENTENCES, kind) && /^[1-9]\d{0,4}$/.test(count) ? [SENTENCES[kind as LeftOutKind](Number(count), '')] : [];
});
export function leftOut(): LeftOut {
  const counts = new Map<LeftOutKind, number>(), examples = new Map<LeftOutKind, string[]>();
  return {
    note(kind, example) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const kept = examples.get(kind) ?? [];
      if (example && kept.length < 3 && !kept.includes(example)) examples.set(kind, [...kept, example]);
    },
    code: () => [...counts].map(([kind, count]) => `${kind}.${Math.min(count, 99_999)}`).join('-'),
    sentences: () => (Object.keys(SENTENCES) as LeftOutKind[]).flatMap((kind) => {
      const count = counts.get(kind);
      return count ? [SENTENCES[kind](count, (examples.get(kind) ?? []).map((one) => `“${one}”`).join(', '))] : [];
    }),
  };
}
