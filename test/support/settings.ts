import type { PostgresMajor } from '#platform/db/postgres-binaries.ts';

/** LOA_TEST_SERVER=15 runs the tests on the oldest PostgreSQL we promise to work with. */
export const POSTGRES_FOR_TESTS: PostgresMajor = process.env.LOA_TEST_SERVER === '15' ? 15 : 18;
export const TEMPLATE = 'loa_template';
