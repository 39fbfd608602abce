/** Where work is only assigned by addressee, each duty is a task with the addressee as its lead, whole as written. */
import { collapse, dropBrackets, trimEndOf } from './words.ts';
import { readBareRhythms, readCadences } from './cadence.ts';
import type { FoundDuty } from './duties.ts';
import { coordinatorsIn } from './prose-roles.ts';
import { emptyFields, periodOf, productOf, proseTiming, unique, type PlanYears } from './task-fields.ts';
import type { FoundTask } from './tasks.ts';
import { splitLabels } from './role-labels.ts';

export function tasksByAddressee(duties: readonly FoundDuty[], years: PlanYears): FoundTask[] {
  return duties.map(({ duty, textAt, agencyAt, special, leads }) => {
    const fields = emptyFields();
    const labelled = splitLabels(duty.text).find((piece) => piece.kind === 'timing');
    const timing = labelled ? { text: trimEndOf(labelled.text, ' .;'), from: labelled.at } : proseTiming(duty.text);
    if (timing) fields.places.timing.push({ paragraph: textAt.paragraph, from: textAt.from, to: textAt.to });
    if (agencyAt) fields.places.lead.push(agencyAt);
    fields.places.coordinators.push(textAt);
    const counted = readCadences(duty.text, productOf(duty.text));
    const cadence = [...counted, ...readBareRhythms(duty.text).filter((bare) => !counted.some((one) => one.per === bare.per))];
    if (cadence.length > 0) fields.places.cadence.push(textAt);
    return {
      task: {
        index: duty.index, title: duty.text, lead: special ? [special] : leads ? [...leads] : [collapse(dropBrackets(duty.agency)) || duty.agency], coordinators: unique(coordinatorsIn(duty.text)), directing: [], timing: timing?.text ?? null, period: periodOf(timing?.text ?? null, years),
        cadence, product: null, ...(special ? { parentLead: duty.agency } : {}),
      },
      titleAt: [textAt], places: fields.places,
    };
  });
}
