import { articlesPrintSource } from '#features/articles/print-source.ts';
import type { HotlineDetails } from '#features/directory/rules/details.ts';
import { hoursLine } from '#features/directory/rules/hours.ts';
import { formatPhone } from '#features/directory/rules/phone.ts';
import { entryRow, hotlinesOf, oneStopOf } from '#features/directory/store.ts';
import type { PrintSource } from '#features/prints/source.ts';
import { readProcedure } from '#features/procedures/portal/read.ts';
import { copiesInWords } from '#features/procedures/rules/content.ts';
import { procedureRow } from '#features/procedures/store.ts';
import { addressOf, sitePlaces } from '#features/sites/store.ts';
import { originOf, signedIn } from '#platform/http/visit.ts';


/** A procedure as the catalogue has it today, with where and when the visitor's own unit takes it. Earlier nouns than `prints`, so it is put together here; everybody may read both. */
const procedures: PrintSource = {
  noun: 'procedures',
  async find(visit, id) {
    const row = await procedureRow(visit.db, id), shown = row && (await readProcedure(visit.db, row, visit.today));
    if (!row || !shown || shown.phase === 'ended') return null;
    const { content, version } = shown, desk = await oneStopOf(visit.db, signedIn(visit).organisationId, visit.today);
    return {
      kind: 'procedure', link: `${originOf(visit)}/x/${row.id}`, from: `thủ tục “${version.name}”`,
      content: {
        title: version.name, limit: content.time.words, fee: content.fee.words, papers: content.papers.map((paper) => { const copies = copiesInWords(paper); return `${paper.name}${copies && copies !== '–' ? ` (${copies})` : ''}`; }),
        where: desk ? [desk.place, desk.address].join(', ') : content.office, hours: desk ? hoursLine(desk.hours) : '', online: content.onlineLevel === 'none' ? '' : 'Nộp tại Cổng Dịch vụ công quốc gia',
      },
    };
  },
};

/** A hotline of the directory, or the unit's main one when its own id is given. */
const hotlines: PrintSource = {
  noun: 'directory',
  async find(visit, id) {
    const entry = await entryRow(visit.db, id), holds = entry?.kind === 'hotline' && (entry.valid_to === null || entry.valid_to >= visit.today), own = holds ? (entry.details as HotlineDetails) : id === signedIn(visit).organisationId ? (await hotlinesOf(visit.db, id, visit.today))[0] : undefined;
    if (!own) return null;
    const organisationId = entry?.organisation_id ?? id, second = (await hotlinesOf(visit.db, organisationId, visit.today)).find((one) => one.number !== own.number && one.purpose === own.purpose);
    const place = (await sitePlaces(visit.db, [organisationId], visit.today)).get(organisationId);
    return { kind: 'hotline', link: place ? new URL(addressOf(place, '/lien-he'), originOf(visit)).href : null, from: 'danh bạ', content: { title: own.purpose, number: formatPhone(own.number), second: second ? formatPhone(second.number) : '', who: own.answeredBy ?? '', hours: hoursLine(own.hours), email: '', place: '', promise: own.after ? `Ngoài giờ: ${own.after}` : '' } };
  },
};

/** What a poster can be made from; a noun that has something adds its line. */
export const PRINT_SOURCES: readonly PrintSource[] = [procedures, hotlines, articlesPrintSource];
