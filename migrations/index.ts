import type { Migration } from 'kysely/migration';
import { base } from './0001-base.ts';
import { audit } from './0002-audit.ts';
import { organisations } from './0010-organisations.ts';
import { accounts } from './0020-accounts.ts';
import { calendar } from './0030-calendar.ts';
import { files } from './0045-files.ts';
import { obligations } from './0050-obligations.ts';
import { plans } from './0060-plans.ts';
import { deliverables } from './0070-deliverables.ts';
import { reports } from './0090-reports.ts';
import { urging } from './0100-urging.ts';
import { discussions } from './0200-discussions.ts';
import { cascade } from './0210-cascade.ts';
import { legalMarks } from './0220-legal-marks.ts';
import { succession } from './0230-succession.ts';
import { standings } from './0240-standings.ts';
import { budgets } from './0250-budgets.ts';
import { reportApproval } from './0260-report-approval.ts';
import { ladder } from './0270-ladder.ts';
import { notifications } from './0280-notifications.ts';
import { succeededBudgets } from './0290-succeeded-budgets.ts';
import { squares } from './0295-squares.ts';
import { articles } from './0300-articles.ts';
import { sites } from './0305-sites.ts';
import { contributions } from './0310-contributions.ts';
import { procedures } from './0315-procedures.ts';
import { directory } from './0320-directory.ts';
import { openness } from './0321-openness.ts';
import { prints } from './0325-prints.ts';
import { newsletters } from './0330-newsletters.ts';
import { distribution } from './0335-distribution.ts';
import { search } from './0340-search.ts';
import { articlesDesk } from './0410-articles-desk.ts';
import { bounces } from './0420-bounces.ts';
import { printsKept } from './0430-prints-kept.ts';
import { catalogueSuccession } from './0440-catalogue-succession.ts';
import { mailboxes } from './0460-mailboxes.ts';
import { fileSenders } from './0461-file-senders.ts';
import { articlesCare } from './0470-articles-care.ts';

/**
 * Every migration, in order. A list and not a folder to look through, so that it travels inside the bundle. Once
 * released, a migration is never edited; a correction is a new one.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-base': base,
  '0002-audit': audit,
  '0010-organisations': organisations,
  '0020-accounts': accounts,
  '0030-calendar': calendar,
  '0045-files': files,
  '0050-obligations': obligations,
  '0060-plans': plans,
  '0070-deliverables': deliverables,
  '0090-reports': reports,
  '0100-urging': urging,
  '0200-discussions': discussions,
  '0210-cascade': cascade,
  '0220-legal-marks': legalMarks,
  '0230-succession': succession,
  '0240-standings': standings,
  '0250-budgets': budgets,
  '0260-report-approval': reportApproval,
  '0270-ladder': ladder,
  '0280-notifications': notifications,
  '0290-succeeded-budgets': succeededBudgets,
  '0295-squares': squares,
  '0300-articles': articles,
  '0305-sites': sites,
  '0310-contributions': contributions,
  '0315-procedures': procedures,
  '0320-directory': directory,
  '0321-openness': openness,
  '0325-prints': prints,
  '0330-newsletters': newsletters,
  '0335-distribution': distribution,
  '0340-search': search,
  '0410-articles-desk': articlesDesk,
  '0420-bounces': bounces,
  '0430-prints-kept': printsKept,
  '0440-catalogue-succession': catalogueSuccession,
  '0460-mailboxes': mailboxes,
  '0461-file-senders': fileSenders,
  '0470-articles-care': articlesCare,
};
