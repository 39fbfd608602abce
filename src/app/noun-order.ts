/** THE order of nouns: a noun imports, and its SQL names tables of, only itself and earlier ones. */
export const NOUN_ORDER: readonly string[] = [
  'audit', 'organisations', 'accounts', 'sites', 'discussions', 'calendar', 'channels', 'files', 'documents', 'reading', 'obligations', 'plans', 'deliverables',
  'budgets', 'directory', 'procedures', 'prints', 'articles', 'newsletters', 'distribution', 'broadcast', 'events', 'feedback', 'surveys', 'contests', 'reports',
  'monitoring', 'indices', 'commendations', 'urging', 'notifications', 'search',
];
