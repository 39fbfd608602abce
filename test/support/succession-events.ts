import { FUNCTIONS, type OrganisationFunction } from '#features/organisations/rules/kinds.ts';
import type { EventContent } from '#features/organisations/rules/succession.ts';
import type { Organisation, OrganisationTree } from '#features/organisations/rules/tree.ts';

/** Whole numbers below a bound, the same for the same seed. */
export function pickFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * below); };
}

/** An event that may be possible in the tree of the day; `pick` chooses, so that the same numbers give the same event. */
export function someEvent(tree: OrganisationTree, pick: (below: number) => number, serial: number): EventContent {
  const all = tree.all.filter((one) => one.parentId), one = (): Organisation => all[pick(all.length)]!;
  const alike = (unit: Organisation): Organisation[] => all.filter((other) => other.kind === unit.kind && other.id !== unit.id);
  const unit = one(), others = alike(unit), other = others.length ? others[pick(others.length)]! : one();
  switch (pick(9)) {
    case 0: return { kind: 'rename', unit: unit.id, name: `Đơn vị ${serial}` };
    case 1: return { kind: 'retype', unit: unit.id, unitKind: unit.kind === 'commune' ? 'ward' : unit.kind === 'ward' ? 'commune' : unit.kind === 'division' ? 'service-centre' : 'provincial-agency' };
    case 2: case 3: return { kind: 'merge', units: [unit.id, other.id], into: { fresh: { name: `Đơn vị ${serial}`, ...(unit.parentId === other.parentId ? {} : { parent: unit.parentId! }) } } };
    case 4: return { kind: 'merge', units: [unit.id], into: { existing: other.id } };
    case 5: return { kind: 'split', unit: unit.id, into: [{ fresh: { name: `Phần ${serial} A` } }, pick(3) ? { fresh: { name: `Phần ${serial} B` } } : { existing: other.id }], remains: pick(2) === 0, ...(pick(2) ? { heir: `Phần ${serial} A` } : {}) };
    case 6: return { kind: 'dissolve', unit: unit.id, ...(pick(3) ? { successor: other.id } : {}) };
    case 7: return { kind: 'move', unit: unit.id, parent: (pick(2) && other.parentId) || one().id };
    default: { const tags = Object.keys(FUNCTIONS) as OrganisationFunction[]; return { kind: 'transfer', function: unit.functions[0] ?? tags[pick(tags.length)]!, from: unit.id, to: other.id }; }
  }
}
