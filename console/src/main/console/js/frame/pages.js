// The pages: where they stand in the navigation, which scope they need, which module draws them.
import { key } from '../core/words.js';

/**
 * @typedef {{id: string, name: string, group: string, scope: string, load: (() => Promise<*>) | null, isOne?: boolean}} PageEntry `isOne`: another id is another part of the same page
 */

/** @type {PageEntry[]} */
export const PAGES = [
  { id: 'overview', name: key('nav.overview'), group: '', scope: 'stats.view', load: () => import('../pages/overview.js') },
  { id: 'requests', name: key('nav.requests'), group: key('nav.traffic'), scope: 'log.view', load: () => import('../pages/requests.js') },
  { id: 'endpoints', name: key('nav.endpoints'), group: key('nav.traffic'), scope: 'stats.view', load: () => import('../pages/endpoints.js') },
  { id: 'errors', name: key('nav.errors'), group: key('nav.traffic'), scope: 'errors.view', load: () => import('../pages/errors.js') },
  { id: 'servers', name: key('nav.servers'), group: key('nav.resources'), scope: 'resources.view', load: () => import('../pages/servers.js'), isOne: true },
  { id: 'runtime', name: key('nav.runtime'), group: key('nav.resources'), scope: 'runtime.view', load: () => import('../pages/runtime.js') },
  { id: 'api', name: key('nav.api'), group: key('nav.application'), scope: 'api.view', load: () => import('../pages/api.js') },
  { id: 'data', name: key('nav.data'), group: key('nav.application'), scope: '', load: null },
  { id: 'debug', name: key('nav.debug'), group: key('nav.application'), scope: '', load: null },
  { id: 'alerts', name: key('nav.alerts'), group: key('nav.operations'), scope: '', load: null },
  { id: 'cluster', name: key('nav.cluster'), group: key('nav.operations'), scope: '', load: null },
  { id: 'agent', name: key('nav.agent'), group: key('nav.operations'), scope: 'agent.view', load: () => import('../pages/agent.js') },
];

/** The page of this id, or undefined. */
export const pageOf = (id) => PAGES.find((page) => page.id === id);
