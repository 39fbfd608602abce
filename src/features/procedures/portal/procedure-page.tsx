import type { Child } from 'hono/jsx';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { fill, words } from '#locales/index.ts';
import { tagOf, type HtmlPage, type Moved, type Reading } from '#features/sites/portal-part.ts';
import { Crumbs, Facts } from '#ui/portal.tsx';
import { ASKERS, LEVELS, ONLINE, WAYS, type FormFile } from '../rules/content.ts';
import { CHANGES } from '../rules/history.ts';
import { governmentService } from '../rules/service-data.ts';
import { paperTag } from '#features/documents/store.ts';
import { legalKey } from '#features/documents/rules/legal-key.ts';
import { BASE, decisionKey, decisionWords, fieldPath, LEGAL_TAG, procedureOf, SHOPS, type ShownProcedure, siteName } from './read.ts';

/** A form as readers reach it. */
export const formAddress = (id: string, form: FormFile): string => form.url ?? `/x/${id}/bieu-mau/${form.sha256}`;

/**
 * One procedure. It stays at its address when it has ended, answered as a page that says so (200, not for search engines): people come with a sheet or a QR code
 * printed before, and are led on to what stands in its place.
 */
export async function procedurePage(reading: Reading, slug: string): Promise<HtmlPage | Moved | null> {
  const found = await procedureOf(reading, slug);
  if (!found || 'kind' in found) return found;
  const tags = [tagOf.item(found.row.id), tagOf.collection(found.field.id), ...found.successors.map(({ id }) => tagOf.item(id)), ...(found.content.bases.length ? [LEGAL_TAG] : []), ...keysOf(found).map(paperTag), ...(found.next || found.phase === 'future' ? [tagOf.day] : [])];
  const { version, content, phase, row, field } = found, path = `${BASE}/${row.slug}`;
  const data = governmentService({ url: reading.absolute(reading.at(path)), code: row.code, name: version.name, field: field.name, level: version.level, content, provider: { name: siteName(reading), url: reading.absolute(reading.at('/')) } });
  return {
    kind: 'html', title: version.name, description: `${field.name}. Thời hạn: ${content.time.words}. Phí, lệ phí: ${content.fee.words}`.slice(0, 300), current: BASE, item: row.id, tags, modified: version.written_at, unlisted: phase === 'ended',
    languages: { vi: path, en: path }, data: phase === 'ended' ? [] : [data], content: <Procedure reading={reading} found={found} path={path} />,
  };
}

/** Every paper the page names, whether it stands in a register or not. */
const keysOf = ({ content, history }: ShownProcedure): string[] => [...content.bases.map(({ paper }) => paper && legalKey(paper)), ...history.map(({ decision }) => decision && decisionKey(decision))].filter((key) => typeof key === 'string');
const Paper = ({ at, children }: { at: string | null | undefined; children?: Child }) => (at ? <a href={at}>{children}</a> : <>{children}</>);

