import { isId, type Id } from '#kernel/id.ts';
import { addDays, dayAt } from '#kernel/plain-date.ts';
import { words } from '#locales/index.ts';
import { viewsOf } from '#features/sites/store.ts';
import { tagOf, type FilePage, type HomeBlock, type Moved, type PageKind, type PortalPart, type Reading } from '#features/sites/portal-part.ts';
import { SearchForm } from '#ui/portal.tsx';
import { cpsvGraph, toJsonLd, toTurtle } from '../rules/cpsv.ts';
import { catalogueOwners, proceduresOfBatches, proceduresOfDecisions, versionTexts } from '../store/catalogue.ts';
import { asEntry, fieldsOfProcedures, versionsOf } from '../store/rows.ts';
import { procedureSheets } from '../sheet.ts';
import { standing } from '../rules/history.ts';
import { LIST_PAGES } from './list-pages.tsx';
import { procedurePage } from './procedure-page.tsx';
import { addressAt, BASE, countersTag, dayTag, decisionWords, followedTo, LEGAL_TAG, listTag, NOUN, ownerOf, procedureOf, procedureRow, readCatalogue, readProcedure, shopsUnder, type ShownProcedure, siteName } from './read.ts';


async function sheetPage(reading: Reading, slug: string): Promise<FilePage | Moved | null> {
  const found = await procedureOf(reading, slug, '.pdf');
  if (!found || 'kind' in found) return found;
  if (found.phase === 'ended') return null;
  return {
    kind: 'file', mediaType: 'application/pdf', tags: [tagOf.item(found.row.id), tagOf.collection(found.field.id), ...(found.next || found.phase === 'future' ? [tagOf.day] : [])], modified: found.version.written_at,
    bytes: await procedureSheets([sheetOf(found)], { site: siteName(reading), made: dayAt(found.version.written_at), printedOn: null, title: found.version.name, address: (id) => reading.absolute(`/x/${id}`) }),
  };
}
/** What a sheet to hang up says. */
export const sheetOf = ({ row, field, version, content, history }: ShownProcedure) => {
  const decision = history.find((one) => one.version.id === version.id)?.decision;
  return { id: row.id, code: row.code, name: version.name, field: field.name, level: version.level, content, decision: decision ? decisionWords(decision) : '', from: version.valid_from, checkedOn: row.checked_on };
};

/** The whole catalogue as linked data; a few megabytes at most. */
async function dataPage(reading: Reading, path: string, write: (nodes: ReturnType<typeof cpsvGraph>) => string, mediaType: string): Promise<FilePage | Moved | null> {
  const { owner, own } = await ownerOf(reading);
  if (!own) return followedTo(reading, path);
  const { inForce, rows, fields } = await readCatalogue(reading.db, owner, reading.today), texts = await versionTexts(reading.db, inForce.map((one) => one.version));
  if (!inForce.length) return null;
  const services = inForce.flatMap((one) => {
    const content = texts.get(one.version), field = fields.get(one.fieldId);
    return content && field ? [{ url: reading.absolute(`/x/${one.id}`), page: reading.absolute(reading.at(`${BASE}/${one.slug}`)), code: one.code, name: one.name, field, level: one.level, content }] : [];
  });
  return { kind: 'file', mediaType, tags: [listTag(owner), ...dayTag(rows)], bytes: new TextEncoder().encode(write(cpsvGraph({ home: reading.absolute(reading.at('/')), organisation: siteName(reading), services }))) };
}

const DATA_FILES = [{ path: `${BASE}/cpsv-ap.jsonld`, write: toJsonLd, mediaType: 'application/ld+json' }, { path: `${BASE}/cpsv-ap.ttl`, write: toTurtle, mediaType: 'text/turtle; charset=utf-8' }] as const;
const hasCatalogue = async (reading: Reading): Promise<boolean> => { const { owner, own } = await ownerOf(reading); return own && (await readCatalogue(reading.db, owner, reading.today)).inForce.length > 0; };

/** A form to fill in, at the permanent address of its procedure, as long as a version names it that holds or is to come. */
const FORM_PAGE: PageKind = {
  pattern: '/x/:id/bieu-mau/:file',
  async make(reading, { id = '', file = '' }) {
    const row = isId(id) ? await procedureRow(reading.db, id) : undefined, found = row ? await readProcedure(reading.db, row, reading.today) : null;
    const form = [...(found?.content.forms ?? []), ...(found?.next?.content?.forms ?? [])].find((one) => one.sha256 === file);
    return form && row ? { kind: 'file', bytes: new Uint8Array(await reading.files.read(file)), mediaType: form.mediaType ?? 'application/octet-stream', download: form.name, tags: [tagOf.item(row.id)] } : null;
  },
};

