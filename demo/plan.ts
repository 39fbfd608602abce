import type { Id } from '#kernel/id.ts';
export async function issueDemoPlan(_: object): Promise<Id> { throw new Error('not yet'); }
