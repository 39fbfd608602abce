import type { TaskContent } from './content.ts';

/** "III.1, III.3, III.3" → "III.1, III.2, III.3"; a new section begins anew, reports and what ends in no number stay. */
export function renumbered(tasks: readonly Pick<TaskContent, 'printedIndex' | 'purpose'>[]): string[] {
  let section: string | null = null, number = 0;
  return tasks.map(({ printedIndex, purpose }) => {
    const parts = /^(.*?)(\d+)$/u.exec(printedIndex);
    if (!parts || purpose === 'report') return printedIndex;
    number = parts[1] === section ? number + 1 : 1;
    section = parts[1]!;
    return `${section}${number}`;
  });
}
