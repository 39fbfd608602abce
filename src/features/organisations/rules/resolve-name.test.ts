import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '#kernel/plain-date.ts';
import { canonicalName } from './canonical-name.ts';
import { buildNameIndex, choiceKey, resolveName, resolveNames, type Resolution } from './resolve-name.ts';
import { sampleProvince } from './sample-province.ts';
import { makeTree } from './tree.ts';

const province = sampleProvince();
const tree = makeTree(province.versions, plainDate('2026-11-20'));
const index = buildNameIndex(tree, province.groups);
const root = tree.roots[0]!;
const ward = tree.all.find((one) => one.kind === 'ward')!;
const from = (scope: typeof root.id) => (written: string): Resolution => resolveName(index, written, { scope });
const inProvince = from(root.id), inWard = from(ward.id);
const told = (resolution: Resolution): string => (resolution.state === 'resolved' ? resolution.name : resolution.state === 'candidates' ? `? ${resolution.candidates[0]!.name}` : '–');

describe('a name in a plan of the province', () => {
  for (const [written, meant] of [
    ['Sở Nội vụ', 'Sở Nội vụ'],
    ['sở nội vụ tỉnh', 'Sở Nội vụ'],
    ['SNV', 'Sở Nội vụ'],
    ['Sở VHTTDL', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['Sở VH, TT&DL', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['Sở Văn hoá, Thể thao & Du lịch', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['Sở KH&CN', 'Sở Khoa học và Công nghệ'],
    ['Giao Sở Tư pháp', 'Sở Tư pháp'],
    ['Văn phòng UBND tỉnh', 'Văn phòng Ủy ban nhân dân tỉnh'],
    ['VP UBND tỉnh', 'Văn phòng Ủy ban nhân dân tỉnh'],
    ['Văn phòngUBND tỉnh', 'Văn phòng Ủy ban nhân dân tỉnh'],
    ['UBND tỉnh', 'Ủy ban nhân dân tỉnh Sông Trà'],
    ['Báo Sông Trà', 'Báo và Phát thanh, Truyền hình Sông Trà'],
    ['Đề nghị UBMTTQVN tỉnh', 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh'],
    ['Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh'],
    ['Trung tâm PVHCC tỉnh', 'Trung tâm Phục vụ hành chính công tỉnh'],
    ['TTPVHCC tỉnh', 'Trung tâm Phục vụ hành chính công tỉnh'],
    ['UBND các xã, phường, đặc khu', 'UBND các xã, phường, đặc khu'],
    ['UBND các xã, phường', 'UBND các xã, phường, đặc khu'],
    ['Ủy ban nhân dân các xã, phường trên địa bàn tỉnh', 'UBND các xã, phường, đặc khu'],
    ['UBND cấp xã', 'UBND các xã, phường, đặc khu'],
    ['Các sở, ban, ngành', 'Các sở, ban, ngành'],
    ['Các sở, ban ngành tỉnh', 'Các sở, ban, ngành'],
    ['các sở, ban, ngành, địa phương', 'Các sở, ban, ngành và UBND các xã, phường, đặc khu'],
    ['Các cơ quan, đơn vị liên quan', 'Các cơ quan, đơn vị thuộc tỉnh'],
    ['Các cơ quan, đơn vị có liên quan', 'Các cơ quan, đơn vị thuộc tỉnh'],
    ['Phòng Văn hóa - Xã hội các xã, phường, đặc khu', 'Phòng Văn hóa – Xã hội của từng xã, phường, đặc khu'],
    [`Phòng VH-XH ${ward.shortName}`, 'Phòng Văn hóa – Xã hội'],
    [ward.shortName, ward.name],
    [ward.name.replace('Ủy ban nhân dân', 'UBND'), ward.name],
    ['X12', 'Ủy ban nhân dân xã'],
  ] as const) it(`“${written}” is ${meant}`, () => {
    const resolution = inProvince(written);
    assert.equal(resolution.state, 'resolved', told(resolution));
    assert.ok(told(resolution).startsWith(meant), told(resolution));
  });

  it('says that "liên quan" may mean fewer', () => {
    const resolution = inProvince('Các cơ quan, đơn vị liên quan');
    assert.ok(resolution.state === 'resolved' && resolution.indefinite);
  });

  for (const [written, first] of [
    ['Phòng VH-XH', 'Phòng Văn hóa – Xã hội của từng xã, phường, đặc khu'],
    ['UBND các huyện, thị xã, thành phố', 'UBND các xã, phường, đặc khu'],
    ['Phòng Văn hóa và Thông tin', 'Phòng Văn hóa – Xã hội của từng xã, phường, đặc khu'],
    ['Sở Văn hóa Thể thao', 'Sở Văn hóa, Thể thao và Du lịch'],
    ['Phòng Kinh tế', 'Phòng Kinh tế của từng đơn vị (96 đơn vị)'],
  ] as const) it(`“${written}” is asked about, and ${first} is offered first`, () => {
    const resolution = inProvince(written);
    assert.equal(resolution.state, 'candidates', told(resolution));
    assert.equal(told(resolution), `? ${first}`);
  });

  it('offers the successors of a department that is gone', () => {
    const resolution = inProvince('Sở Thông tin và Truyền thông');
    assert.ok(resolution.state === 'candidates');
    const names = resolution.candidates.map((one) => one.name);
    assert.ok(names.includes('Sở Khoa học và Công nghệ') && names.includes('Sở Văn hóa, Thể thao và Du lịch'), names.join('; '));
  });

  it('leaves a name alone that is like nothing', () => {
    assert.equal(inProvince('Câu lạc bộ bơi lội Hải Âu').state, 'unresolved');
    assert.equal(inProvince('  ').state, 'unresolved');
  });
});

describe('the same words in a plan of a ward', () => {
  for (const [written, meant] of [
    ['Phòng VH-XH', `Phòng Văn hóa – Xã hội, ${ward.shortName}`],
    ['Văn hóa - Xã hội phường', `Phòng Văn hóa – Xã hội, ${ward.shortName}`],
    ['Sở Nội vụ', 'Sở Nội vụ'],
    ['UBND phường', ward.name],
    ['UBND tỉnh', root.name],
    ['Các cơ quan, đơn vị', 'Các phòng, đơn vị trực thuộc'],
    ['Các tổ dân phố', 'Các thôn, tổ dân phố'],
    ['TTPVHCC', `Trung tâm Phục vụ hành chính công, ${ward.shortName}`],
  ] as const) it(`“${written}” is ${meant}`, () => {
    const resolution = inWard(written);
    assert.equal(resolution.state, 'resolved', told(resolution));
    assert.equal(told(resolution), meant);
  });

  it('asks who "Bộ phận Một cửa" is, and offers the own centre first', () => {
    assert.equal(told(inWard('Bộ phận Một cửa phường')), `? Trung tâm Phục vụ hành chính công, ${ward.shortName}`);
  });
});

describe('a choice made once', () => {
  it('is taken for every way to write the same name', () => {
    const party = { type: 'organisation', id: province.id('Sở Khoa học và Công nghệ') } as const;
    const choices = new Map([[choiceKey('Sở Thông tin và Truyền thông'), party]]);
    for (const written of ['Sở TT&TT', 'sở thông tin & truyền thông', 'Giao Sở TTTT']) {
      const resolution = resolveName(index, written, { scope: root.id, choices });
      assert.ok(resolution.state === 'resolved' && resolution.reason === 'remembered' && resolution.party.id === party.id, written);
    }
  });
});

describe('a line with several names', () => {
  const names = (line: string): string[] => resolveNames(index, line, { scope: root.id }).map(({ resolution }) => told(resolution));
  it('is cut where the parts resolve', () => {
    assert.deepEqual(names('Sở Văn hóa, Thể thao và Du lịch, Sở Tư pháp'), ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Tư pháp']);
    assert.deepEqual(names('Sở Nội vụ; UBND các xã, phường, đặc khu'), ['Sở Nội vụ', 'UBND các xã, phường, đặc khu']);
    assert.deepEqual(names('Văn phòng UBND tỉnh, các sở, ban, ngành và UBND các xã, phường'), ['Văn phòng Ủy ban nhân dân tỉnh', 'Các sở, ban, ngành và UBND các xã, phường, đặc khu']);
  });
  it('keeps a part together that nobody knows', () => {
    const parts = resolveNames(index, 'Sở Hàng không, Vũ trụ và Đại dương; Sở Tư pháp', { scope: root.id });
    assert.deepEqual(parts.map((part) => part.text), ['Sở Hàng không, Vũ trụ và Đại dương', 'Sở Tư pháp']);
  });
});

describe('whatever is written', () => {
  const spelled = (name: string) => fc.record({ upper: fc.boolean(), marks: fc.boolean(), dash: fc.constantFrom('-', '–', ' - ', ' – '), blank: fc.constantFrom(' ', '  ', '\u00a0'), end: fc.constantFrom('', '.', ';', ' ,') })
    .map(({ upper, marks, dash, blank, end }) => {
      let text = name.replaceAll('–', dash).replaceAll(' ', blank) + end;
      if (marks) text = text.normalize('NFD');
      return upper ? text.toLocaleUpperCase('vi') : text;
    });
  it('finds every organisation by its own name and place, in any case, Unicode form, dash and blank', () => {
    fc.assert(fc.property(fc.constantFrom(...tree.all).chain((one) => {
      const parent = one.parentId && one.parentId !== root.id ? tree.get(one.parentId) : undefined;
      return spelled(parent ? `${one.name} ${parent.shortName}` : one.name).map((text) => ({ one, text }));
    }), ({ one, text }) => {
      const resolution = inProvince(text);
      return resolution.state === 'resolved' && resolution.party.id === one.id;
    }), { numRuns: 300 });
  });
  it('ends, and never takes a similar name without asking', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const resolution = inProvince(text);
      return resolution.state !== 'resolved' || resolution.reason !== 'similar';
    }), { numRuns: 300 });
  });
  it('reads a name once like twice', () => {
    fc.assert(fc.property(fc.constantFrom(...tree.all).map((one) => one.name), (name) => canonicalName(canonicalName(name)) === canonicalName(name)));
  });
});

describe('speed', () => {
  it('400 names against 2,600 units in under 200 ms', () => {
    const large = sampleProvince({ communes: 520 });
    const largeTree = makeTree(large.versions, plainDate('2026-11-20'));
    assert.ok(largeTree.all.length >= 2600);
    const largeIndex = buildNameIndex(largeTree, large.groups);
    const names = Array.from({ length: 400 }, (_, at) => ['Phòng VH-XH', 'Sở Văn hóa Thể thao', 'UBND các huyện, thị xã', 'Trung tâm truyền thông cấp huyện', largeTree.all[at * 6]!.name][at % 5]!);
    const start = performance.now();
    for (const name of names) resolveName(largeIndex, name, { scope: largeTree.roots[0]!.id });
    const took = performance.now() - start;
    assert.ok(took < 200, `${took.toFixed(0)} ms`);
  });
});
