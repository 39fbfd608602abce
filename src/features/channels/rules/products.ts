import type { ChannelKey } from './channels.ts';
import type { EvidenceWanted } from './evidence.ts';

/**
 * What comes out of the work and is counted. A product is a row of this list with every property written out; no other
 * file names one. Adding one needs no migration. Units and columns follow the counts that plans and the regimes of
 * reporting ask for (lớp, tin bài, chuyên mục, lượt phát, tờ rơi …).
 */
export interface Product {
  readonly key: string;
  readonly label: string;
  /** Unit counted when the document prints none. */
  readonly unit: string;
  /** The column of the report it is counted in; several products may share one. */
  readonly reportColumn: string;
  /** Is the length asked for in the short form? */
  readonly minutes: boolean;
  /** Who is counted beside the pieces, or null when nobody is. */
  readonly audience: string | null;
  readonly evidence: EvidenceWanted;
  readonly defaultChannel: ChannelKey;
  /** The product says by itself through what it speaks: a training class is training, whatever else the sentence names. */
  readonly ownChannel: boolean;
  /** On these channels the same word means another product: a column on the radio is a programme. */
  readonly becomes: Readonly<Record<string, string>>;
  /** Words that name it only where they stand alone, as a unit does ("05 bài"): "tin" inside "thông tin" means nothing. */
  readonly alone: readonly string[];
  /** Words by which a plan names it, folded (no marks, lower case). Longer phrases win over shorter ones. */
  readonly words: readonly string[];
}

const product = <const P extends Product>(definition: P): P => definition;

