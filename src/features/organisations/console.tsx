import type { Route } from '#platform/http/route.ts';
import { groupRoutes } from './console/groups.tsx';
import { importRoutes } from './console/import.tsx';
import { listRoutes } from './console/list.tsx';
import { reorganiseRoutes } from './console/reorganise.tsx';
import { unitRoutes } from './console/unit.tsx';

export const organisationsRoutes: readonly Route[] = [...listRoutes, ...reorganiseRoutes, ...unitRoutes, ...groupRoutes, ...importRoutes];
