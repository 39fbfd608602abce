/** What `readFacts` gives: the shape promised by `loa read FILE --json` ("loa-plan/1"). */
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Timing } from '#features/calendar/rules/timing.ts';
import type { PaperType } from './words.ts';

export interface Signer { capacity: string[]; position: string | null; name: string | null }
export interface DocumentFacts {
  type: PaperType | null;
  typeAsWritten: string | null;
  /** A decision that issues a plan: the attached plan. */
  attached?: { type: string; title: string };
  number: string | null;
  /** The printed tail of a number left blank: "/KH-UBND". */
  numberPattern?: string;
  issuingBody: string | null;
  place: string | null;
  date: PlainDate | null;
  title: string;
  year: number | null;
  /** A plan for several years: "giai đoạn 2022-2025". */
  validity?: { from: number; to: number };
  area: string | null;
  level: 'central' | 'province' | 'district' | 'commune' | null;
  addressees: string[];
  signer: Signer;
  signatureTimestamps: string[];
}
export interface LegalReference { type: string; number: string | null; date: PlainDate | null; issuer: string | null; name?: string; numberBlank?: boolean; where?: string }
export interface Theme { index: string; title: string }
export interface Cadence {
  count: number | null; unit: string; per: 'day' | 'week' | 'month' | 'quarter' | 'year';
  durationMinutes: { min: number; max: number } | null; product: string | null;
  annualTotal?: { count: number; unit: string; approximate: boolean };
}
export interface Task {
  index: string; title: string; lead: string[]; coordinators: string[]; directing: string[];
  timing: string | null; period: Timing | null; cadence: Cadence[]; product?: string | null;
  leadLabel?: string; leadRaw?: string; coordinatorsRaw?: string; parentLead?: string; parent?: { index: string; title: string };
}
export interface Duty { index: string; agency: string; text: string }
export type ReportRhythm = 'once' | 'periodic' | 'week' | 'month' | 'quarter' | 'half-year' | 'year' | 'ad-hoc';
export interface Reporting {
  who: string | null; toWhom: string | null; via: string | null; cadence: ReportRhythm[]; deadline: PlainDate | null; deadlineText?: string;
  contents: string[]; embeddedIn?: string; index: string;
}
export interface BudgetEstimate { by: string[]; sentTo: string | null; consolidatedBy: string | null; approvedBy: string | null; guidedBy?: string[] }
export interface Budget { index: string | null; headingAsWritten?: string; sources: string[]; estimate: BudgetEstimate | null }

export interface ReadParagraph {
  id: string; page: number | null; text: string; style: string | null;
  box?: { x: number; y: number; w: number; h: number } | null;
}
/** Where a fact stands: a JSON pointer to the fact, and UTF-16 offsets into the paragraph; or why it was inferred. */
export type Span = { path: string; paragraph: string; from: number; to: number } | { path: string; inferred: string };

export interface ReadResult {
  schema: 'loa-plan/1';
  source: { file: string; kind: string };
  document: DocumentFacts;
  legalReferences: LegalReference[];
  themes: Theme[];
  tasks: Task[];
  duties: Duty[];
  /** True when duties repeat the tasks one to one (letters, directives, plans that only assign by addressee). */
  mirrorsTasks: boolean;
  reporting: Reporting[];
  recipients: string[];
  budget: Budget;
  text: { paragraphs: ReadParagraph[] };
  spans: Span[];
  warnings: string[];
}
