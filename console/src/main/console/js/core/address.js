// The address is the state: pages read it, links write it, Back undoes a step (console.md section 3).
import { store, update } from './store.js';

/** Keys of the frame, which go along from page to page, with their defaults. */
const DEFAULTS = { range: '1h', refresh: '30', cmp: '0', node: 'all', tz: 'local' };
const ALLOWED = {
  range: ['15m', '30m', '1h', '4h', '24h', '7d', '30d', 'start', 'deploy'],
  cmp: ['0', '1'],
  refresh: ['0', '5', '30'],
  tz: ['local', 'utc'],
};
/** Keys that belong to one page and stay behind when it is left. */
const PAGE_KEYS = new Set([
  'status', 'status_code', 'level', 'method', 'route', 'endpoint', 'user', 'ip', 'min', 'max', 'error', 'fingerprint', 'text', 'trace', 'request', 'type', 'host',
  'instance', 'sort', 'at', 'open', 'live', 'tab', 'view', 'cols', 'q', 'next', 'state',
]);
const MAX_VALUE_CHARS = 2000;

/** Page, id and query of the address; `notes` are what was not understood: [key, value, what was done]. */
export const address = { page: 'overview', id: '', query: new URLSearchParams(), notes: /** @type {string[][]} */ ([]) };

/** Reads the address bar. */
export function readAddress() {
  const prefix = store.root + '/ui/';
  const path = location.pathname.startsWith(prefix) ? location.pathname.slice(prefix.length) : '';
  const [page, ...rest] = path.split('/');
  address.page = page || 'overview';
  try {
    address.id = decodeURIComponent(rest.join('/'));
  } catch {
    address.id = rest.join('/');
  }
  address.query = new URLSearchParams();
  address.notes = [];
  for (const [key, value] of new URLSearchParams(location.search)) {
    if (value.length > MAX_VALUE_CHARS) {
      address.notes.push(['long', key, value.slice(0, 40)]);
    } else if (ALLOWED[key] && !ALLOWED[key].includes(value)) {
      address.notes.push(['unknown', key, value.slice(0, 40)]);
    } else {
      address.query.append(key, value);
    }
  }
}

/**
 * The value of a key, or its default.
 *
 * @param {string} key
 * @returns {string}
 */
export const get = (key) => address.query.get(key) ?? DEFAULTS[key] ?? '';

/**
 * All values of a key.
 *
 * @param {string} key
 */
export const all = (key) => address.query.getAll(key);

/**
 * The address of another page. Keys of the frame and keys nobody knows go along.
 *
 * @param {string} page
 * @param {string | number} [id]
 * @param {Object<string, *>} [change] value, list of values, or '' to leave the key out
 */
export function href(page, id = '', change = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of address.query) {
    if (!PAGE_KEYS.has(key)) query.append(key, value);
  }
  return build(page, id, query, change);
}

/**
 * The address of this page with some keys changed; all others stay.
 *
 * @param {Object<string, *>} change as in `href`
 */
export const here = (change) => build(address.page, address.id, new URLSearchParams(address.query), change);

function build(page, id, query, change) {
  for (const [key, value] of Object.entries(change)) {
    query.delete(key);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== '' && one != null && DEFAULTS[key] !== String(one)) query.append(key, String(one));
    }
  }
  const text = query.toString();
  return `${store.root}/ui/${page}${id === '' ? '' : '/' + encodeURIComponent(id)}${text ? '?' + text : ''}`;
}

/**
 * Goes to an address of the console.
 *
 * @param {string} url
 * @param {boolean} [replace] whether Back shall pass it by
 */
export function go(url, replace = false) {
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  readAddress();
  update({ drawer: false });
}

/** Follows Back and Forward, and clicks on links of the console. */
export function followAddress() {
  addEventListener('popstate', () => {
    readAddress();
    update({});
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    const link = target.closest?.('a[href]');
    if (!link || link.hasAttribute('download') || link.getAttribute('target')) return;
    const url = new URL(/** @type {HTMLAnchorElement} */ (link).href);
    if (url.origin === location.origin && url.pathname.startsWith(store.root + '/ui/')) {
      event.preventDefault();
      go(url.pathname + url.search);
    }
  });
}
