import { ASKERS, LEVELS, WAYS, type Level, type ProcedureContent } from './content.ts';

export interface ServiceData { readonly url: string; readonly code: string; readonly name: string; readonly field: string; readonly level: Level; readonly content: ProcedureContent; readonly provider: { readonly name: string; readonly url: string } }

/** A procedure as schema.org tells it (https://schema.org/GovernmentService): what search engines and assistants read. */
export const governmentService = ({ url, code, name, field, level, content, provider }: ServiceData): object => ({
  '@context': 'https://schema.org', '@type': 'GovernmentService', '@id': url, url, name, identifier: code, serviceType: field, category: LEVELS[level],
  description: `${field}. Thời hạn: ${content.time.words}. Phí, lệ phí: ${content.fee.words}.${content.result ? ` Kết quả: ${content.result}.` : ''}`,
  provider: { '@type': 'GovernmentOrganization', name: provider.name, url: provider.url }, serviceOperator: { '@type': 'GovernmentOrganization', name: content.office },
  audience: { '@type': 'Audience', audienceType: content.askers.map((one) => ASKERS[one]).join(', ') },
  availableChannel: content.ways.map((way) => ({ '@type': 'ServiceChannel', name: WAYS[way], availableLanguage: 'vi', ...(way === 'online' && content.link ? { serviceUrl: content.link } : {}) })),
  ...(content.result ? { serviceOutput: { '@type': 'Thing', name: content.result } } : {}),
  ...(content.fee.amount === null ? {} : { offers: { '@type': 'Offer', price: content.fee.amount, priceCurrency: 'VND' } }),
  ...(content.link ? { sameAs: content.link } : {}),
});