const Procedure = ({ reading, found, path }: { reading: Reading; found: ShownProcedure; path: string }) => {
  const say = words(reading.language), { row, field, version, content, superseded } = found, vi = reading.language === 'vi' ? undefined : 'vi', day = formatDate;
  const forms = new Map(content.forms.map((form) => [form.name, form])), section = (id: string, title: string, body: Child) => <section aria-labelledby={id} class="procedure-part"><h2 id={id}>{title}</h2>{body}</section>;
  return <>
    <Crumbs language={reading.language} trail={[{ href: reading.at('/'), label: say['portal.home'] }, { href: reading.at(BASE), label: say['procedures.all'] }, { href: reading.at(fieldPath(field)), label: field.name }]} />
    <h1 lang={vi}>{version.name}</h1>
    <Notice reading={reading} found={found} />
    <Facts rows={[
      [say['procedures.time'], <b lang={vi}>{content.time.words}</b>],
      [say['procedures.fee'], <span lang={vi}><b>{content.fee.words}</b>{content.fee.online !== null && content.fee.online !== content.fee.amount ? `; ${fill(words('vi')['procedures.fee-online'], { amount: formatNumber(content.fee.online) })}` : ''}</span>],
      [say['procedures.office'], <span lang={vi}>{content.office}</span>],
      ...(content.result ? [[say['procedures.result'], <span lang={vi}>{content.result}</span>] as const] : []),
      [say['procedures.askers'], <span lang={vi}>{content.askers.map((one) => ASKERS[one]).join(', ')}</span>],
      [say['procedures.level'], <span lang={vi}>{LEVELS[version.level]}</span>], [say['procedures.online'], <span lang={vi}>{ONLINE[content.onlineLevel]}</span>], [say['procedures.code'], row.code],
    ]} />
    {section('nop', say['procedures.ways'], <>
      <ul lang={vi}>{content.ways.map((one) => <li>{WAYS[one]}</li>)}</ul>
      <p>{version.level === 'commune' ? say['procedures.anywhere'] : say['procedures.at-centre']} <a href={reading.at(SHOPS)}>{say['procedures.shops']}</a></p>
      {content.link ? <p><a class="button primary" href={content.link} rel="noopener">{say['procedures.national']}</a></p> : null}
    </>)}
    {content.papers.length ? section('giay-to', say['procedures.papers'], <div class="scroll" tabindex={0} role="group" aria-label={say['procedures.papers']}><table lang={vi}>
      <thead><tr><th scope="col">{words('vi')['procedures.paper']}</th><th scope="col" class="n">{words('vi')['procedures.originals']}</th><th scope="col" class="n">{words('vi')['procedures.copies']}</th></tr></thead>
      <tbody>{content.papers.map((paper) => { const form = paper.form ? forms.get(paper.form) : undefined; return <tr><td>{paper.name}{form ? <> (<a href={formAddress(row.id, form)} rel={form.url ? 'noopener' : undefined}>{form.name}</a>)</> : paper.form ? ` (mẫu: ${paper.form})` : ''}</td><td class="n">{paper.originals || '–'}</td><td class="n">{paper.copies || '–'}</td></tr>; })}</tbody>
    </table></div>) : null}
    {content.forms.length ? section('bieu-mau', say['procedures.forms'], <ul lang={vi}>{content.forms.map((form) => <li><a href={formAddress(row.id, form)} rel={form.url ? 'noopener' : undefined}>{form.name}</a></li>)}</ul>) : null}
    {content.steps.length ? section('cac-buoc', say['procedures.steps'], <ol lang={vi}>{content.steps.map((step) => <li>{step}</li>)}</ol>) : null}
    {content.bases.length ? section('can-cu', say['procedures.bases'], <ul lang={vi}>{content.bases.map((one, index) => <li><Paper at={one.paper && found.addresses.get(legalKey(one.paper) ?? '')}>{one.words}</Paper>{superseded.has(index) ? <> <small>({words('vi')['procedures.superseded']}{superseded.get(index) ? `: ${superseded.get(index)}` : ''})</small></> : null}</li>)}</ul>) : null}
    {section('quyet-dinh', say['procedures.history'], <ul lang={vi} class="procedure-history">{found.history.map(({ version: one, from, to, decision }) => <li><span>{day(from)} – {to ? day(to) : words('vi')['procedures.now']}</span> {CHANGES[one.change].label}{decision ? <>, <Paper at={found.addresses.get(decisionKey(decision) ?? '')}>{decisionWords(decision)}</Paper></> : null}</li>)}</ul>)}
    <p class="no-print"><a href={reading.at(`${path}.pdf`)}>{say['procedures.sheet']}</a> · {say['procedures.short']}: <a href={`/x/${row.id}`}>{reading.absolute(`/x/${row.id}`)}</a></p>
    <p><small>{row.checked_on ? fill(say['procedures.checked'], { day: day(row.checked_on) }) : say['procedures.never-checked']}</small></p>
  </>;
};

/** What a reader has to know before anything else: it has ended, or is going to, or has not begun. */
const Notice = ({ reading, found: { phase, current, next, version, history, successors } }: { reading: Reading; found: ShownProcedure }) => {
  const say = words(reading.language), by = (id: string | undefined) => { const decision = history.find((one) => one.version.id === id)?.decision; return decision ? ` ${fill(say['procedures.ended-by'], { decision: decisionWords(decision) })}` : ''; };
  const first = phase === 'ended' ? fill(say['procedures.ended'], { day: formatDate(current!.valid_from) }) + by(current!.id) : phase === 'future' ? fill(say['procedures.future'], { day: formatDate(version.valid_from) }) + by(version.id)
    : next ? fill(CHANGES[next.change].holds ? say['procedures.next-amend'] : say['procedures.next-end'], { day: formatDate(next.valid_from) }) + by(next.id) : null;
  return first ? <div class="note" role="note"><p>{first}</p>{successors.length ? <p>{say['procedures.replaced']} {successors.map((one, index) => <>{index ? '; ' : ''}<a lang="vi" href={reading.at(`${BASE}/${one.slug}`)}>{one.name}</a></>)}</p> : null}</div> : null;
};
