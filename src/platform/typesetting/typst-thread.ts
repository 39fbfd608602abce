/** The whole program of the typesetter's thread. */
import { answerJobs } from '../worker-pool/thread-side.ts';
import { set } from './typst-engine.ts';

answerJobs(set);
