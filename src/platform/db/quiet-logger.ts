import { Logger } from 'graphile-worker';

/** For the short errands of graphile-worker whose messages concern nobody. */
export const quietLogger = new Logger(() => () => {});
