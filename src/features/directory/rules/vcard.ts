import type { ContactDetails, HotlineDetails, OfficeDetails } from './details.ts';
import { internationalPhone } from './phone.ts';

/** vCard 3.0 (RFC 2426): the version that every telephone reads. Lines folded at 75 octets. */
export function vcards(office: { readonly name: string; readonly details: OfficeDetails | null; readonly hotlines: readonly HotlineDetails[]; readonly people: readonly ContactDetails[]; readonly url: string }): string {
  const { name, details, hotlines, people, url } = office, tel = (kept: string) => internationalPhone(kept).replaceAll('-', '');
  const card = (lines: readonly string[]): string[] => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'];
  return [
    ...card([
      `FN:${safe(name)}`, 'N:;;;;', `ORG:${safe(name)}`,
      ...(details?.phone ? [`TEL;TYPE=WORK,VOICE:${tel(details.phone)}`] : []), ...hotlines.map(({ number }) => `TEL;TYPE=WORK,VOICE:${tel(number)}`), ...(details?.fax ? [`TEL;TYPE=WORK,FAX:${tel(details.fax)}`] : []),
      ...(details?.email ? [`EMAIL;TYPE=INTERNET:${safe(details.email)}`] : []), ...(details ? [`ADR;TYPE=WORK:;;${safe(details.address)};;;;Việt Nam`] : []), `URL:${url}`,
      ...(hotlines.length ? [`NOTE:${safe(hotlines.map((one) => `${one.purpose}: ${internationalPhone(one.number)}`).join('; '))}`] : []),
    ]),
    ...people.filter(({ phone, email }) => phone || email).flatMap((one) => card([
      `FN:${safe(one.name)}`, `N:${safe(familyLast(one.name))}`, `TITLE:${safe(one.title)}`, `ORG:${safe(name)}`, ...(one.phone ? [`TEL;TYPE=WORK,VOICE:${tel(one.phone)}`] : []), ...(one.email ? [`EMAIL;TYPE=INTERNET:${safe(one.email)}`] : []),
    ])),
  ].map(fold75).join('\r\n') + '\r\n';
}

/** "Nguyễn Văn An" → "Nguyễn;An;Văn;;": family; given; middle. The separators stay. */
const familyLast = (name: string): string => { const parts = name.split(' '); return parts.length < 2 ? name : [parts[0], parts.at(-1), parts.slice(1, -1).join(' ')].join('\u0000'); };
const safe = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\u0000', ';');

function fold75(line: string): string {
  const lines: string[] = [];
  let current = '', size = 0;
  for (const sign of line) {
    const bytes = Buffer.byteLength(sign);
    if (size + bytes > 75) { lines.push(current); current = ' '; size = 1; }
    current += sign;
    size += bytes;
  }
  return [...lines, current].join('\r\n');
}
