import { COMMUNES, type DemoCommune } from './places.ts';

/** The province as it was before 2025: three tiers, its departments under their old names. Names are joined as in `places.ts`; none is real. */
export interface OldDepartment { readonly code: string; readonly name: string; readonly short: string }

/** Departments of today that bore another name until 1 March 2025, and bodies that were joined to them. */
export const NAMED_BEFORE: Readonly<Record<string, { readonly name: string; readonly short: string; readonly kind?: 'provincial-agency' }>> = {
  SNNMT: { name: 'Sở Nông nghiệp và Phát triển nông thôn', short: 'Sở NN&PTNT' },
  SDTTG: { name: 'Ban Dân tộc tỉnh', short: 'Ban Dân tộc', kind: 'provincial-agency' },
  BPTTH: { name: 'Đài Phát thanh và Truyền hình Lam Giang', short: 'Đài PT-TH' },
};
export const JOINED: readonly (OldDepartment & { readonly into: string; readonly press?: true })[] = [
  { code: 'STTTT', name: 'Sở Thông tin và Truyền thông', short: 'Sở TT&TT', into: 'SKHCN' },
  { code: 'STNMT', name: 'Sở Tài nguyên và Môi trường', short: 'Sở TN&MT', into: 'SNNMT' },
  { code: 'SGTVT', name: 'Sở Giao thông vận tải', short: 'Sở GTVT', into: 'SXD' },
  { code: 'SKHDT', name: 'Sở Kế hoạch và Đầu tư', short: 'Sở KH&ĐT', into: 'STC' },
  { code: 'SLDTBXH', name: 'Sở Lao động - Thương binh và Xã hội', short: 'Sở LĐTBXH', into: 'SNV' },
  { code: 'BAOLG', name: 'Báo Lam Giang', short: 'Báo Lam Giang', into: 'BPTTH', press: true },
];

export interface OldCommune { readonly code: string; readonly kind: 'xã' | 'phường' | 'thị trấn'; readonly name: string; /** The commune of today it went into. */ readonly into: string }
export interface District { readonly code: string; readonly kind: 'thành phố' | 'thị xã' | 'huyện'; readonly name: string; readonly communes: readonly OldCommune[] }

const DISTRICTS: readonly Omit<District, 'communes'>[] = [
  { code: 'H01', kind: 'thành phố', name: 'Lam Thành' }, { code: 'H02', kind: 'thị xã', name: 'Đức Thịnh' }, { code: 'H03', kind: 'huyện', name: 'Sơn Thạch' }, { code: 'H04', kind: 'huyện', name: 'Trà Khê' },
  { code: 'H05', kind: 'huyện', name: 'Ba Kon' }, { code: 'H06', kind: 'huyện', name: 'Minh Đàm' }, { code: 'H07', kind: 'huyện', name: 'Mộ Phước' }, { code: 'H08', kind: 'huyện', name: 'Bình Lam' },
  { code: 'H09', kind: 'huyện', name: 'Tịnh Vĩnh' }, { code: 'H10', kind: 'huyện', name: 'Hòn Sầm' },
];
/** Communes of one first word lay in one district. */
const BY_HEAD: Readonly<Record<string, string>> = { Tân: 'H01', Đồng: 'H02', Sơn: 'H03', Thạch: 'H03', Trà: 'H04', Khe: 'H04', Ba: 'H05', Kon: 'H05', Minh: 'H06', Long: 'H06', Mộ: 'H07', Phước: 'H07', Bình: 'H08', An: 'H08', Tịnh: 'H09', Vĩnh: 'H09' };
const CITY_WARDS = new Set(['P01', 'P02', 'P03', 'P04', 'P06']);
const districtOf = (commune: DemoCommune): string => (commune.kind === 'đặc khu' ? 'H10' : commune.kind === 'phường' ? (CITY_WARDS.has(commune.code) ? 'H01' : 'H02') : BY_HEAD[commune.name.split(' ')[0]!]!);

const OLD_TAILS = ['Kỳ', 'Bao', 'Lâm', 'Nham', 'Cao', 'Dung', 'Linh', 'Màu', 'Ân', 'Liên', 'Điền', 'Bua', 'Thọ', 'Nghĩa', 'Cẩm', 'Xuân', 'Hiệp', 'Thanh'];
const OLD_WARDS = ['Hòa An', 'Tân Lam', 'Bắc Môn', 'Nam Môn', 'Đông Môn', 'Tây Lam', 'Chợ Mới', 'Bến Thuyền', 'Vạn Mỹ', 'Nghĩa Lam', 'Quảng Lam', 'Phú Thịnh', 'Mỹ Hòa', 'Thanh Lam', 'Đức Tân', 'Phổ Thịnh', 'Sa Bình', 'An Thổ', 'Lộc Điền', 'Hải Tân', 'Kim Sơn', 'Xuân Lam'];
/** How many went into one, in turn: mostly two, up to four. */
const MERGED = [2, 2, 3, 2, 2, 2, 4, 2, 2, 3];

function oldCommunes(): (OldCommune & { district: string })[] {
  const found: (OldCommune & { district: string })[] = [], tails = new Map<string, number>(), towns = new Set<string>();
  let ward = 0;
  const add = (into: DemoCommune, kind: OldCommune['kind'], name: string) => found.push({ code: `C${String(found.length + 1).padStart(3, '0')}`, kind, name, into: into.code, district: districtOf(into) });
  COMMUNES.forEach((commune, index) => {
    const many = commune.kind === 'đặc khu' ? 2 : MERGED[index % MERGED.length]!, head = commune.name.split(' ')[0]!;
    for (let part = 0; part < many; part++) {
      if (commune.kind === 'phường') { add(commune, 'phường', part === 0 && index % 3 ? commune.name : OLD_WARDS[ward++]!); continue; }
      if (commune.kind === 'đặc khu') { add(commune, 'xã', ['An Sầm', 'Bình Sầm'][part]!); continue; }
      const district = DISTRICTS.find((one) => one.code === districtOf(commune))!;
      // the seat of a rural district is a township of the district's name
      if (part === 0 && district.kind === 'huyện' && !towns.has(district.code)) { towns.add(district.code); add(commune, 'thị trấn', district.name); continue; }
      if (part === 0 && index % 3) { add(commune, 'xã', commune.name); continue; }
      const at = tails.get(head) ?? 0;
      tails.set(head, at + 1);
      add(commune, 'xã', `${head} ${OLD_TAILS[at % OLD_TAILS.length]}`);
    }
  });
  return found;
}

const COMMUNES_BEFORE = oldCommunes();
export const OLD_DISTRICTS: readonly District[] = DISTRICTS.map((one) => ({ ...one, communes: COMMUNES_BEFORE.filter(({ district }) => district === one.code).map(({ district: _district, ...rest }) => rest) }));
