import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

type Event = { readonly type: string; readonly data: { readonly name?: string; readonly file?: string; readonly line?: number; readonly details?: { readonly error?: Error & { readonly failureType?: string; readonly cause?: unknown } } } };

/**
 * A reporter for `--test-reporter`: what failed and why, into the file LOA_TEST_FAILURES. `npm test` shows it last, where also a log that was cut short still has it; of a suite whose
 * tests failed the tests are enough.
 */
export default async function* failures(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    const error = data.details?.error;
    if (type !== 'test:fail' || !error || error.failureType === 'subtestsFailed' || error.failureType === 'cancelledByParent') continue;
    const place = data.file ? `${relative(process.cwd(), data.file)}:${data.line}` : '', told = `✖ ${data.name} (${place})\n${inspect(error.cause ?? error).slice(0, 4000).replace(/^/gm, '    ')}\n`;
    if (process.env.LOA_TEST_FAILURES) appendFileSync(process.env.LOA_TEST_FAILURES, told); else yield told;
  }
}
