import { slugOf } from '#kernel/vietnamese.ts';
import type { Language } from '#locales/index.ts';

/** First parts of addresses that are no organisation's: of the program, of pages of every site, and of those to come. A test holds them against all routes and page kinds. */
export const RESERVED: ReadonlySet<string> = new Set([
  'lam-viec', 'dang-nhap', 'dang-xuat', 'mo-khoa', 'thiet-lap', 'loi-moi', 'quen-mat-khau', 'dat-mat-khau', 'dat-lai', 'moi', 'xem-thu', 'x', 'api', 'assets', 'anh', 'the', 'tep', 'feeds', 'calendar', 'healthz', 'readyz', 'robots', 'sitemap', 'favicon', 'well-known', 'en', 'vi',
  'tin-bai', 'chuyen-muc', 'ban-tin', 'an-pham', 'thu-tuc', 'danh-ba', 'lien-he', 'ke-hoach', 'bao-cao', 'da-hua-da-lam', 'van-ban', 'tim-kiem', 'so-do-trang', 'tro-nang', 'trang', 'dang-ky', 'huy-dang-ky', 'xac-nhan',
  'hoi-dap', 'khao-sat', 'cuoc-thi', 'phat-thanh', 'lich-phat', 'nghe', 'su-kien', 'chi-so', 'phan-anh', 'kien-nghi', 'cong', 'admin', 'www',
]);

const COMMITTEE = /^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+/iu;
/** How a masthead calls an organisation: "UBND xã Bình An" → "Ủy ban nhân dân" above "Xã Bình An"; another body stands under the unit it belongs to. */
export function masthead(name: string, parentName: string | null): { readonly kicker: string; readonly name: string } {
  const place = name.replace(COMMITTEE, '');
  if (place !== name) return { kicker: 'Ủy ban nhân dân', name: place.charAt(0).toLocaleUpperCase('vi') + place.slice(1) };
  return { kicker: (parentName ?? '').replace(/^UBND\s+/u, 'Ủy ban nhân dân '), name };
}

/** The same in one line, as it is spoken: "Ủy ban nhân dân xã Bình An", "Sở Nội vụ tỉnh Lam Giang". */
export function siteTitle({ kicker, name }: { readonly kicker: string; readonly name: string }): string {
  const above = kicker.replace(COMMITTEE, '');
  if (kicker === 'Ủy ban nhân dân') return `${kicker} ${name.charAt(0).toLocaleLowerCase('vi')}${name.slice(1)}`;
  // "Văn phòng UBND tỉnh" of "tỉnh Lam Giang" says the word once
  const word = ` ${above.split(' ')[0]!.toLocaleLowerCase('vi')}`, head = name.toLocaleLowerCase('vi').endsWith(word) ? name.slice(0, -word.length) : name;
  return kicker ? (above !== kicker ? `${head} ${above}` : `${name}, ${kicker}`) : name;
}

/** From kind and name ("Xã Bình An" → "xa-binh-an"), with a number when that is taken or a word of our own. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const wanted = slugOf(name, 60), free = (slug: string): boolean => !taken.has(slug) && !RESERVED.has(slug);
  if (free(wanted)) return wanted;
  for (let number = 2; ; number++) if (free(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

/** A path that no item has: '/tin-bai/cap-lai' or '/tin-bai/cap-lai-2'. */
export function freePath(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

/** Where a path stands in a language: what is in English, below '/en'. */
export const inLanguage = (language: Language, path: string): string => (language === 'vi' ? path : path === '/' ? '/en' : `/en${path}`);

export interface Placed { readonly slug: string; readonly host: string | null; /** served at / */ readonly root: boolean }
/** Where a site is served: '' for the root, '/xa-binh-an', or 'https://xabinhan.lamgiang.gov.vn'. */
export const baseOf = ({ slug, host, root }: Placed): string => (host ? `https://${host}` : root ? '' : `/${slug}`);
