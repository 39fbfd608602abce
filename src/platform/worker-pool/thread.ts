/**
 * Work of our own that would hold up everybody else, on one thread beside: started by the first job, one job after the other, each answered under its number. An idle thread does not
 * keep the program running. The program of the thread calls `answerJobs` of `thread-side.ts`.
 *
 * It is no wall: what the thread reads is trusted as what we read ourselves. Bytes that people send belong to `child-pool.ts`.
 */
import { Worker } from 'node:worker_threads';

/** What comes back over the wire. */
export type Answer<Result> = { readonly number: number; readonly result: Result } | { readonly number: number; readonly fault: string };

/** The job failed, or the thread ended under it: the message says which. */
export class ThreadFault extends Error { override readonly name = 'ThreadFault'; }

interface Waiting<Result> { resolve(result: Result): void; reject(fault: ThreadFault): void }
interface Running<Result> { readonly worker: Worker; readonly waiting: Map<number, Waiting<Result>> }

/** `job` and result are copied (structured clone): plain data and bytes. Rejects with ThreadFault; the next job after an end finds a new thread. */
export function thread<Job, Result>(name: string, program: () => URL): (job: Job) => Promise<Result> {
  let running: Running<Result> | null = null, last = 0;

  function start(): Running<Result> {
    // none of our own flags and loaders: Node takes the types off by itself
    const started: Running<Result> = { worker: new Worker(program(), { execArgv: [], name }), waiting: new Map() }, { worker, waiting } = started;
    const over = (message: string): void => {
      if (running === started) running = null;
      for (const one of waiting.values()) one.reject(new ThreadFault(message));
      waiting.clear();
    };
    worker.on('message', (answer: Answer<Result>) => {
      const one = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (waiting.size === 0) worker.unref();
      if ('fault' in answer) one?.reject(new ThreadFault(answer.fault)); else one?.resolve(answer.result);
    });
    worker.on('error', (error) => over(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => over(`the thread “${name}” ended with ${code}`));
    worker.unref(); // only now: listening for messages holds the program too
    return started;
  }

  return (job) => new Promise((resolve, reject) => {
    const { worker, waiting } = running ??= start(), number = ++last;
    worker.postMessage({ number, job }); // throws, here and to the caller, where the job is no plain data
    worker.ref(); // until it is answered
    waiting.set(number, { resolve, reject });
  });
}
