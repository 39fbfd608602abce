import type { Organisation } from '#features/organisations/rules/tree.ts';
import type { ReportDocument } from './states.ts';

/**
 * First proposal for the letterhead and the signature of a unit's report; the officer corrects it once and the next report takes it over.
 * A people's committee prints no body above it and signs TM. (Decree 30/2020/NĐ-CP, Annex I, Part I, II.2 and II.7).
 */
export function documentDefaults(unit: Pick<Organisation, 'name' | 'shortName' | 'kind'>, parent: Pick<Organisation, 'name'> | null): ReportDocument {
  const committee = /^(UBND|Ủy ban nhân dân)\s/i.test(unit.name);
  const spoken = unit.name.replace(/^UBND\s/i, 'Ủy ban nhân dân ');
  const place = unit.name.replace(/^(UBND|Ủy ban nhân dân)\s+(tỉnh|thành phố|xã|phường|đặc khu)\s+/i, '');
  const parentPlace = parent?.name.replace(/^(UBND|Ủy ban nhân dân)\s+(tỉnh|thành phố|xã|phường|đặc khu)\s+/i, '') ?? '';
  const initials = unit.shortName.replace(/[^\p{Lu}]/gu, '') || 'CQ';
  return committee
    ? { notation: 'BC-UBND', place, forms: ['TM. ỦY BAN NHÂN DÂN'], position: 'CHỦ TỊCH', signer: '', superior: null, issuer: spoken }
    : { notation: `BC-${initials}`, place: parentPlace, forms: [], position: 'GIÁM ĐỐC', signer: '', superior: parent?.name.replace(/^UBND\s/i, 'Ủy ban nhân dân ') ?? null, issuer: unit.name };
}
