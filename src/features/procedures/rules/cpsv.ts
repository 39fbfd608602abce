import { ASKERS, copiesInWords, LEVELS, WAYS, type Level, type ProcedureContent } from './content.ts';

/**
 * The catalogue as linked data in the Core Public Service Vocabulary Application Profile, version 3.2.0 (https://semiceu.github.io/CPSV-AP/releases/3.2.0/).
 * Mandatory there: a public service with identifier, title, description and competent authority; a public organisation with preferred label and place; identifiers
 * of channels and costs, identifier and title of evidence and outputs.
 */
export const PREFIXES = {
  cpsv: 'http://purl.org/vocab/cpsv#', cv: 'http://data.europa.eu/m8g/', dct: 'http://purl.org/dc/terms/', eli: 'http://data.europa.eu/eli/ontology#', foaf: 'http://xmlns.com/foaf/0.1/', locn: 'http://www.w3.org/ns/locn#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#', skos: 'http://www.w3.org/2004/02/skos/core#', xsd: 'http://www.w3.org/2001/XMLSchema#', dcat: 'http://www.w3.org/ns/dcat#', atu: 'http://data.europa.eu/88u/dataset/',
} as const;
type Term = `${keyof typeof PREFIXES}:${string}`;
export type Value = { readonly id: string } | { readonly text: string; readonly language?: 'vi' } | { readonly value: string; readonly type: Term };
export interface Node { readonly id: string; readonly type: Term; /** Another class it is of. */ readonly also?: Term; readonly says: readonly (readonly [Term, Value])[] }

export interface CatalogueData {
  /** Finds addresses: of the site, of a procedure. */
  readonly home: string;
  readonly organisation: string;
  readonly services: readonly { readonly url: string; readonly page: string; readonly code: string; readonly name: string; readonly field: { readonly slug: string; readonly name: string }; readonly level: Level; readonly content: ProcedureContent }[];
}

const vi = (text: string): Value => ({ text, language: 'vi' });
const LANGUAGE = 'http://publications.europa.eu/resource/authority/language/VIE';
const slug = (text: string): string => encodeURIComponent(text.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, '-'));

