import { siteTitle } from '#features/sites/rules/address.ts';
import type { Child } from 'hono/jsx';
import { formatDate } from '#kernel/plain-date.ts';
import { fill, words, type Language } from '#locales/index.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { FilePage, HtmlPage, PageKind, Reading } from '#features/sites/portal-part.ts';
import { Crumbs, Facts } from '#ui/portal.tsx';
import type { ContactDetails, HotlineDetails } from '../rules/details.ts';
import { hoursText, type OpenTime } from '../rules/hours.ts';
import { governmentOffice } from '../rules/json-ld.ts';
import { formatPhone, telLink } from '../rules/phone.ts';
import { vcards } from '../rules/vcard.ts';
import { agenciesAddress, followedBy, gather } from './gather.ts';

export const CONTACT = '/lien-he', CARD = '/lien-he/danh-thiep.vcf';

export const Phone = ({ kept, language, big }: { kept: string; language: Language; big?: boolean }) => <a class={big ? 'big-number' : 'nowrap'} href={telLink(kept)}>{formatPhone(kept, words(language)['directory.extension'])}</a>;
export const Hours = ({ hours, note, language }: { hours: readonly OpenTime[]; note?: string | null | undefined; language: Language }) => <>{hoursText(hours, language).map(({ days, times }) => <div>{days}: {times}</div>)}{note ? <div><Told text={note} language={language} /></div> : null}</>;
/** What offices wrote in Vietnamese says so on an English page, so that it is read aloud rightly. */
const Told = ({ text, language, english }: { text: string; language: Language; english?: string | null }) => (language === 'vi' ? <>{text}</> : english ? <>{english}</> : <span lang="vi">{text}</span>);

const facts = (rows: readonly (readonly [string, Child] | null)[]) => { const said = rows.filter((row) => row !== null); return said.length ? <Facts rows={said} /> : null; };

const mail = (address: string): Child => <a href={`mailto:${address}`}>{address}</a>;

const HotlineCard = ({ one, language }: { one: HotlineDetails; language: Language }) => {
  const say = words(language);
  return <li class="card"><h3><Told text={one.purpose} english={one.purposeEn} language={language} /></h3><p><Phone kept={one.number} language={language} big /></p>
    {facts([one.answeredBy ? [say['directory.answered'], <Told text={one.answeredBy} language={language} />] : null, one.hours.length ? [say['directory.hours'], <Hours hours={one.hours} language={language} />] : null, one.after ? [say['directory.after'], <Told text={one.after} language={language} />] : null])}</li>;
};

const People = ({ people, language, id, title }: { people: readonly ContactDetails[]; language: Language; id: string; title: string }) => {
  const say = words(language);
  return people.length ? <section aria-labelledby={id}><h2 id={id}>{title}</h2><div class="scroll" tabindex={0} role="group" aria-label={title}><table><thead><tr><th scope="col">{say['directory.person']}</th><th scope="col">{say['directory.phone']}</th><th scope="col">{say['directory.email']}</th></tr></thead>
    <tbody>{people.map((one) => <tr><th scope="row"><span lang={language === 'vi' ? undefined : 'vi'}>{one.name}</span><br /><small><Told text={one.title} english={one.titleEn} language={language} />{one.when ? <> · <Told text={one.when} language={language} /></> : null}</small></th><td>{one.phone ? <Phone kept={one.phone} language={language} /> : '–'}</td><td>{one.email ? mail(one.email) : '–'}</td></tr>)}</tbody></table></div></section> : null;
};

