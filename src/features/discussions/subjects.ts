import type { Id } from '#kernel/id.ts';
import type { Visit } from '#platform/http/visit.ts';

/** What is talked about, as somebody who may read it sees it. */
export interface DiscussedSubject {
  /** obligations, plan-tasks, reports, articles */
  readonly noun: string;
  readonly id: Id;
  /** Whose affair it is. */
  readonly organisationId: Id;
  readonly title: string;
  /** The page on which the talk stands. */
  readonly href: string;
  /** "up": read by its unit and those above; "down": also by everybody below (what is issued to them). */
  readonly readers: 'up' | 'down';
}

/** A later noun says how its rows are found, and who reads each: nothing is found for somebody who may not. */
export interface SubjectKind {
  readonly noun: string;
  find(visit: Visit, id: Id): Promise<Omit<DiscussedSubject, 'noun' | 'id'> | null>;
}

let kinds: ReadonlyMap<string, SubjectKind> = new Map();
/** Set once at start-up by the application. */
export const useSubjects = (...given: readonly SubjectKind[]): void => { kinds = new Map(given.map((kind) => [kind.noun, kind])); };

export async function subjectOf(visit: Visit, noun: string, id: Id): Promise<DiscussedSubject | null> {
  const kind = kinds.get(noun), found = await kind?.find(visit, id);
  return kind && found ? { ...found, noun, id } : null;
}
