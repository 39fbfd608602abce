/** What belongs to this machine and this moment: neither in a backup nor in an export. After a restore everybody signs in again. */
export const NOT_CARRIED: ReadonlySet<string> = new Set([
  'schema_migrations', 'schema_migrations_lock', // made again by the migrations
  'store_identity', // every store has its own; what matters of it stands in the backup's header
  'backup_runs',
  'outgoing_mail', // a letter is not sent a second time because a backup came back
  'return_boxes', // read again from the mailbox: what is known already is not noted twice
  'search_entries', 'search_months', 'search_terms', 'search_cursors', // made again from what is public where they are missing
  'sessions', 'locked_forms', 'sign_in_throttles', 'known_devices',
]);

/** Carried by a backup, but not part of what two equal stores have in common: caches, one-time links, who was here when. */
export const NOT_EXPORTED: ReadonlySet<string> = new Set([
  ...NOT_CARRIED, 'account_links', 'account_activity', 'obligation_totals', 'standing_sums', 'square_sums', 'organisation_tree_state', 'calendar_state',
  'public_item_views', 'notices', 'notification_cursors', 'digest_slots', 'undeliverable_addresses', 'calendar_feed_uses',
  'newsletter_letters', 'newsletter_sendings', // the queue; carried, so that the links in letters that went out go on working
  'posting_tries', 'distribution_cursors',
  'article_typed', // words that were typed and not saved: worth keeping, but nobody's record
  'article_links', // as the night found them
  'search_asked', // what readers ask often
  'file_senders', // who may put a kept file into what is theirs; what they put where is recorded there
]);

/** Tables whose rows name files in the file store. */
export const FILE_TABLES = [{ table: 'files', column: 'sha256' }] as const;
