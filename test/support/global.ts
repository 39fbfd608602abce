import { register } from 'tsx/esm/api';

/** For --test-global-setup. Node calls it before --import has put tsx to work, so it does that itself. */
register();

export async function globalSetup(): Promise<void> {
  const { testServer } = await import('./server.ts');
  await testServer();
}

export async function globalTeardown(): Promise<void> {
  const { stopTestServer } = await import('./server.ts');
  await stopTestServer();
}
