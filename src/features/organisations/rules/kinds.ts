/**
 * Kinds of organisations, each with every property written out. No other file names a concrete kind except the standard
 * groups beside this table; adding a kind needs no migration.
 *
 * Two tiers of local government since 1 July 2025 (Law 72/2025/QH15); kinds of the three-tier time stay for history.
 */
export type Tier = 'central' | 'province' | 'district' | 'commune';

export const TIERS: Readonly<Record<Tier, { readonly label: string; readonly order: number; readonly words: readonly string[] }>> = {
  central: { label: 'Trung ương', order: 0, words: ['trung uong'] },
  province: { label: 'Cấp tỉnh', order: 1, words: ['tinh', 'thanh pho'] },
  district: { label: 'Cấp huyện (trước 01/7/2025)', order: 2, words: ['huyen', 'thi xa', 'thanh pho', 'quan'] },
  commune: { label: 'Cấp xã', order: 3, words: ['xa', 'phuong', 'dac khu', 'thi tran'] },
};

/** committee: a people's committee, of which other bodies are part; body: an agency of it; unit: part of an agency or commune; party: outside the line of command. */
export type Family = 'committee' | 'body' | 'unit' | 'party';

export interface Kind {
  readonly label: string;
  readonly family: Family;
  readonly tier: Tier;
  /** How a body of this kind is called in front of its own name; stripped and added when names are compared. */
  readonly prefixes: readonly string[];
  readonly mayOwnDivisions: boolean;
  /** The verb with which a plan gives it work. */
  readonly verb: 'Giao' | 'Đề nghị';
  readonly external: boolean;
  /** Not offered for new organisations. */
  readonly historical: boolean;
  /** After a merger two of them under one roof become one where function or name agree (offices); villages and communes stay two. */
  readonly joins: boolean;
  /** Function tags that a new organisation of this kind gets unless others are given. */
  readonly functions: readonly OrganisationFunction[];
}

/** What a unit is there for: how a distributive group finds "the culture division" of each commune, whatever it is called there. */
export const FUNCTIONS = {
  office: 'Văn phòng',
  'home-affairs': 'Nội vụ, cải cách hành chính',
  culture: 'Văn hóa, thông tin cơ sở',
  information: 'Khoa học, công nghệ, chuyển đổi số',
  press: 'Báo chí',
  broadcast: 'Phát thanh, truyền thanh',
  'one-stop': 'Một cửa, phục vụ hành chính công',
  justice: 'Tư pháp',
  finance: 'Tài chính',
  economy: 'Kinh tế, hạ tầng',
} as const;
export type OrganisationFunction = keyof typeof FUNCTIONS;
export const isFunction = (text: string): text is OrganisationFunction => Object.hasOwn(FUNCTIONS, text);

const committee = (label: string, tier: Tier, prefixes: readonly string[], historical = false): Kind => ({
  label, family: 'committee', tier, prefixes, mayOwnDivisions: true, verb: 'Giao', external: false, historical, joins: false, functions: [],
});

