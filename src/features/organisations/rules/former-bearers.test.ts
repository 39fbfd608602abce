import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededIds } from '#kernel/id.ts';
import { addDays, plainDate } from '#kernel/plain-date.ts';
import { successionsOfHop } from './apply-event.ts';
import { formerBearers } from './former-bearers.ts';
import { planReorganisation } from './plan-reorganisation.ts';
import { buildNameIndex, resolveName } from './resolve-name.ts';
import { sampleProvince } from './sample-province.ts';
import type { EventContent } from './succession.ts';
import { makeTree } from './tree.ts';

const DAY = plainDate('2026-07-01'), province = sampleProvince({ communes: 14 });
const WARD = 'Ủy ban nhân dân phường Nguyễn Nghiêm', COMMUNE = 'Ủy ban nhân dân xã Nguyễn Nghiêm';
const stored = province.versions.map((one) => (one.codes.local === 'X1' ? { ...one, name: WARD, shortName: 'Phường Nguyễn Nghiêm' } : one));
const eve = makeTree(stored, addDays(DAY, -1)), root = eve.roots[0]!.id;
const code = (local: string) => eve.byCode('local', local)!;

/** The names after these events, as a paper of the province means them. */
function after(...contents: EventContent[]) {
  const planned = planReorganisation(stored, contents.map((content, at) => ({ line: at + 2, onDay: DAY, citation: 'NQ', reason: '', ...content })), seededIds(5, 1_800_000_000_000).bind(null, 1));
  assert.deepEqual(planned.faults, []);
  const tree = planned.treeOn(addDays(DAY, 100)), { changes } = planned, gone = new Set([...changes.rewritten, ...changes.removed].map((one) => one.versionId));
  const versions = [...stored.filter((one) => !gone.has(one.versionId)), ...changes.rewritten, ...changes.born, ...changes.inserted];
  const links = planned.hops.flatMap(successionsOfHop).flatMap((row) => (row.carriesHistory ? [{ fromId: row.fromId, toId: row.toId!, onDay: row.onDay }] : []));
  const index = buildNameIndex(tree, province.groups, formerBearers(versions, tree, links));
  return { tree, planned, said: (written: string) => resolveName(index, written, { scope: root }) };
}

describe('a name that another unit took over', () => {
  // as on 1 July 2025: the ward of that name went into another one, and two communes elsewhere took the name up
  const { tree, said } = after({ kind: 'merge', units: [WARD], into: { existing: 'X2' } }, { kind: 'merge', units: ['X11', 'X12'], into: { fresh: { name: COMMUNE, codes: { local: 'NN' } } } });
  const bearer = tree.byCode('local', 'NN')!.id, heir = code('X2').id;
  it('is never given silently to the new bearer: both are offered, with the days', () => {
    const found = said('Nguyễn Nghiêm');
    assert.ok(found.state === 'candidates');
    assert.deepEqual(found.candidates.slice(0, 2).map((one) => [one.party!.id, one.because]), [[bearer, 'mang tên này hiện nay'], [heir, `kế thừa “${WARD}”, mang tên này đến ngày 30/06/2026`]]);
  });
  it('“phường Nguyễn Nghiêm” of an old paper is not “xã Nguyễn Nghiêm” of today', () => {
    for (const written of [WARD, 'UBND phường Nguyễn Nghiêm', 'Phường Nguyễn Nghiêm']) {
      const found = said(written);
      assert.ok(found.state === 'candidates' && found.candidates[0]!.party!.id === heir && !found.candidates.some((one) => one.party!.id === bearer && one.reason === 'name'), written);
    }
    const found = said(COMMUNE);
    assert.ok(found.state === 'resolved' && found.party.id === bearer, 'what only the new unit was ever called is the new unit');
  });
  it('is sure where the new bearer is also the heir of the old one', () => {
    const { said: means, tree: now } = after({ kind: 'merge', units: ['X11', 'X12'], into: { fresh: { name: code('X11').name, codes: { local: 'X11' } } } });
    const found = means(code('X11').name);
    assert.ok(found.state === 'resolved' && found.party.id === now.byCode('local', 'X11')!.id);
  });
  it('leads to who bears another name now, for a person to confirm', () => {
    const { said: means } = after({ kind: 'rename', unit: 'S2', name: 'Sở Tổ chức' }), found = means('Sở Nội vụ');
    assert.ok(found.state === 'candidates' && found.candidates[0]!.party!.id === code('S2').id);
    assert.match(found.candidates[0]!.because, /tên cũ đến ngày 30\/06\/2026/);
  });
  it('with nobody in the place of the old bearer still asks', () => {
    const { said: means, tree: now } = after({ kind: 'dissolve', unit: 'S9' }, { kind: 'rename', unit: 'S8', name: code('S9').name }), found = means(code('S9').name);
    assert.ok(found.state === 'candidates');
    assert.deepEqual(found.candidates.map((one) => one.party!.id), [now.byCode('local', 'S8')!.id]);
  });
});
