import type { Route } from '#platform/http/route.ts';
import { groupRoutes } from './console/groups.tsx';
import { importRoutes } from './console/import.tsx';
import { listRoutes } from './console/list.tsx';
import { unitRoutes } from './console/unit.tsx';

export const organisationsRoutes: readonly Route[] = [...listRoutes, ...unitRoutes, ...groupRoutes, ...importRoutes];
