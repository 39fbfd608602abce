import type { Organisation } from '#features/organisations/rules/tree.ts';

/** What a document needs around its content; asked once and taken over from the unit's last document. */
export interface Letterhead {
  readonly notation: string;
  readonly place: string;
  /** TM./KT./TL. lines above the position. */
  readonly forms: readonly string[];
  readonly position: string;
  readonly signer: string;
  readonly superior: string | null;
  readonly issuer: string;
}

const COMMITTEE = /^(UBND|Ủy ban nhân dân)\s+/i;
const placeOf = (name: string): string => name.replace(COMMITTEE, '').replace(/^(tỉnh|thành phố|xã|phường|đặc khu)\s+/i, '');
const inFull = (name: string): string => name.replace(/^UBND\s/i, 'Ủy ban nhân dân ');

/**
 * First proposal for the letterhead and the signature of a report by this unit, corrected by its officer. A people's committee prints no body
 * above it and signs TM. (Decree 30/2020/NĐ-CP, Annex I, Part I, II.2 and II.7).
 */
export function documentDefaults(unit: Pick<Organisation, 'name' | 'shortName'>, parent: Pick<Organisation, 'name'> | null): Letterhead {
  if (COMMITTEE.test(unit.name)) return { notation: 'BC-UBND', place: placeOf(unit.name), forms: ['TM. ỦY BAN NHÂN DÂN'], position: 'CHỦ TỊCH', signer: '', superior: null, issuer: inFull(unit.name) };
  const initials = unit.shortName.replace(/[^\p{Lu}]/gu, '') || 'CQ';
  return { notation: `BC-${initials}`, place: parent ? placeOf(parent.name) : '', forms: [], position: 'GIÁM ĐỐC', signer: '', superior: parent ? inFull(parent.name) : null, issuer: unit.name };
}
