import type { KindId, OrganisationFunction } from '#features/organisations/rules/kinds.ts';

/**
 * The demonstration province: tỉnh Lam Giang. It lies on no map; its communes are named by joining words that real names are
 * made of, so that lists look and sort like real ones.
 */
export const PROVINCE = { name: 'UBND tỉnh Lam Giang', place: 'Lam Giang', area: 'tỉnh Lam Giang' } as const;

export interface DemoDepartment { readonly code: string; readonly name: string; readonly short: string; readonly kind: KindId; readonly functions: readonly OrganisationFunction[]; readonly aliases?: readonly string[] }

/** Twenty departments and agencies of the province, and the newspaper-and-broadcaster. `functions` are the tags groups look for. */
export const DEPARTMENTS: readonly DemoDepartment[] = [
  { code: 'VP', name: 'Văn phòng UBND tỉnh', short: 'VP UBND tỉnh', kind: 'provincial-office', functions: ['office'] },
  { code: 'SNV', name: 'Sở Nội vụ', short: 'SNV', kind: 'department', functions: ['home-affairs'] },
  { code: 'SVHTTDL', name: 'Sở Văn hóa, Thể thao và Du lịch', short: 'Sở VHTTDL', kind: 'department', functions: ['culture'] },
  { code: 'SKHCN', name: 'Sở Khoa học và Công nghệ', short: 'Sở KH&CN', kind: 'department', functions: ['information'] },
  { code: 'STP', name: 'Sở Tư pháp', short: 'Sở TP', kind: 'department', functions: ['justice'] },
  { code: 'STC', name: 'Sở Tài chính', short: 'Sở TC', kind: 'department', functions: ['finance'] },
  { code: 'SCT', name: 'Sở Công Thương', short: 'Sở CT', kind: 'department', functions: [] },
  { code: 'SXD', name: 'Sở Xây dựng', short: 'SXD', kind: 'department', functions: [] },
  { code: 'SNNMT', name: 'Sở Nông nghiệp và Môi trường', short: 'Sở NN&MT', kind: 'department', functions: [] },
  { code: 'SYT', name: 'Sở Y tế', short: 'SYT', kind: 'department', functions: [] },
  { code: 'SGDDT', name: 'Sở Giáo dục và Đào tạo', short: 'Sở GD&ĐT', kind: 'department', functions: [] },
  { code: 'SDTTG', name: 'Sở Dân tộc và Tôn giáo', short: 'Sở DT&TG', kind: 'department', functions: [] },
  { code: 'SNG', name: 'Sở Ngoại vụ', short: 'SNgV', kind: 'department', functions: [] },
  { code: 'TTT', name: 'Thanh tra tỉnh', short: 'TTT', kind: 'provincial-agency', functions: [] },
  { code: 'TTPVHCC', name: 'Trung tâm Phục vụ hành chính công tỉnh', short: 'TTPVHCC tỉnh', kind: 'public-service-unit', functions: ['one-stop'] },
  { code: 'BQLKKT', name: 'Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh', short: 'BQL KKT&KCN', kind: 'provincial-agency', functions: [] },
  { code: 'TTXTDT', name: 'Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp tỉnh', short: 'TTXTĐT', kind: 'public-service-unit', functions: [] },
  { code: 'TCT', name: 'Trường Chính trị tỉnh', short: 'TCT', kind: 'public-service-unit', functions: [] },
  { code: 'BHXH', name: 'Bảo hiểm xã hội tỉnh', short: 'BHXH', kind: 'provincial-agency', functions: [] },
  { code: 'TTCDS', name: 'Trung tâm Chuyển đổi số tỉnh', short: 'TTCĐS', kind: 'public-service-unit', functions: ['information'] },
];

export const PRESS: DemoDepartment = { code: 'BPTTH', name: 'Báo và Phát thanh, Truyền hình Lam Giang', short: 'Báo và PT-TH', kind: 'press', functions: ['press', 'broadcast'], aliases: ['Báo và PTTH tỉnh', 'Báo và Phát thanh, Truyền hình tỉnh'] };

export const EXTERNAL: readonly { code: string; name: string; short: string; kind: KindId; aliases?: readonly string[] }[] = [
  { code: 'MTTQ', name: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', short: 'UBMTTQVN tỉnh', kind: 'front', aliases: ['Mặt trận Tổ quốc Việt Nam tỉnh'] },
  { code: 'BTGDV', name: 'Ban Tuyên giáo và Dân vận Tỉnh ủy', short: 'BTG&DV', kind: 'party' },
  { code: 'TDTN', name: 'Tỉnh đoàn Lam Giang', short: 'Tỉnh đoàn', kind: 'front' },
];

const WARDS = ['Lam Thành', 'Nghĩa Tân', 'Trường Yên', 'Bắc Hòa', 'Đức Thịnh', 'Cửa Lam', 'Phú Lộc', 'Hòa Khánh Đông', 'Sông Mực'];
const ISLAND = 'Hòn Sầm';
const HEADS = ['Sơn', 'Trà', 'Ba', 'Minh', 'Mộ', 'Bình', 'Tịnh', 'Long', 'Thạch', 'Phước', 'An', 'Đồng', 'Khe', 'Tân', 'Vĩnh', 'Kon'];
const TAILS = ['Lộc', 'Thủy', 'Giang', 'Hà', 'Phú', 'Trung', 'Sơn', 'Mai', 'Hưng', 'Thượng', 'Khê', 'Tây'];

export interface DemoCommune { readonly code: string; readonly kind: 'xã' | 'phường' | 'đặc khu'; readonly name: string }

/** 86 xã, 9 phường and one đặc khu: the numbers of a real merged province. */
export const COMMUNES: readonly DemoCommune[] = [
  ...WARDS.map((name, index): DemoCommune => ({ code: `P${String(index + 1).padStart(2, '0')}`, kind: 'phường', name })),
  ...xaNames().map((name, index): DemoCommune => ({ code: `X${String(index + 1).padStart(2, '0')}`, kind: 'xã', name })),
  { code: 'D01', kind: 'đặc khu', name: ISLAND },
];

function xaNames(): string[] {
  const names: string[] = [];
  for (let turn = 0; names.length < 86; turn++)
    for (const [index, head] of HEADS.entries()) {
      const tail = TAILS[(index * 5 + turn) % TAILS.length]!;
      if (head !== tail && names.length < 86) names.push(`${head} ${tail}`);
    }
  return names;
}

/** Divisions of a commune by Decree 150/2025; the first two have accounts. */
export const DIVISIONS: readonly { suffix: string; name: string; short: string; kind: KindId; functions: readonly OrganisationFunction[]; accounts: boolean }[] = [
  { suffix: 'VHXH', name: 'Phòng Văn hóa - Xã hội', short: 'Phòng VH-XH', kind: 'division', functions: ['culture', 'home-affairs', 'information'], accounts: true },
  { suffix: 'VP', name: 'Văn phòng HĐND và UBND', short: 'VP HĐND&UBND', kind: 'commune-office', functions: ['office'], accounts: true },
  { suffix: 'KT', name: 'Phòng Kinh tế', short: 'Phòng KT', kind: 'division', functions: ['economy'], accounts: false },
];
