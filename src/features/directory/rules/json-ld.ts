import type { ContactDetails, HotlineDetails, OfficeDetails, OneStopDetails } from './details.ts';
import { openingHours } from './hours.ts';
import { internationalPhone } from './phone.ts';

export interface OfficeFacts { readonly name: string; readonly url: string; readonly office: OfficeDetails | null; readonly oneStops: readonly OneStopDetails[]; readonly hotlines: readonly HotlineDetails[]; readonly people: readonly ContactDetails[]; readonly parent: string | null }

/** GovernmentOffice of schema.org, with its hotlines and people as ContactPoint and its one-stop shops as departments. */
export function governmentOffice({ name, url, office, oneStops, hotlines, people, parent }: OfficeFacts): object {
  const address = (text: string) => ({ '@type': 'PostalAddress', streetAddress: text, addressCountry: 'VN' });
  const languages = ['vi'];
  return clean({
    '@context': 'https://schema.org', '@type': 'GovernmentOffice', '@id': `${url}#co-quan`, name, url, ...(office?.nameEn ? { alternateName: office.nameEn } : {}),
    address: office ? address(office.address) : undefined, telephone: office?.phone ? internationalPhone(office.phone) : undefined, faxNumber: office?.fax ? internationalPhone(office.fax) : undefined,
    email: office?.email ?? undefined, hasMap: office?.mapUrl ?? undefined, openingHoursSpecification: office?.hours.length ? openingHours(office.hours) : undefined,
    parentOrganization: parent ? { '@type': 'GovernmentOrganization', name: parent } : undefined,
    contactPoint: [
      ...hotlines.map((one) => clean({ '@type': 'ContactPoint', contactType: one.purpose, telephone: internationalPhone(one.number), hoursAvailable: one.hours.length ? openingHours(one.hours) : undefined, availableLanguage: languages })),
      ...people.filter(({ phone, email }) => phone || email).map((one) => clean({ '@type': 'ContactPoint', name: `${one.name}, ${one.title}`, contactType: one.topics.join('; ') || one.title, telephone: one.phone ? internationalPhone(one.phone) : undefined, email: one.email ?? undefined, availableLanguage: languages })),
    ],
    department: oneStops.map((oneStop) => clean({ '@type': 'GovernmentOffice', name: oneStop.place, address: address(oneStop.address), telephone: oneStop.phone ? internationalPhone(oneStop.phone) : undefined, email: oneStop.email ?? undefined, openingHoursSpecification: oneStop.hours.length ? openingHours(oneStop.hours) : undefined })),
  });
}
const clean = (object: Record<string, unknown>): object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)));
