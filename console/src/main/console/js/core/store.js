// What the whole console knows besides the address. One object; components are told when it changes.
import { useEffect, useState } from './dom.js';

const listeners = new Set();

/** @typedef {{id: string, name: string, version: string, state: string, startedAt: number | null, heardAt: number | null}} Node times in epoch milliseconds */

export const store = {
  root: document.documentElement.dataset.root || '/ops',
  build: document.documentElement.dataset.build || '',
  /** Counts refreshes; answers are asked for again when it grows. */
  tick: 0,
  /** Server's time of the newest refresh, epoch milliseconds. */
  now: Date.now(),
  /** Server's clock minus this browser's, milliseconds; 0 while unknown. */
  skewMillis: 0,
  /** Answer of /v1/session, or null before it came. */
  session: /** @type {{kind: string, name: string, subject: string, scopes: string[], instanceID?: string} | null} */ (null),
  signedOut: false,
  /** Since when nobody answers (epoch milliseconds), or null. */
  goneSince: /** @type {number | null} */ (null),
  /** How often somebody answered again after nobody did. */
  returns: 0,
  lastAnswerAt: /** @type {number | null} */ (null),
  service: '',
  /** Since when all that is shown runs, epoch milliseconds, or null. */
  startedAt: /** @type {number | null} */ (null),
  /** The newest start of what is shown, epoch milliseconds, or null. */
  deployedAt: /** @type {number | null} */ (null),
  /** Starts of processes, the oldest first. */
  starts: /** @type {Array<{at: number, version: string, node: string}>} */ ([]),
  nodes: /** @type {Node[]} */ ([]),
  /** How the agent is, or null while unknown. */
  health: /** @type {{isPaused: boolean, storage: string, spooledRows: number} | null} */ (null),
  /** The agent has a newer console than this. */
  isOutdated: false,
  /** Operation id to {method, route}. */
  operations: new Map(),
  /** Id of an instance to its name. */
  instances: new Map(),
  errorCount: 0,
  isBusy: false,
  drawer: false,
};

/**
 * Changes some of it and tells everybody.
 *
 * @param {Partial<typeof store>} change
 */
export function update(change) {
  Object.assign(store, change);
  for (const listener of [...listeners]) listener();
}

/** Lets a component be drawn again after each change. */
export function useStore() {
  const [, redraw] = useState(0);
  useEffect(() => {
    const listener = () => redraw((n) => n + 1);
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  }, []);
  return store;
}

/**
 * Whether the caller holds a scope.
 *
 * @param {string} scope such as `log.view`
 */
export function can(scope) {
  const scopes = store.session?.scopes || [];
  return scopes.some((held) => held === '*' || held === scope || (held.endsWith('.*') && scope.startsWith(held.slice(0, -1))));
}

const KEPT = 'opsagent.';

/**
 * A preference that this browser keeps: theme, language, folding. Nothing else is kept.
 *
 * @param {string} name
 * @param {string} otherwise
 */
export function preference(name, otherwise) {
  try {
    return localStorage.getItem(KEPT + name) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/**
 * Keeps a preference.
 *
 * @param {string} name
 * @param {string} value
 */
export function keepPreference(name, value) {
  try {
    localStorage.setItem(KEPT + name, value);
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}
