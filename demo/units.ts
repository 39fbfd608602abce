import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { createOrganisations } from '#features/organisations/actions/create-organisations.ts';
import { COMMUNES, DEPARTMENTS, DIVISIONS, EXTERNAL, PRESS, PROVINCE } from './places.ts';

/** Two tiers began on 1 July 2025 (Law 72/2025/QH15): the communes exist from that day. */
export const BORN = plainDate('2025-07-01');
export const COMMUNE_KIND = { xã: 'commune', phường: 'ward', 'đặc khu': 'special-zone' } as const;

/** The province of today without its past (`history.ts`), by local code; "UBND" is the province. Made by the same verbs as a person's clicks. */
export async function makeUnits(acting: Acting): Promise<ReadonlyMap<string, Id>> {
  const ids = new Map<string, Id>();
  const root = await createOrganisation(acting, { name: PROVINCE.name, shortName: 'UBND tỉnh', aliases: ['Ủy ban nhân dân tỉnh Lam Giang', 'Ủy ban nhân dân tỉnh'], kind: 'province', parentId: null, codes: { local: 'UBND' }, validFrom: BORN });
  ids.set('UBND', root);
  const bodies = [...DEPARTMENTS, PRESS];
  const first = await createOrganisations(acting, [
    ...bodies.map((one, index) => ({ name: one.name, shortName: one.short, ...(one.aliases ? { aliases: one.aliases } : {}), kind: one.kind, parentId: root, codes: { local: one.code }, functions: one.functions, sortOrder: index, validFrom: BORN })),
    ...EXTERNAL.map((one, index) => ({ name: one.name, shortName: one.short, ...(one.aliases ? { aliases: one.aliases } : {}), kind: one.kind, parentId: root, codes: { local: one.code }, external: true, sortOrder: 900 + index, validFrom: BORN })),
    ...COMMUNES.map((one) => ({ name: `UBND ${one.kind} ${one.name}`, shortName: `${one.kind.charAt(0).toUpperCase()}${one.kind.slice(1)} ${one.name}`, aliases: [`Ủy ban nhân dân ${one.kind} ${one.name}`], kind: COMMUNE_KIND[one.kind], parentId: root, codes: { local: one.code }, sortOrder: 100, validFrom: BORN })),
  ]);
  [...bodies, ...EXTERNAL, ...COMMUNES].forEach((one, index) => ids.set(one.code, first[index]!));
  await makeDivisions(acting, ids);
  return ids;
}

/** The divisions with which the communes began. */
export async function makeDivisions(acting: Acting, units: Map<string, Id>): Promise<void> {
  const codes = COMMUNES.flatMap((commune) => DIVISIONS.map((division) => `${commune.code}.${division.suffix}`));
  const made = await createOrganisations(acting, COMMUNES.flatMap((commune) => DIVISIONS.map((division, index) => ({
    name: division.name, shortName: division.short, kind: division.kind, parentId: units.get(commune.code)!, codes: { local: `${commune.code}.${division.suffix}` }, functions: division.functions, sortOrder: index, validFrom: BORN,
  }))));
  codes.forEach((code, index) => units.set(code, made[index]!));
}