const ASKED = 6;
/** The question that people come with, and what others came for in the last quarter. */
const HERO: HomeBlock = {
  name: 'tim-thu-tuc', label: 'Tìm thủ tục', place: 'hero', order: 10,
  async make(reading) {
    const { owner, own } = await ownerOf(reading), say = words(reading.language), base = await addressAt(reading, owner, BASE);
    if (!own && !(await shopsUnder(reading.db, reading.site.organisation_id, reading.today)).length) return null;
    const { inForce, rows } = await readCatalogue(reading.db, owner, reading.today), tags = [listTag(owner), listTag(reading.site.organisation_id), ...dayTag(rows)];
    if (!inForce.length || base === null) return { content: null, tags };
    const here = own ? inForce : inForce.filter((one) => one.level === 'commune'), views = await viewsOf(reading.db, here.map(({ id }) => id), addDays(reading.today, -90), reading.today);
    // until readers have come, the first of the national numbering: registration of births, marriages and residence
    const asked = [...here].sort((a, b) => (views.get(b.id) ?? 0) - (views.get(a.id) ?? 0) || (a.level === b.level ? (a.code < b.code ? -1 : 1) : a.level === 'commune' ? -1 : 1)).slice(0, ASKED);
    return { tags, content: <>
      <SearchForm language={reading.language} action={reading.at('/tim-kiem')} id="tim-thu-tuc" label={say['procedures.find']} />
      <div><p><b>{say['procedures.asked']}</b></p><ul class="procedures asked" lang={reading.language === 'vi' ? undefined : 'vi'}>{asked.map((one) => <li><a href={`${base}/${one.slug}`}>{one.name}</a></li>)}</ul><p class="more"><a href={reading.at(BASE)}>{say['procedures.every']}</a></p></div>
    </> };
  },
};

/** What procedures show to readers. */
export const proceduresPart: PortalPart = {
  noun: NOUN,
  pages: [
    ...LIST_PAGES,
    ...DATA_FILES.map(({ path, write, mediaType }): PageKind => ({ pattern: path, make: (reading) => dataPage(reading, path, write, mediaType), list: async (reading) => ((await hasCatalogue(reading)) ? [path] : []) })),
    { pattern: `${BASE}/:slug.pdf`, make: (reading, { slug }) => sheetPage(reading, slug ?? '') },
    { pattern: `${BASE}/:slug`, languages: ['vi', 'en'], make: (reading, { slug }) => procedurePage(reading, slug ?? '') },
  ],
  root: [FORM_PAGE],
  menu: [{ path: BASE, label: { vi: 'Thủ tục', en: 'Procedures' }, order: 5, present: async (reading) => {
    const { owner, own } = await ownerOf(reading);
    return own ? (await readCatalogue(reading.db, owner, reading.today)).rows.length > 0 : (await shopsUnder(reading.db, reading.site.organisation_id, reading.today)).length > 0;
  } }],
  home: [HERO],
  async touched(db, events) {
    const ids = new Set<Id>(), tags = new Set<string>(), batches: Id[] = [], decided: Id[] = [];
    for (const { table, rowId, batchId, subjectId } of events) {
      if (table === 'procedure_decisions' && rowId) decided.push(rowId);
      if (table === 'procedure_versions' && batchId) batches.push(batchId);
      if (table === 'procedures' && rowId) ids.add(rowId);
      if (table === 'legal_marks') tags.add(LEGAL_TAG);
      if (subjectId && (table === 'procedure_decisions' || table === 'procedure_fields' || table === 'one_stop_shops' || table === 'procedure_versions')) tags.add(listTag(subjectId));
      // a shop is shown in the list of its commune and of the province
      if (table === 'one_stop_shops') for (const owner of await catalogueOwners(db)) tags.add(listTag(owner));
      if (table === 'directory_entries') for (const owner of [...(subjectId ? [subjectId] : []), ...(await catalogueOwners(db))]) tags.add(countersTag(owner));
    }
    for (const id of [...(await proceduresOfBatches(db, batches)), ...(await proceduresOfDecisions(db, decided))]) ids.add(id);
    for (const { id, fieldId } of await fieldsOfProcedures(db, [...ids])) { tags.add(tagOf.item(id)); tags.add(tagOf.collection(fieldId)); }
    return [...tags];
  },
  async words(db, ids) {
    const byProcedure = Map.groupBy(await versionsOf(db, ids), (one) => one.procedure_id), rows = await fieldsOfProcedures(db, ids), code = new Map(rows.map((one) => [one.id, one.code])), field = new Map(rows.map((one) => [one.id, one.field]));
    return new Map([...byProcedure].flatMap(([id, versions]) => {
      const last = standing(versions.map(asEntry)).findLast((one) => one.content !== null), content = last?.content;
      // people look for what they call it, for the paper they want and for the papers they have
      return content ? [[id, [code.get(id), field.get(id), ...content.aliases, content.result, content.office, ...content.papers.map((paper) => paper.name), ...content.steps].filter(Boolean).join('\n')] as const] : [];
    }));
  },
};
