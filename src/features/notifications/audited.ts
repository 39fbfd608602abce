import { defineAudited } from '#features/audit/audited.ts';

/** Notices and letters are derived from the log itself; what people decided is answered for. */
export const notificationsAudited = (['notice_preferences', 'calendar_feeds'] as const).map((table) => defineAudited({ table, key: 'id', by: 'row' }));
