import { after } from 'node:test';
import { connect, type Connection } from '#platform/db/connect.ts';
import type { ServerAddress } from '#platform/db/embedded.ts';
import { testServer } from './server.ts';
import { TEMPLATE } from './settings.ts';

export interface TestDatabase extends Connection { readonly address: ServerAddress }

let count = 0;

/**
 * A fresh, migrated database for one test file (or one test): `const { db } = await testDb();`. It goes away with the server: dropping it would have every other one brought to the
 * disk first, which takes longer than what most files test.
 * `empty: true` gives one without any table, `template` a copy of what `makeTemplate` made.
 */
export async function testDb(options: { readonly empty?: boolean; readonly template?: string } = {}): Promise<TestDatabase> {
  const { postgres } = await testServer();
  const name = `t${process.pid}_${++count}`;
  await admin(postgres.address, options.empty ? `create database ${name}` : `create database ${name} template ${options.template ?? TEMPLATE} strategy file_copy`);
  const address = { ...postgres.address, database: name };
  const connection = connect(address, { max: 10, allowExitOnIdle: true });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await connection.close();
  };
  after(close);
  return { ...connection, address, close };
}

/** A migrated database filled once, of which tests take copies; it lives as long as the server. */
export async function makeTemplate(name: string, fill: (db: Connection['db']) => Promise<void>): Promise<string> {
  const { postgres } = await testServer(), template = `t${process.pid}_${name}`;
  await admin(postgres.address, `create database ${template} template ${TEMPLATE} strategy file_copy`);
  const { db, close } = connect({ ...postgres.address, database: template }, { max: 10, allowExitOnIdle: true });
  try { await fill(db); } finally { await close(); } // nothing may be connected to a template while it is copied
  return template;
}

/** One statement on the server's own database, over a connection that lives no longer (an open one would keep the tests from ending). */
async function admin(address: ServerAddress, statement: string): Promise<void> {
  const { pool, close } = connect(address, { max: 1, allowExitOnIdle: true });
  try { await pool.query(statement); } finally { await close(); }
}