/** The graph, in the order in which it is written; every thing once. */
export function cpsvGraph({ home, organisation, services }: CatalogueData): Node[] {
  const nodes = new Map<string, Node>(), add = (node: Node): { id: string } => { if (!nodes.has(node.id)) nodes.set(node.id, node); return { id: node.id }; };
  // the profile asks of a service for a location and of an organisation for an administrative unit: here they are one
  const language = add({ id: LANGUAGE, type: 'dct:LinguisticSystem', says: [] }), place = add({ id: `${home}#dia-ban`, type: 'dct:Location', also: 'atu:atu-type', says: [['locn:geographicName', vi(organisation)]] });
  const authority = (name: string): { id: string } => add({ id: `${home}#co-quan-${slug(name)}`, type: 'cv:PublicOrganisation', says: [['dct:identifier', { text: name }], ['skos:prefLabel', vi(name)], ['dct:spatial', place]] });
  const concept = (id: string, label: string): { id: string } => add({ id: `${home}#${id}`, type: 'skos:Concept', says: [['skos:prefLabel', vi(label)]] });
  authority(organisation);
  for (const { url, page, code, name, field, level, content } of services) {
    const part = (what: string, number: number | string): string => `${url}#${what}-${number}`;
    const channels = content.ways.map((way) => add({ id: part('kenh', way), type: 'cv:Channel', says: [['dct:identifier', { text: `${code}/kenh/${way}` }], ['dct:type', concept(`kenh-${way}`, WAYS[way])], ['dct:description', vi(WAYS[way])], ...(way === 'online' && content.link ? [['foaf:page', { id: content.link }] as const] : [])] }));
    const papers = content.papers.map((paper, index) => add({ id: part('giay-to', index + 1), type: 'cv:Evidence', says: [['dct:identifier', { text: `${code}/giay-to/${index + 1}` }], ['dct:title', vi(paper.name)], ['dct:description', vi(copiesInWords(paper) || '01 bản')]] }));
    const output = content.result ? add({ id: part('ket-qua', 1), type: 'cv:Output', says: [['dct:identifier', { text: `${code}/ket-qua/1` }], ['dct:title', vi(content.result)]] }) : null;
    const cost = (number: number, amount: number, words: string, channel: { id: string } | undefined): { id: string } => add({ id: part('phi', number), type: 'cv:Cost', says: [['dct:identifier', { text: `${code}/phi/${number}` }], ['cv:hasValue', { value: amount.toFixed(1), type: 'xsd:double' }], ['cv:currency', concept('dong', 'Đồng Việt Nam (VND)')], ['dct:description', vi(words)], ...(channel ? [['cv:ifAccessedThrough', channel] as const] : [])] });
    const online = channels[content.ways.indexOf('online')], costs = content.fee.amount === null ? [] : [cost(1, content.fee.amount, content.fee.words, undefined), ...(content.fee.online !== null && content.fee.online !== content.fee.amount ? [cost(2, content.fee.online, 'Khi nộp trực tuyến', online)] : [])];
    const laws = content.bases.map((basis) => add({ id: `${home}#can-cu-${slug(basis.paper?.number ?? basis.words)}`, type: 'eli:LegalResource', says: [['rdfs:label', vi(basis.words)]] }));
    add({ id: url, type: 'cpsv:PublicService', says: [
      ['dct:identifier', { text: code }], ['dct:title', vi(name)], ['dct:description', vi(`Lĩnh vực ${field.name}. Thời hạn: ${content.time.words}. Phí, lệ phí: ${content.fee.words}.${content.steps.length ? ` ${content.steps.join(' ')}` : ''}`)],
      ['cv:hasCompetentAuthority', authority(content.office)], ['dct:language', language], ['dct:spatial', place], ['cv:thematicArea', concept(`linh-vuc-${field.slug}`, field.name)], ['cv:isClassifiedBy', concept(`cap-${level}`, LEVELS[level])],
      ...content.askers.map((one) => ['dct:audience', concept(`doi-tuong-${one}`, ASKERS[one])] as const), ...channels.map((one) => ['cv:hasChannel', one] as const), ...papers.map((one) => ['cpsv:hasInput', one] as const), ...(output ? [['cpsv:produces', output] as const] : []),
      ...costs.map((one) => ['cv:hasCost', one] as const), ...laws.map((one) => ['cv:hasLegalResource', one] as const), ...(content.time.workingDays ? [['cv:processingTime', { value: `P${content.time.workingDays}D`, type: 'xsd:duration' }] as const] : []), ...content.aliases.map((one) => ['dcat:keyword', vi(one)] as const), ['rdfs:seeAlso', { id: page }],
    ] });
  }
  return [...nodes.values()];
}

/** JSON-LD 1.1, one @graph. */
export function toJsonLd(nodes: readonly Node[]): string {
  const value = (one: Value): unknown => ('id' in one ? { '@id': one.id } : 'value' in one ? { '@value': one.value, '@type': one.type } : one.language ? { '@value': one.text, '@language': one.language } : one.text);
  const graph = nodes.map(({ id, type, also, says }) => ({ '@id': id, '@type': also ? [type, also] : type, ...Object.fromEntries([...Map.groupBy(says, ([term]) => term)].map(([term, all]) => [term, all.length === 1 ? value(all[0]![1]) : all.map(([, one]) => value(one))])) }));
  return `${JSON.stringify({ '@context': PREFIXES, '@graph': graph }, null, 1)}\n`;
}

const iri = (text: string): string => `<${text.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => encodeURIComponent(sign))}>`;
const literal = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
/** Turtle 1.1, one statement a line. */
export function toTurtle(nodes: readonly Node[]): string {
  const value = (one: Value): string => ('id' in one ? iri(one.id) : 'value' in one ? `${literal(one.value)}^^${one.type}` : literal(one.text) + (one.language ? `@${one.language}` : ''));
  return [...Object.entries(PREFIXES).map(([name, address]) => `@prefix ${name}: <${address}> .`), '', ...nodes.flatMap(({ id, type, also, says }) => [`${iri(id)} a ${type} .`, ...(also ? [`${iri(id)} a ${also} .`] : []), ...says.map(([term, one]) => `${iri(id)} ${term} ${value(one)} .`)]), ''].join('\n');
}
