import { siteTitle } from '#features/sites/rules/address.ts';
import type { Id } from '#kernel/id.ts';
import { fill, words } from '#locales/index.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { tagOf, type HomeBlock, type PortalPart } from '#features/sites/portal-part.ts';
import { agencyKinds, findAgencies } from './portal/agencies.tsx';
import { CONTACT, contactKinds, Hours, Phone } from './portal/contact-page.tsx';
import { gather } from './portal/gather.ts';
import { dayAt } from '#kernel/plain-date.ts';

/** The number to call, as large as it deserves, where one looks first. */
const hotline: HomeBlock = {
  name: 'duong-day-nong', label: 'Đường dây nóng', place: 'hero', order: 50,
  async make(reading) {
    const known = await gather(reading), [main] = known.hotlines, { language } = reading, say = words(language);
    if (!main) return null; // the foot of the page is drawn anew with the first one
    return {
      tags: known.tags,
      content: <section class="card hotline" aria-labelledby="duong-day-nong"><h2 id="duong-day-nong">{say['directory.hotline']}</h2><p><Phone kept={main.number} language={language} big /></p>
        <p class="small"><span lang={language === 'en' && !main.purposeEn ? 'vi' : undefined}>{(language === 'en' ? main.purposeEn : null) ?? main.purpose}{main.answeredBy && language === 'vi' ? `. ${main.answeredBy}` : ''}.</span></p>
        {main.hours.length ? <div class="small"><Hours hours={main.hours} language={language} /></div> : null}
        {main.after && language === 'vi' ? <p class="small">{say['directory.after']}: {main.after}</p> : null}
        <p class="small"><a href={reading.at(CONTACT)}>{say['directory.all-contacts']}</a></p></section>,
    };
  },
};

/** Which tables change what is drawn here. */
const TREE_TABLES: ReadonlySet<string> = new Set(['organisations', 'organisation_versions', 'succession_events', 'sites']);

export const directoryPortal: PortalPart = {
  noun: 'directory',
  pages: [...contactKinds, ...agencyKinds],
  dynamic: [findAgencies],
  menu: [{ path: CONTACT, label: { vi: 'Liên hệ', en: 'Contact' }, order: 90, present: async (reading) => !(await gather(reading)).empty }],
  home: [hotline],
  async foot(reading) {
    const known = await gather(reading), { office, hotlines } = known, { language, site } = reading, say = words(language), name = siteTitle(site);
    return {
      tags: known.tags,
      content: <>
        <div>
          <h2 lang={language === 'en' && !office?.nameEn ? 'vi' : undefined}>{(language === 'en' ? office?.nameEn : null) ?? name}</h2>
          {office ? <p lang={language === 'en' && !office.addressEn ? 'vi' : undefined}>{(language === 'en' ? office.addressEn : null) ?? office.address}</p> : null}
          {office?.phone || office?.email ? <p>{office.phone ? <>{say['directory.phone']}: <Phone kept={office.phone} language={language} /></> : null}{office.phone && office.email ? <br /> : null}{office.email ? <>{say['directory.email']}: <a href={`mailto:${office.email}`}>{office.email}</a></> : null}</p> : null}
        </div>
        {hotlines.length ? <div><h2>{say['directory.hotline']}</h2>{hotlines.slice(0, 3).map((one) => <p><Phone kept={one.number} language={language} /> <span lang={language === 'en' && !one.purposeEn ? 'vi' : undefined}>– {(language === 'en' ? one.purposeEn : null) ?? one.purpose}</span></p>)}<p><a href={reading.at(CONTACT)}>{say['directory.all-contacts']}</a></p></div> : null}
        <div>{office?.responsible ? <p>{say['directory.responsible']}: <span lang={language === 'en' ? 'vi' : undefined}>{office.responsible}</span></p> : null}<p>{fill(say['directory.source'], { site: name })}</p></div>
      </>,
    };
  },
  async touched(db, events) {
    const lines = events.filter(({ table }) => table === 'directory_entries'), own = [...new Set(lines.flatMap(({ subjectId }) => subjectId ?? []))], tags = own.map((id) => tagOf.list(id, 'directory'));
    const tree = events.filter(({ table }) => TREE_TABLES.has(table)), moved = [...own, ...new Set(tree.flatMap(({ subjectId }) => subjectId ?? []))];
    if (!moved.length) return tags;
    const known = await organisationTree(db, dayAt(events.at(-1)!.at)), above = new Set<Id>(moved.flatMap((id) => [id, ...known.ancestorsOf(id).map((one) => one.id)]));
    return [...tags, ...[...above].map((id) => tagOf.list(id, 'agencies')), ...tree.flatMap(({ subjectId }) => (subjectId ? [tagOf.list(subjectId, 'directory')] : []))];
  },
};