export const PRODUCTS = [
  product({ key: 'article', label: 'Tin, bài', unit: 'tin, bài', reportColumn: 'Tin, bài', minutes: false, audience: null,
    evidence: [['link', 'photo', 'document', 'published-item']], defaultChannel: 'portal', ownChannel: false, becomes: {},
    alone: ['tin', 'bai'], words: ['tin, bai', 'tin bai', 'bai viet', 'tin/bai', 'tin va bai', 'dua tin', 'dang tin', 'cap nhat thong tin', 'dang tai'] }),
  product({ key: 'column', label: 'Chuyên mục, chuyên trang', unit: 'kỳ', reportColumn: 'Chuyên mục, chuyên trang', minutes: false, audience: null,
    evidence: [['link', 'photo', 'document', 'published-item']], defaultChannel: 'press', ownChannel: false, becomes: { 'commune-radio': 'radio-programme', radio: 'radio-programme', television: 'tv-programme' },
    alone: [], words: ['chuyen muc', 'chuyen trang', 'chuyen de'] }),
  product({ key: 'newsletter', label: 'Bản tin (số)', unit: 'số', reportColumn: 'Bản tin', minutes: false, audience: null,
    evidence: [['link', 'document', 'published-item']], defaultChannel: 'bulletin', ownChannel: true, becomes: {},
    alone: [], words: ['ban tin so', 'ban tin'] }),
  product({ key: 'radio-programme', label: 'Chương trình phát thanh', unit: 'chương trình', reportColumn: 'Chương trình phát thanh, truyền thanh', minutes: true, audience: null,
    evidence: [['audio', 'link', 'photo', 'document', 'airing']], defaultChannel: 'commune-radio', ownChannel: false, becomes: {},
    alone: [], words: ['chuong trinh phat thanh', 'chuyen muc phat thanh', 'phat thanh', 'truyen thanh', 'tiep phat', 'tiep song', 'kenh phat thanh', 'luot phat', 'dai phat thanh'] }),
  product({ key: 'tv-programme', label: 'Chương trình truyền hình', unit: 'chương trình', reportColumn: 'Chương trình truyền hình', minutes: true, audience: null,
    evidence: [['link', 'video', 'document', 'photo']], defaultChannel: 'television', ownChannel: false, becomes: {},
    alone: [], words: ['chuong trinh truyen hinh', 'chuyen muc truyen hinh', 'truyen hinh', 'kenh truyen hinh'] }),
  product({ key: 'report-feature', label: 'Phóng sự', unit: 'phóng sự', reportColumn: 'Phóng sự, video clip', minutes: true, audience: null,
    evidence: [['link', 'video', 'document']], defaultChannel: 'television', ownChannel: false, becomes: {},
    alone: [], words: ['phong su'] }),
  product({ key: 'video', label: 'Video, clip', unit: 'video', reportColumn: 'Phóng sự, video clip', minutes: true, audience: null,
    evidence: [['link', 'video', 'photo', 'published-item']], defaultChannel: 'social', ownChannel: false, becomes: {},
    alone: [], words: ['video clip', 'video', 'clip', 'phim ngan'] }),
  product({ key: 'infographic', label: 'Infographic, poster', unit: 'mẫu', reportColumn: 'Infographic, poster', minutes: false, audience: null,
    evidence: [['link', 'photo', 'document', 'published-item']], defaultChannel: 'social', ownChannel: false, becomes: {},
    alone: [], words: ['infographic', 'poster', 'ap phich', 'do hoa'] }),
  product({ key: 'post', label: 'Bài đăng mạng xã hội', unit: 'bài đăng', reportColumn: 'Bài đăng mạng xã hội', minutes: false, audience: 'lượt tiếp cận',
    evidence: [['link', 'photo']], defaultChannel: 'social', ownChannel: false, becomes: {},
    alone: [], words: ['bai dang', 'zalo', 'facebook', 'fanpage', 'mang xa hoi'] }),
  product({ key: 'message', label: 'Tin nhắn', unit: 'đợt', reportColumn: 'Tin nhắn', minutes: false, audience: 'người nhận',
    evidence: [['photo', 'document', 'link']], defaultChannel: 'text-message', ownChannel: true, becomes: {},
    alone: [], words: ['tin nhan', 'sms'] }),
  product({ key: 'leaflet', label: 'Tờ rơi, tờ gấp', unit: 'tờ', reportColumn: 'Tờ rơi, tờ gấp', minutes: false, audience: null,
    evidence: [['photo', 'document', 'link']], defaultChannel: 'printed-matter', ownChannel: true, becomes: {},
    alone: [], words: ['to roi', 'to gap'] }),
  product({ key: 'material', label: 'Tài liệu, ấn phẩm tuyên truyền', unit: 'tài liệu', reportColumn: 'Tài liệu tuyên truyền', minutes: false, audience: null,
    evidence: [['photo', 'document', 'link']], defaultChannel: 'printed-matter', ownChannel: true, becomes: {},
    alone: [], words: ['tai lieu', 'an pham', 'so tay', 'cam nang', 'xuat ban cac an pham'] }),
  product({ key: 'billboard', label: 'Pa nô, băng rôn, khẩu hiệu', unit: 'cái', reportColumn: 'Pa nô, băng rôn', minutes: false, audience: null,
    evidence: [['photo', 'link']], defaultChannel: 'visual', ownChannel: true, becomes: {},
    alone: [], words: ['pa no', 'pano', 'bang ron', 'khau hieu', 'truc quan', 'co dong', 'phuon', 'bang zon'] }),
  product({ key: 'led-display', label: 'Lượt chiếu màn hình LED, bảng điện tử', unit: 'lượt', reportColumn: 'Màn hình LED, bảng điện tử', minutes: true, audience: null,
    evidence: [['photo', 'video', 'link']], defaultChannel: 'public-board', ownChannel: false, becomes: {},
    alone: [], words: ['man hinh led', 'bang dien tu', 'bang led'] }),
  product({ key: 'posting', label: 'Niêm yết, công khai thủ tục hành chính', unit: 'lần cập nhật', reportColumn: 'Niêm yết, công khai thủ tục', minutes: false, audience: null,
    evidence: [['photo', 'link', 'document']], defaultChannel: 'public-board', ownChannel: false, becomes: {},
    alone: [], words: ['niem yet', 'cong khai', 'cong bo', 'cong bo, cong khai'] }),
  product({ key: 'training-class', label: 'Lớp tập huấn, bồi dưỡng', unit: 'lớp', reportColumn: 'Lớp tập huấn', minutes: false, audience: 'lượt người dự',
    evidence: [['document', 'photo', 'link']], defaultChannel: 'training', ownChannel: true, becomes: {},
    alone: [], words: ['lop tap huan', 'tap huan', 'boi duong', 'lop boi duong'] }),
  product({ key: 'panel-talk', label: 'Tọa đàm', unit: 'cuộc', reportColumn: 'Tọa đàm', minutes: true, audience: 'lượt người dự',
    evidence: [['photo', 'document', 'link', 'video']], defaultChannel: 'event', ownChannel: true, becomes: {},
    alone: [], words: ['toa dam', 'doi thoai', 'dien dan'] }),
  product({ key: 'conference', label: 'Hội nghị, hội thảo', unit: 'cuộc', reportColumn: 'Hội nghị, hội thảo', minutes: false, audience: 'lượt người dự',
    evidence: [['photo', 'document', 'link']], defaultChannel: 'event', ownChannel: true, becomes: {},
    alone: [], words: ['hoi nghi', 'hoi thao', 'hop bao'] }),
  product({ key: 'integrated-session', label: 'Buổi lồng ghép tuyên truyền', unit: 'cuộc', reportColumn: 'Cuộc lồng ghép', minutes: false, audience: 'lượt người dự',
    evidence: [['photo', 'document', 'link']], defaultChannel: 'event', ownChannel: true, becomes: {},
    alone: [], words: ['long ghep', 'giao ban', 'sinh hoat', 'tuyen truyen mieng', 'huong dan truc tiep', 'buoi tuyen truyen'] }),
  product({ key: 'contest', label: 'Hội thi, cuộc thi', unit: 'cuộc', reportColumn: 'Hội thi, cuộc thi', minutes: false, audience: 'người dự thi',
    evidence: [['document', 'photo', 'link']], defaultChannel: 'contest', ownChannel: true, becomes: {},
    alone: [], words: ['hoi thi', 'cuoc thi', 'san khau hoa', 'thi tim hieu'] }),
  product({ key: 'performance', label: 'Hoạt động văn hóa, văn nghệ', unit: 'hoạt động', reportColumn: 'Văn hóa, văn nghệ', minutes: false, audience: 'lượt người xem',
    evidence: [['photo', 'video', 'document', 'link']], defaultChannel: 'event', ownChannel: true, becomes: {},
    alone: [], words: ['van hoa, van nghe', 'van nghe', 'van hoa van nghe', 'chieu phim', 'tuyen truyen luu dong'] }),
  product({ key: 'guidance', label: 'Văn bản hướng dẫn, chỉ đạo', unit: 'văn bản', reportColumn: 'Văn bản hướng dẫn', minutes: false, audience: null,
    evidence: [['document', 'link']], defaultChannel: 'in-document', ownChannel: true, becomes: {},
    alone: [], words: ['huong dan', 'ban hanh van ban', 'van ban', 'xay dung ke hoach', 'ke hoach', 'tham muu'] }),
  product({ key: 'content-supply', label: 'Thông tin cung cấp cho cơ quan truyền thông', unit: 'lần', reportColumn: 'Thông tin cung cấp', minutes: false, audience: null,
    evidence: [['document', 'link', 'photo']], defaultChannel: 'in-document', ownChannel: true, becomes: {},
    alone: [], words: ['cung cap thong tin', 'cung cap cac thong tin', 'cung cap noi dung', 'thong tin, noi dung'] }),
  product({ key: 'report', label: 'Báo cáo', unit: 'báo cáo', reportColumn: 'Báo cáo', minutes: false, audience: null,
    evidence: [['document', 'link']], defaultChannel: 'in-document', ownChannel: true, becomes: {},
    alone: [], words: ['bao cao ket qua', 'bao cao', 'tong hop bao cao'] }),
  product({ key: 'activity', label: 'Hoạt động khác', unit: 'lần', reportColumn: 'Hình thức khác', minutes: false, audience: 'lượt người',
    evidence: [['photo', 'document', 'link', 'video', 'audio']], defaultChannel: 'event', ownChannel: true, becomes: {},
    alone: [], words: [] }),
] as const satisfies readonly Product[];

export type ProductKey = (typeof PRODUCTS)[number]['key'];

const byKey: ReadonlyMap<string, Product> = new Map(PRODUCTS.map((one) => [one.key, one]));
export const isProduct = (key: string): key is ProductKey => byKey.has(key);
/** What nothing else fits. */
export const OTHER_PRODUCT: Product = byKey.get('activity')!;
/** What a unit hands to another that publishes it: counted as handed in, never as published. */
export const HANDED_IN: Product = byKey.get('content-supply')!;
/** A key of an older list behaves like the last of this one, under its own name. */
export const productOf = (key: string): Product => byKey.get(key) ?? { ...OTHER_PRODUCT, key, label: key };
export const productLabel = (key: string): string => productOf(key).label;