export const KINDS = {
  ministry: { label: 'Bộ, cơ quan ngang Bộ', family: 'party', tier: 'central', prefixes: ['Bộ'], mayOwnDivisions: false, verb: 'Đề nghị', external: true, historical: false, joins: false, functions: [] },
  province: committee('Ủy ban nhân dân tỉnh', 'province', ['Ủy ban nhân dân tỉnh', 'Tỉnh']),
  city: committee('Ủy ban nhân dân thành phố trực thuộc Trung ương', 'province', ['Ủy ban nhân dân thành phố', 'Thành phố']),
  department: { label: 'Sở', family: 'body', tier: 'province', prefixes: ['Sở'], mayOwnDivisions: true, verb: 'Giao', external: false, historical: false, joins: true, functions: [] },
  'provincial-office': { label: 'Văn phòng UBND tỉnh', family: 'body', tier: 'province', prefixes: ['Văn phòng'], mayOwnDivisions: true, verb: 'Giao', external: false, historical: false, joins: true, functions: ['office'] },
  'provincial-agency': { label: 'Ban, ngành, cơ quan khác của tỉnh', family: 'body', tier: 'province', prefixes: ['Ban'], mayOwnDivisions: true, verb: 'Giao', external: false, historical: false, joins: true, functions: [] },
  'public-service-unit': { label: 'Đơn vị sự nghiệp của tỉnh', family: 'body', tier: 'province', prefixes: ['Trung tâm'], mayOwnDivisions: true, verb: 'Giao', external: false, historical: false, joins: true, functions: [] },
  press: { label: 'Cơ quan báo chí của tỉnh', family: 'body', tier: 'province', prefixes: ['Báo', 'Đài'], mayOwnDivisions: true, verb: 'Đề nghị', external: false, historical: false, joins: true, functions: ['press', 'broadcast'] },
  district: committee('Ủy ban nhân dân huyện, thị xã, thành phố (trước 01/7/2025)', 'district', ['Ủy ban nhân dân huyện', 'Ủy ban nhân dân thị xã', 'Ủy ban nhân dân thành phố'], true),
  'district-body': { label: 'Phòng, trung tâm cấp huyện (trước 01/7/2025)', family: 'body', tier: 'district', prefixes: ['Phòng'], mayOwnDivisions: false, verb: 'Giao', external: false, historical: true, joins: true, functions: [] },
  commune: committee('Ủy ban nhân dân xã', 'commune', ['Ủy ban nhân dân xã', 'Xã']),
  ward: committee('Ủy ban nhân dân phường', 'commune', ['Ủy ban nhân dân phường', 'Phường']),
  'special-zone': committee('Ủy ban nhân dân đặc khu', 'commune', ['Ủy ban nhân dân đặc khu', 'Đặc khu']),
  township: committee('Ủy ban nhân dân thị trấn (trước 01/7/2025)', 'commune', ['Ủy ban nhân dân thị trấn', 'Thị trấn'], true),
  division: { label: 'Phòng chuyên môn', family: 'unit', tier: 'commune', prefixes: ['Phòng'], mayOwnDivisions: false, verb: 'Giao', external: false, historical: false, joins: true, functions: [] },
  'commune-office': { label: 'Văn phòng HĐND và UBND cấp xã', family: 'unit', tier: 'commune', prefixes: ['Văn phòng'], mayOwnDivisions: false, verb: 'Giao', external: false, historical: false, joins: true, functions: ['office'] },
  'service-centre': { label: 'Trung tâm Phục vụ hành chính công cấp xã', family: 'unit', tier: 'commune', prefixes: ['Trung tâm'], mayOwnDivisions: false, verb: 'Giao', external: false, historical: false, joins: true, functions: ['one-stop'] },
  station: { label: 'Đài truyền thanh cấp xã', family: 'unit', tier: 'commune', prefixes: ['Đài'], mayOwnDivisions: false, verb: 'Giao', external: false, historical: false, joins: true, functions: ['broadcast'] },
  'residential-group': { label: 'Thôn, tổ dân phố', family: 'unit', tier: 'commune', prefixes: ['Thôn', 'Tổ dân phố'], mayOwnDivisions: false, verb: 'Giao', external: false, historical: false, joins: false, functions: [] },
  front: { label: 'Ủy ban Mặt trận Tổ quốc, tổ chức chính trị – xã hội', family: 'party', tier: 'province', prefixes: ['Ủy ban'], mayOwnDivisions: false, verb: 'Đề nghị', external: true, historical: false, joins: false, functions: [] },
  party: { label: 'Cơ quan Đảng', family: 'party', tier: 'province', prefixes: ['Ban', 'Văn phòng'], mayOwnDivisions: false, verb: 'Đề nghị', external: true, historical: false, joins: false, functions: [] },
  external: { label: 'Cơ quan, tổ chức ngoài hệ thống', family: 'party', tier: 'province', prefixes: [], mayOwnDivisions: false, verb: 'Đề nghị', external: true, historical: false, joins: false, functions: [] },
} as const satisfies Record<string, Kind>;

export type KindId = keyof typeof KINDS;
export const KIND_IDS = Object.keys(KINDS) as KindId[];
export const isKind = (text: string): text is KindId => Object.hasOwn(KINDS, text);
export const kindOf = (id: KindId): Kind => KINDS[id];

/**
 * The tier of an organisation: its kind's, except that a unit or an outside party belongs to the tier of what it hangs
 * under (a division of a department is provincial, the Front of a commune is communal).
 */
export function tierOf(kind: KindId, parentTier: Tier | null): Tier {
  const { family, tier } = KINDS[kind];
  return (family === 'unit' || (family === 'party' && tier !== 'central')) && parentTier ? parentTier : tier;
}
