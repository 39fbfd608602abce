/** The thread's half of `thread.ts`: call `answerJobs` once, as the whole program. */
import { parentPort } from 'node:worker_threads';

export function answerJobs<Job>(work: (job: Job) => unknown): void {
  parentPort!.on('message', async ({ number, job }: { readonly number: number; readonly job: Job }) => {
    try {
      parentPort!.postMessage({ number, result: await work(job) });
    } catch (error) {
      parentPort!.postMessage({ number, fault: error instanceof Error ? error.message : String(error) });
    }
  });
}
