import { connect } from '#platform/db/connect.ts';
import { stopTestServer, testServer } from '#test/support/server.ts';
import { TEMPLATE } from '#test/support/settings.ts';

/** A fresh, migrated database for a measurement; `close` stops the server too. Durability is off: this measures work, not the disk. */
export async function benchDatabase() {
  const { postgres } = await testServer();
  const admin = connect(postgres.address, { max: 1 });
  await admin.pool.query(`create database bench template ${TEMPLATE} strategy file_copy`);
  await admin.close();
  const connection = connect({ ...postgres.address, database: 'bench' }, { max: 10, statementTimeout: 0 });
  return { ...connection, close: async () => { await connection.close(); await stopTestServer(); } };
}
