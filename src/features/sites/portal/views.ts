import type { Id } from '#kernel/id.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import { addViews } from '../store.ts';

/** How often pages were read, gathered in memory and added to the day every minute; nothing about who reads. */
export class Views {
  readonly #counted = new Map<Id, number>();
  readonly #env: { readonly db: Database; readonly clock: Clock };
  constructor(env: { readonly db: Database; readonly clock: Clock }) { this.#env = env; }

  /** One more reader of an item, or of a site's other pages. Machines are left out as far as they say what they are. */
  count(id: Id, agent: string | undefined): void {
    if (!agent || !/^(?:Mozilla|Opera)\//.test(agent) || /bot|crawl|spider|slurp|preview|monitor|headless/i.test(agent)) return;
    this.#counted.set(id, (this.#counted.get(id) ?? 0) + 1);
  }
  /** What cannot be written is kept for the next time. */
  async write(): Promise<void> {
    const views = new Map(this.#counted);
    this.#counted.clear();
    try { await addViews(this.#env.db, this.#env.clock.today(), views); } catch (error) {
      for (const [id, count] of views) this.#counted.set(id, (this.#counted.get(id) ?? 0) + count);
      throw error;
    }
  }
}
