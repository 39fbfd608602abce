import { seededIds, type Id, type IdSource } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Group } from './group.ts';
import type { KindId } from './kinds.ts';
import { versionContent, type OrganisationInput } from './organisation-input.ts';
import { standardGroupsOf } from './standard-groups.ts';
import type { Organisation } from './tree.ts';

/** A province that exists only in tests and measurements: as many departments and communes as asked for, each with its units. */
export interface SampleProvince { readonly versions: readonly Organisation[]; readonly groups: ReadonlyMap<Id, Group>; id(name: string): Id }

const DEPARTMENTS: readonly (readonly [string, KindId, OrganisationInput['functions']?, (readonly string[])?])[] = [
  ['Văn phòng Ủy ban nhân dân tỉnh', 'provincial-office'], ['Sở Nội vụ', 'department', ['home-affairs']], ['Sở Văn hóa, Thể thao và Du lịch', 'department', ['culture']],
  ['Sở Khoa học và Công nghệ', 'department', ['information']], ['Sở Tư pháp', 'department', ['justice']], ['Sở Tài chính', 'department', ['finance']],
  ['Sở Giáo dục và Đào tạo', 'department'], ['Sở Y tế', 'department'], ['Sở Xây dựng', 'department'], ['Sở Công Thương', 'department'], ['Sở Nông nghiệp và Môi trường', 'department'],
  ['Thanh tra tỉnh', 'provincial-agency'], ['Ban Quản lý Khu kinh tế và các Khu công nghiệp', 'provincial-agency'],
  ['Báo và Phát thanh, Truyền hình Sông Trà', 'press', undefined, ['Báo và PTTH Sông Trà', 'Báo Sông Trà', 'Đài PTTH tỉnh']],
  ['Trung tâm Phục vụ hành chính công tỉnh', 'public-service-unit', ['one-stop']],
];
const OUTSIDE: readonly (readonly [string, KindId])[] = [['Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', 'front'], ['Ban Tuyên giáo và Dân vận Tỉnh ủy', 'party'], ['Bảo hiểm xã hội tỉnh', 'external']];
const UNITS: readonly (readonly [string, KindId, OrganisationInput['functions']?])[] = [
  ['Văn phòng HĐND và UBND', 'commune-office'], ['Phòng Văn hóa – Xã hội', 'division', ['culture']], ['Phòng Kinh tế', 'division', ['economy']], ['Trung tâm Phục vụ hành chính công', 'service-centre'],
];
const SYLLABLES = ['An', 'Bình', 'Sơn', 'Trà', 'Đức', 'Nghĩa', 'Phổ', 'Minh', 'Long', 'Hành', 'Tịnh', 'Ba', 'Thanh', 'Phước', 'Mộ', 'Hòa', 'Vệ', 'Cẩm', 'Lộc', 'Quý'];

export function sampleProvince(options: { communes?: number; residentialGroups?: number; ids?: IdSource } = {}): SampleProvince {
  const ids = options.ids ?? seededIds(7, 1_700_000_000_000), from = plainDate('2025-07-01');
  const versions: Organisation[] = [], byName = new Map<string, Id>(), groups = new Map<Id, Group>();
  const add = (input: OrganisationInput, parent: Organisation | null): Organisation => {
    const id = ids(1);
    const made: Organisation = { id, versionId: ids(1), shard: 1, ...versionContent(id, input, parent, from) };
    versions.push(made);
    byName.set(parent?.parentId ? `${made.name}, ${parent.shortName}` : made.name, id);
    for (const [standard, group] of standardGroupsOf(made.kind)) {
      const groupId = ids(1);
      groups.set(groupId, { id: groupId, ownerId: id, name: group.name, aliases: group.aliases, rule: group.rule, standard });
      byName.set(`${group.name} @ ${made.shortName}`, groupId);
    }
    return made;
  };
  const root = add({ name: 'Ủy ban nhân dân tỉnh Sông Trà', shortName: 'Tỉnh Sông Trà', kind: 'province', parentId: null, codes: { local: 'ST' } }, null);
  DEPARTMENTS.forEach(([name, kind, functions, aliases], at) => add({ name, kind, parentId: root.id, functions, aliases, sortOrder: at, codes: { local: `S${at + 1}` } }, root));
  OUTSIDE.forEach(([name, kind], at) => add({ name, kind, parentId: root.id, sortOrder: 900 + at }, root));
  for (let at = 0; at < (options.communes ?? 96); at++) {
    const place = `${SYLLABLES[at % SYLLABLES.length]} ${SYLLABLES[(at * 7 + Math.floor(at / SYLLABLES.length) * 3 + 1) % SYLLABLES.length]}${at >= 60 ? ` ${SYLLABLES[(at * 3) % SYLLABLES.length]}` : ''}`;
    const [kind, word]: [KindId, string] = at < 9 ? ['ward', 'phường'] : at === 9 ? ['special-zone', 'đặc khu'] : ['commune', 'xã'];
    const commune = add({ name: `Ủy ban nhân dân ${word} ${place}`, shortName: `${word.charAt(0).toLocaleUpperCase('vi')}${word.slice(1)} ${place}`, kind, parentId: root.id, sortOrder: 1000 + at, codes: { local: `X${at + 1}` } }, root);
    UNITS.forEach(([name, kindOfUnit, functions], order) => add({ name, kind: kindOfUnit, parentId: commune.id, functions, sortOrder: order }, commune));
    for (let village = 0; village < (options.residentialGroups ?? 0); village++) add({ name: `Thôn ${village + 1}`, kind: 'residential-group', parentId: commune.id, sortOrder: 100 + village }, commune);
  }
  return { versions, groups, id(name) { const found = byName.get(name); if (!found) throw new Error(`no ${name} in the sample`); return found; } };
}
