import { acting, get, OWN_ACCOUNT, post, PUBLIC, type Route } from '#platform/http/route.ts';
import { inboxPage, markPage, openPage } from './console/inbox.tsx';
import { mailPage, resend } from './console/mail.tsx';
import { INBOX, MAIL, SETTINGS } from './console/paths.ts';
import { addressAgain, createFeed, endFeed, saveEmail, settingsPage } from './console/settings.tsx';
import { calendarFeed } from './portal.ts';

export const notificationsRoutes: readonly Route[] = [
  get(INBOX, OWN_ACCOUNT, inboxPage),
  post(`${INBOX}/da-doc`, OWN_ACCOUNT, markPage),
  get(`${INBOX}/:notice`, OWN_ACCOUNT, openPage),
  get(SETTINGS, OWN_ACCOUNT, (visit) => settingsPage(visit)),
  post(`${SETTINGS}/thu`, OWN_ACCOUNT, saveEmail),
  post(`${SETTINGS}/dia-chi`, OWN_ACCOUNT, addressAgain),
  post(`${SETTINGS}/lich`, OWN_ACCOUNT, createFeed),
  post(`${SETTINGS}/lich/:feed/thu-hoi`, OWN_ACCOUNT, endFeed),
  get(MAIL, acting('notifications.see-mail'), mailPage),
  post(`${MAIL}/gui-lai`, acting('notifications.see-mail'), resend),
  get('/calendar/:file', PUBLIC, calendarFeed),
];
