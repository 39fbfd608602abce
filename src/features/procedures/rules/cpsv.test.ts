import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { procedureText } from '#test/support/sample-procedure.ts';
import { cpsvGraph, PREFIXES, toJsonLd, toTurtle } from './cpsv.ts';

/**
 * Written by hand from CPSV-AP 3.2.0, releases/3.2.0/shacl/cpsv-ap-SHACL.ttl: every class we use with its properties of sh:minCount 1, and the classes that its
 * object properties must point at. Two classes are mandatory in a catalogue: PublicService and PublicOrganisation.
 */
const MANDATORY: Readonly<Record<string, readonly string[]>> = {
  'cpsv:PublicService': ['dct:identifier', 'dct:title', 'dct:description', 'cv:hasCompetentAuthority'], 'cv:PublicOrganisation': ['skos:prefLabel', 'dct:spatial'], 'cv:Channel': ['dct:identifier'], 'cv:Cost': ['dct:identifier'],
  'cv:Evidence': ['dct:identifier', 'dct:title'], 'cv:Output': ['dct:identifier', 'dct:title'], 'eli:LegalResource': [], 'skos:Concept': [], 'dct:Location': [], 'atu:atu-type': [], 'dct:LinguisticSystem': [],
};
const POINTS_AT: Readonly<Record<string, string>> = {
  'cv:hasCompetentAuthority': 'cv:PublicOrganisation', 'dct:spatial': 'dct:Location', 'cv:hasChannel': 'cv:Channel', 'cv:hasCost': 'cv:Cost', 'cpsv:hasInput': 'cv:Evidence', 'cpsv:produces': 'cv:Output', 'cv:hasLegalResource': 'eli:LegalResource',
  'cv:thematicArea': 'skos:Concept', 'cv:isClassifiedBy': 'skos:Concept', 'dct:audience': 'skos:Concept', 'cv:currency': 'skos:Concept', 'cv:ifAccessedThrough': 'cv:Channel', 'dct:language': 'dct:LinguisticSystem', 'dct:type': 'skos:Concept',
};
/** sh:maxCount 1. */
const ONCE = ['dct:identifier', 'dct:type', 'cv:hasValue', 'cv:currency', 'cv:ifAccessedThrough', 'cv:processingTime'];
/** Text with a language (sh:datatype rdf:langString). */
const IN_A_LANGUAGE = ['dct:title', 'dct:description', 'skos:prefLabel', 'dcat:keyword'];

type Triple = readonly [string, string, { id?: string; text?: string; language?: string | undefined; type?: string | undefined }];
/** Enough of Turtle for what we write: prefixes, and one statement a line. */
function readTurtle(text: string): Triple[] {
  return text.split('\n').filter((line) => line && !line.startsWith('@prefix')).map((line): Triple => {
    const match = /^<([^<>" ]+)> (a|[a-z]+:\w+) (?:<([^<>" ]+)>|([a-z]+:[\w-]+)|"((?:[^"\\]|\\.)*)"(?:@([a-z]+)|\^\^([a-z]+:\w+))?) \.$/.exec(line);
    assert.ok(match, `no statement: ${line}`);
    const [, subject, predicate, id, name, text, language, type] = match;
    return [subject!, predicate!, id || name ? { id: (id ?? name)! } : { text: text!, language, type }];
  });
}
const graph = cpsvGraph({ home: 'https://lamgiang.example/', organisation: 'Ủy ban nhân dân tỉnh Lam Giang', services: [
  { url: 'https://lamgiang.example/x/1', page: 'https://lamgiang.example/thu-tuc/khai-sinh', field: { slug: 'ho-tich', name: 'Hộ tịch' }, ...(({ code, name, level, content }) => ({ code, name, level, content }))(procedureText({ timeDays: '2', time: '' })) },
  { url: 'https://lamgiang.example/x/2', page: 'https://lamgiang.example/thu-tuc/dat', field: { slug: 'dat-dai', name: 'Đất đai' }, ...(({ code, name, level, content }) => ({ code, name, level, content }))(procedureText({ code: '9.000900', name: 'Tách thửa "A\\B"', level: 'Cấp tỉnh', feeAmount: '', feeOnline: '', fee: 'Theo diện tích', papers: '', bases: '', aliases: '' })) },
] });

describe('the catalogue as linked data', () => {
  for (const [name, read] of [['Turtle', () => readTurtle(toTurtle(graph))], ['JSON-LD', () => {
    const data = JSON.parse(toJsonLd(graph)) as { '@context': object; '@graph': Record<string, unknown>[] };
    assert.deepEqual(data['@context'], PREFIXES);
    return data['@graph'].flatMap((node): Triple[] => Object.entries(node).flatMap(([term, values]): Triple[] => term === '@id' ? [] : (Array.isArray(values) ? values : [values]).map((value: string | Record<string, string>): Triple =>
      [node['@id'] as string, term === '@type' ? 'a' : term, typeof value === 'string' ? (term === '@type' ? { id: value } : { text: value }) : value['@id'] ? { id: value['@id'] } : { text: value['@value']!, language: value['@language'], type: value['@type'] }])));
  }]] as const) it(`meets the mandatory classes and properties of CPSV-AP 3.2.0 in ${name}`, () => {
    const triples = read(), typesOf = new Map([...Map.groupBy(triples.filter(([, predicate]) => predicate === 'a'), ([subject]) => subject)].map(([subject, all]) => [subject, all.map(([, , value]) => value.id!)]));
    for (const type of ['cpsv:PublicService', 'cv:PublicOrganisation']) assert.ok([...typesOf.values()].flat().includes(type), `no ${type}`);
    for (const [subject, types] of typesOf) for (const type of types) {
      assert.ok(type in MANDATORY, `${type} is not of the profile`);
      for (const term of MANDATORY[type]!) assert.ok(triples.some(([one, predicate, { id, text }]) => one === subject && predicate === term && Boolean(id ?? text)), `${subject} without ${term}`);
    }
    for (const [subject, predicate, value] of triples) {
      if (POINTS_AT[predicate]) assert.ok(typesOf.get(value.id ?? '')?.includes(POINTS_AT[predicate]!), `${subject} ${predicate}`);
      if (predicate === 'dct:spatial' && typesOf.get(subject)!.includes('cv:PublicOrganisation')) assert.ok(typesOf.get(value.id!)!.includes('atu:atu-type'), subject);
      if (ONCE.includes(predicate)) assert.equal(triples.filter(([one, other]) => one === subject && other === predicate).length, 1, `${subject} ${predicate} twice`);
      if (IN_A_LANGUAGE.includes(predicate)) assert.equal(value.language, 'vi', `${subject} ${predicate} in no language`);
    }
    assert.deepEqual(triples.filter(([subject, predicate]) => subject.endsWith('/x/1') && ['cv:processingTime'].includes(predicate)).map(([, , value]) => [value.text, value.type]), [['P2D', 'xsd:duration']]);
  });
  it('says the same in both', () => {
    assert.equal(readTurtle(toTurtle(graph)).length, graph.reduce((sum, { says, also }) => sum + 1 + (also ? 1 : 0) + says.length, 0));
  });
});