async function contactPage(reading: Reading): Promise<HtmlPage> {
  const { language, site } = reading, say = words(language), known = await gather(reading), { office, oneStops, hotlines, people } = known, followed = await followedBy(reading, site.organisation_id);
  const topics = people.flatMap((one) => one.topics.map((topic) => ({ topic, one }))).sort((a, b) => a.topic.localeCompare(b.topic, 'vi')), tree = await organisationTree(reading.db, reading.today), own = tree.latest(site.organisation_id);
  const agencies = await agenciesAddress(reading);
  const name = (language === 'en' ? office?.nameEn : null) ?? siteTitle(site), about = fill(say['directory.about'], { site: name });
  return {
    kind: 'html', title: say['directory.contact'], description: about, current: CONTACT, languages: { vi: CONTACT, en: CONTACT }, tags: [...known.tags, ...agencies.tags],
    data: known.empty ? [] : [governmentOffice({ name: siteTitle(site), url: reading.absolute(reading.at('/')), office, oneStops, hotlines, people, parent: own?.parentId ? (tree.latest(own.parentId)?.name ?? null) : null })],
    content: <>
      <Crumbs language={language} trail={[{ href: reading.at('/'), label: say['portal.home'] }]} />
      <h1>{say['directory.contact']}</h1><p class="lead"><span lang={language === 'en' && !office?.nameEn ? 'vi' : undefined}>{name}</span></p>
      {followed ? <div class="note" role="note"><p>{fill(say[followed.by.length ? 'directory.followed' : 'directory.followed-nobody'], { day: formatDate(followed.since) })}</p>{followed.by.length ? <ul>{followed.by.map((one) => <li lang={language === 'vi' ? undefined : 'vi'}>{one.href ? <a href={one.href}>{one.name}</a> : one.name}</li>)}</ul> : null}</div> : null}
      {known.empty && !followed ? <p>{say['directory.none']}</p> : null}
      {hotlines.length ? <section aria-labelledby="duong-day-nong"><h2 id="duong-day-nong">{say['directory.hotline']}</h2><ul class="cards">{hotlines.map((one) => <HotlineCard one={one} language={language} />)}</ul></section> : null}
      {office ? <section aria-labelledby="tru-so"><h2 id="tru-so">{say['directory.office']}</h2>{facts([
        [say['directory.address'], <><Told text={office.address} english={office.addressEn} language={language} />{office.mapUrl ? <> (<a href={office.mapUrl} rel="noopener nofollow external">{say['directory.map']}</a>)</> : null}</>],
        office.phone ? [say['directory.phone'], <Phone kept={office.phone} language={language} />] : null, office.fax ? [say['directory.fax'], formatPhone(office.fax)] : null, office.email ? [say['directory.email'], mail(office.email)] : null,
        office.hours.length || office.hoursNote ? [say['directory.hours'], <Hours hours={office.hours} note={office.hoursNote} language={language} />] : null,
      ])}</section> : null}
      {oneStops.length ? <section aria-labelledby="mot-cua"><h2 id="mot-cua">{say['directory.one-stop']}</h2>{oneStops.map((oneStop) => facts([
        [say['directory.name'], <Told text={oneStop.place} english={oneStop.placeEn} language={language} />],
        [say['directory.address'], <><Told text={oneStop.address} english={oneStop.addressEn} language={language} />{oneStop.mapUrl ? <> (<a href={oneStop.mapUrl} rel="noopener nofollow external">{say['directory.map']}</a>)</> : null}</>],
        oneStop.phone ? [say['directory.phone'], <Phone kept={oneStop.phone} language={language} />] : null, oneStop.email ? [say['directory.email'], mail(oneStop.email)] : null,
        oneStop.hours.length || oneStop.hoursNote ? [say['directory.hours'], <Hours hours={oneStop.hours} note={oneStop.hoursNote} language={language} />] : null,
      ]))}</section> : null}
      {topics.length ? <section aria-labelledby="hoi-viec"><h2 id="hoi-viec">{say['directory.topics']}</h2><div class="scroll" tabindex={0} role="group" aria-label={say['directory.topics']}><table><thead><tr><th scope="col">{say['directory.topic']}</th><th scope="col">{say['directory.person']}</th><th scope="col">{say['directory.phone']}</th></tr></thead>
        <tbody>{topics.map(({ topic, one }) => <tr><th scope="row"><Told text={topic} language={language} /></th><td><span lang={language === 'vi' ? undefined : 'vi'}>{one.name}</span>, <Told text={one.title} english={one.titleEn} language={language} />{one.when ? <><br /><small><Told text={one.when} language={language} /></small></> : null}</td><td>{one.phone ? <Phone kept={one.phone} language={language} /> : office?.phone ? <Phone kept={office.phone} language={language} /> : '–'}</td></tr>)}</tbody></table></div></section> : null}
      <People people={people.filter(({ leader }) => leader)} language={language} id="lanh-dao" title={say['directory.leaders']} />
      <People people={people.filter(({ leader }) => !leader)} language={language} id="nguoi-lien-he" title={say['directory.people']} />
      {known.empty ? null : <p class="no-print"><a class="button" href={reading.at(CARD)} download="">{say['directory.card']}</a></p>}
      {agencies.href ? <p><a href={agencies.href}>{say['directory.agencies']}</a></p> : null}
      {known.checkedOn ? <p class="when">{fill(say['directory.checked'], { day: formatDate(known.checkedOn) })}</p> : null}
    </>,
  };
}

async function cardFile(reading: Reading): Promise<FilePage | null> {
  const known = await gather(reading), name = siteTitle(reading.site);
  if (known.empty) return null;
  return { kind: 'file', mediaType: 'text/vcard; charset=utf-8', download: 'danh-thiep.vcf', tags: known.tags, bytes: Buffer.from(vcards({ name, details: known.office, hotlines: known.hotlines, people: known.people, url: reading.absolute(reading.at('/')) })) };
}

export const contactKinds: readonly PageKind[] = [
  { pattern: CONTACT, languages: ['vi', 'en'], make: contactPage, list: async () => [CONTACT] },
  { pattern: CARD, languages: ['vi', 'en'], make: cardFile, list: async (reading) => ((await gather(reading)).empty ? [] : [CARD]) },
];
