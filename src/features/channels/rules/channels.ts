/**
 * Through what the programme speaks: the eight legal types of grassroots information (Decree 49/2024/NĐ-CP), and beside
 * them press, radio and television, events, training, contests and visual display. A channel is a row of this list with
 * every property written out; no other file names one. Adding one needs no migration.
 */
export interface Channel {
  readonly key: string;
  readonly label: string;
  /** For narrow columns. */
  readonly short: string;
  /** Number of the type in Decree 49/2024/NĐ-CP; null for what stands beside them. */
  readonly legalType: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | null;
  /** The two families that the index on diversity of forms tells apart. */
  readonly family: 'online' | 'traditional';
  /** Words by which a plan names it, folded (no marks, lower case). Longer phrases win over shorter ones. */
  readonly words: readonly string[];
  /** When a wider text around names one of these, that is meant: "phát thanh" under "hệ thống thông tin cơ sở". */
  readonly narrower: readonly string[];
}

const channel = <const C extends Channel>(definition: C): C => definition;

export const CHANNELS = [
  channel({ key: 'commune-radio', label: 'Đài truyền thanh cấp xã', short: 'Truyền thanh', legalType: 1, family: 'traditional',
    words: ['dai truyen thanh', 'truyen thanh', 'he thong thong tin co so', 'loa truyen thanh', 'truyen thanh co so', 'cum loa', 'tiep phat', 'tiep song'], narrower: [] }),
  channel({ key: 'public-board', label: 'Bảng tin công cộng, bảng điện tử', short: 'Bảng tin', legalType: 2, family: 'traditional',
    words: ['bang tin', 'bang tin cong cong', 'man hinh led', 'bang dien tu', 'niem yet', 'bang led', 'bo phan mot cua', 'bo phan tiep nhan'], narrower: [] }),
  channel({ key: 'bulletin', label: 'Bản tin thông tin cơ sở, bản tin số', short: 'Bản tin', legalType: 3, family: 'online',
    words: ['ban tin so', 'ban tin', 'ban tin thong tin co so', 'ban tin dien tu'], narrower: [] }),
  channel({ key: 'printed-matter', label: 'Tài liệu không kinh doanh (tờ rơi, tờ gấp, sách)', short: 'Tài liệu', legalType: 4, family: 'traditional',
    words: ['to roi', 'to gap', 'tai lieu', 'an pham', 'so tay', 'cam nang', 'tai lieu khong kinh doanh'], narrower: [] }),
  channel({ key: 'speakers', label: 'Tuyên truyền viên cơ sở, tuyên truyền miệng', short: 'Tuyên truyền viên', legalType: 5, family: 'traditional',
    words: ['tuyen truyen vien', 'bao cao vien', 'tuyen truyen mieng', 'truc tiep nguoi dan', 'to cong nghe so cong dong', 'sinh hoat to dan pho', 'sinh hoat tai cac to dan pho', 'hop thon'], narrower: [] }),
  channel({ key: 'portal', label: 'Cổng, trang thông tin điện tử', short: 'Cổng/Trang TTĐT', legalType: 6, family: 'online',
    words: ['cong thong tin dien tu', 'trang thong tin dien tu', 'cong/trang thong tin dien tu', 'trang ttdt', 'cong ttdt', 'website', 'cong dich vu cong', 'chuyen trang', 'trang thong tin'], narrower: [] }),
  channel({ key: 'social', label: 'Mạng xã hội, ứng dụng nhắn tin', short: 'Mạng xã hội', legalType: 7, family: 'online',
    words: ['mang xa hoi', 'zalo', 'facebook', 'fanpage', 'youtube', 'tiktok', 'nen tang so', 'ung dung nhan tin'], narrower: [] }),
  channel({ key: 'text-message', label: 'Tin nhắn viễn thông', short: 'Tin nhắn', legalType: 8, family: 'online',
    words: ['tin nhan', 'sms', 'tin nhan vien thong'], narrower: [] }),
  channel({ key: 'press', label: 'Báo in, báo điện tử', short: 'Báo chí', legalType: null, family: 'traditional',
    words: ['bao in', 'bao dien tu', 'bao chi', 'tap chi', 'chuyen trang tren bao', 'tren bao', 'bao'], narrower: [] }),
  channel({ key: 'radio', label: 'Phát thanh tỉnh', short: 'Phát thanh', legalType: null, family: 'traditional',
    words: ['song phat thanh', 'phat thanh', 'kenh phat thanh', 'dai phat thanh', 'song phat thanh tinh'], narrower: ['commune-radio'] }),
  channel({ key: 'television', label: 'Truyền hình', short: 'Truyền hình', legalType: null, family: 'traditional',
    words: ['truyen hinh', 'song truyen hinh', 'kenh truyen hinh', 'phat song'], narrower: [] }),
  channel({ key: 'event', label: 'Hội nghị, hội thảo, tọa đàm, giao ban', short: 'Hội nghị', legalType: null, family: 'traditional',
    words: ['hoi nghi', 'hoi thao', 'toa dam', 'giao ban', 'doi thoai', 'dien dan', 'long ghep', 'so ket', 'tong ket', 'van hoa van nghe', 'van hoa, van nghe', 'dien dan'], narrower: [] }),
  channel({ key: 'training', label: 'Tập huấn, bồi dưỡng', short: 'Tập huấn', legalType: null, family: 'traditional',
    words: ['tap huan', 'boi duong', 'lop tap huan'], narrower: [] }),
  channel({ key: 'contest', label: 'Hội thi, cuộc thi', short: 'Hội thi', legalType: null, family: 'traditional',
    words: ['hoi thi', 'cuoc thi', 'san khau hoa', 'thi tim hieu', 'thi truc tuyen'], narrower: [] }),
  channel({ key: 'visual', label: 'Trực quan, cổ động (pa nô, áp phích, băng rôn)', short: 'Trực quan', legalType: null, family: 'traditional',
    words: ['truc quan', 'co dong', 'pa no', 'pano', 'ap phich', 'bang ron', 'khau hieu', 'bang zon', 'phuon'], narrower: [] }),
  channel({ key: 'in-document', label: 'Văn bản hành chính', short: 'Văn bản', legalType: null, family: 'traditional',
    words: ['bao cao', 'van ban', 'cong van'], narrower: [] }),
] as const satisfies readonly Channel[];

export type ChannelKey = (typeof CHANNELS)[number]['key'];

const byKey: ReadonlyMap<string, Channel> = new Map(CHANNELS.map((one) => [one.key, one]));
export const isChannel = (key: string): key is ChannelKey => byKey.has(key);
/** The label; a key of an older list is shown as it is rather than lost. */
export const channelLabel = (key: string | null): string => (key === null ? 'Chưa rõ kênh' : byKey.get(key)?.label ?? key);
export const channelOf = (key: string): Channel | null => byKey.get(key) ?? null;
