import type { Route } from '#platform/http/route.ts';
import { myAccountRoutes } from './console/my-account.tsx';
import { peopleRoutes } from './console/people.tsx';
import { personRoutes } from './console/person.tsx';
import { secondFactorRoutes } from './console/second-factor.tsx';
import { securityRoutes } from './console/security.tsx';
import { setUpRoutes } from './console/set-up.tsx';
import { signInRoutes } from './console/sign-in.tsx';
import { unlockRoutes } from './console/unlock.tsx';

/** Fixed addresses before those with a parameter in the same place. */
export const accountsRoutes: readonly Route[] = [
  ...signInRoutes, ...unlockRoutes, ...setUpRoutes, ...secondFactorRoutes, ...myAccountRoutes, ...peopleRoutes, ...personRoutes, ...securityRoutes,
];
