import type { GroupRule } from './group.ts';
import type { KindId } from './kinds.ts';

/**
 * Groups that every people's committee or department gets with its birth, in the words its plans use. Their rules have
 * no `below`, so they count from the owner.
 */
export interface StandardGroup {
  readonly owners: readonly KindId[];
  readonly name: string;
  readonly aliases: readonly string[];
  /** Wordings of earlier years: offered with that remark, never taken by themselves. */
  readonly former?: readonly string[];
  readonly rule: GroupRule;
}

const PROVINCES: readonly KindId[] = ['province', 'city'];
const COMMUNES: readonly KindId[] = ['commune', 'ward', 'special-zone'];

const communeCommittees: GroupRule = { by: 'kind', families: ['committee'], tiers: ['commune'] };
const departments: GroupRule = { by: 'kind', kinds: ['department', 'provincial-office', 'provincial-agency'], direct: true };
const provincialBodies: GroupRule = { by: 'kind', families: ['body'], tiers: ['province'], direct: true };

export const STANDARD_GROUPS: Readonly<Record<string, StandardGroup>> = {
  communes: {
    owners: PROVINCES, name: 'UBND các xã, phường, đặc khu',
    aliases: ['UBND các xã, phường', 'UBND các xã', 'UBND cấp xã', 'Ủy ban nhân dân các xã, phường trên địa bàn tỉnh', 'Các xã, phường, đặc khu', 'Các xã, phường', 'Các địa phương', 'Chủ tịch UBND các xã, phường, đặc khu'],
    former: ['UBND các huyện, thị xã, thành phố', 'UBND các huyện, thành phố', 'UBND cấp huyện', 'Các huyện, thị xã, thành phố', 'UBND các xã, phường, thị trấn', 'UBND các xã, thị trấn', 'UBND các huyện'],
    rule: communeCommittees,
  },
  'rural-communes': { owners: PROVINCES, name: 'UBND các xã (không gồm phường, đặc khu)', aliases: ['UBND các xã'], rule: { by: 'kind', kinds: ['commune'] } },
  wards: { owners: PROVINCES, name: 'UBND các phường', aliases: ['Các phường'], rule: { by: 'kind', kinds: ['ward'] } },
  departments: {
    owners: PROVINCES, name: 'Các sở, ban, ngành',
    aliases: ['Các sở, ban ngành tỉnh', 'Các sở, ngành', 'Các sở, ngành tỉnh', 'Các sở', 'Các sở, ban, ngành, cơ quan', 'Các cơ quan chuyên môn thuộc UBND tỉnh', 'Thủ trưởng các sở, ban, ngành'],
    rule: departments,
  },
  agencies: {
    owners: PROVINCES, name: 'Các cơ quan, đơn vị thuộc tỉnh',
    aliases: ['Các cơ quan, đơn vị', 'Các cơ quan', 'Các đơn vị', 'Các sở, ban, ngành, đơn vị', 'Thủ trưởng các cơ quan, đơn vị'],
    rule: provincialBodies,
  },
  everyone: {
    owners: PROVINCES, name: 'Các sở, ban, ngành và UBND các xã, phường, đặc khu',
    aliases: ['Các sở, ban, ngành, địa phương', 'Các sở, ban, ngành, UBND các xã, phường', 'Các sở, ngành, địa phương', 'Các cơ quan, đơn vị, địa phương', 'Các cơ quan, đơn vị, UBND các xã, phường', 'Các ngành, các cấp', 'Các cấp, các ngành'],
    former: ['Các sở, ban, ngành, UBND các huyện, thị xã, thành phố'],
    rule: { by: 'union', of: [departments, communeCommittees] },
  },
  press: { owners: PROVINCES, name: 'Các cơ quan báo chí của tỉnh', aliases: ['Các cơ quan báo chí', 'Các cơ quan báo chí địa phương', 'Các cơ quan thông tấn, báo chí'], rule: { by: 'kind', kinds: ['press'] } },
  'provincial-mass': {
    owners: PROVINCES, name: 'Mặt trận Tổ quốc và các đoàn thể cấp tỉnh',
    aliases: ['Các đoàn thể', 'Các tổ chức đoàn thể', 'Các hội, đoàn thể', 'UBMTTQVN và các tổ chức chính trị - xã hội', 'Các tổ chức chính trị - xã hội', 'Mặt trận và các đoàn thể'],
    rule: { by: 'kind', kinds: ['front'], direct: true, external: true },
  },
  'culture-divisions': {
    owners: PROVINCES, name: 'Phòng Văn hóa – Xã hội của từng xã, phường, đặc khu',
    aliases: ['Phòng Văn hóa – Xã hội các xã, phường, đặc khu', 'Phòng Văn hóa – Xã hội các xã, phường', 'Phòng Văn hóa – Xã hội cấp xã'],
    former: ['Phòng Văn hóa và Thông tin', 'Phòng Văn hóa và Thông tin các huyện, thị xã, thành phố'],
    rule: { by: 'each', in: communeCommittees, function: 'culture' },
  },
  'commune-offices': {
    owners: PROVINCES, name: 'Văn phòng HĐND và UBND của từng xã, phường, đặc khu',
    aliases: ['Văn phòng HĐND và UBND các xã, phường, đặc khu', 'Văn phòng HĐND và UBND cấp xã'],
    former: ['Văn phòng HĐND và UBND các huyện, thị xã, thành phố'],
    rule: { by: 'each', in: communeCommittees, function: 'office' },
  },
  'commune-one-stop': {
    owners: PROVINCES, name: 'Trung tâm Phục vụ hành chính công của từng xã, phường, đặc khu',
    aliases: ['Trung tâm Phục vụ hành chính công các xã, phường, đặc khu', 'Trung tâm Phục vụ hành chính công cấp xã', 'Bộ phận Một cửa các xã, phường', 'Bộ phận Một cửa cấp xã'],
    rule: { by: 'each', in: communeCommittees, function: 'one-stop' },
  },
  'commune-stations': {
    owners: PROVINCES, name: 'Đài truyền thanh của từng xã, phường, đặc khu',
    aliases: ['Đài truyền thanh các xã, phường, đặc khu', 'Đài truyền thanh cấp xã', 'Đài truyền thanh cơ sở'],
    former: ['Trung tâm Truyền thông - Văn hóa - Thể thao các huyện, thị xã, thành phố', 'Trung tâm Truyền thông - Văn hóa - Thể thao cấp huyện'],
    rule: { by: 'each', in: communeCommittees, function: 'broadcast' },
  },
  divisions: {
    owners: [...COMMUNES, 'department'], name: 'Các phòng, đơn vị trực thuộc',
    aliases: ['Các phòng chuyên môn', 'Các phòng, ban', 'Các phòng, ban chuyên môn', 'Các phòng, đơn vị', 'Các cơ quan, đơn vị', 'Các ban, ngành', 'Các cơ quan chuyên môn', 'Các phòng, ban, cơ quan, đơn vị', 'Các phòng', 'Các bộ phận chuyên môn', 'Các ngành'],
    rule: { by: 'kind', families: ['unit'], kinds: ['division', 'commune-office', 'service-centre', 'station'], direct: true },
  },
  'residential-groups': {
    owners: COMMUNES, name: 'Các thôn, tổ dân phố',
    aliases: ['Các thôn', 'Các tổ dân phố', 'Các thôn, khối phố', 'Trưởng thôn, tổ trưởng tổ dân phố', 'Ban nhân dân các thôn'],
    rule: { by: 'kind', kinds: ['residential-group'], direct: true },
  },
  'commune-mass': {
    owners: COMMUNES, name: 'Mặt trận Tổ quốc và các đoàn thể cấp xã',
    aliases: ['Các đoàn thể', 'Các tổ chức đoàn thể', 'Các hội, đoàn thể', 'UBMTTQVN và các tổ chức chính trị - xã hội', 'UBMTTQ và các hội đoàn thể', 'Các tổ chức chính trị - xã hội', 'Mặt trận và các đoàn thể'],
    rule: { by: 'kind', kinds: ['front'], direct: true, external: true },
  },
};

export const standardGroupsOf = (kind: KindId): readonly (readonly [string, StandardGroup])[] =>
  Object.entries(STANDARD_GROUPS).filter(([, group]) => group.owners.includes(kind));
