// The keyboard (console.md section 11).
import { address, get, go, here, href } from '../core/address.js';
import { refreshNow } from '../core/refresh.js';
import { RANGES, span } from '../core/span.js';
import { preference, store, update } from '../core/store.js';
import { isDialogOpen, openDialog } from './dialogs.js';
import { fold } from './nav.js';
import { setTheme, shownTheme } from './preferences.js';

const PAGES = { o: 'overview', r: 'requests', e: 'endpoints', x: 'errors', s: 'servers', t: 'runtime', a: 'agent', d: 'data', l: 'alerts' };
const FOLLOW_MILLIS = 1500;
let gAt = 0;

/** Follows the keyboard; called once. */
export function followKeys() {
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      openDialog('palette');
      return;
    }
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || store.signedOut || isDialogOpen()) return;
    if (/INPUT|TEXTAREA|SELECT/.test(target.tagName || '') || target.closest?.('.menu, [role=dialog]')) return;
    // Somebody who speaks to his computer may have switched letters off (WCAG 2.1.4).
    if (event.key.length === 1 && event.key !== '?' && !hasLetters()) return;
    if (gAt && Date.now() - gAt < FOLLOW_MILLIS && PAGES[event.key]) {
      gAt = 0;
      go(href(PAGES[event.key]));
      return;
    }
    gAt = event.key === 'g' ? Date.now() : 0;
    if (act(event.key, target)) event.preventDefault();
  });
}

function act(key, target) {
  if (/^[1-7]$/.test(key)) return went(here({ range: RANGES[Number(key) - 1][0], from: '', to: '' }));
  switch (key) {
    case '0': return went(here({ range: 'start', from: '', to: '' }));
    case '?': return did(openDialog('help'));
    case 't': return did(setTheme(shownTheme() === 'dark' ? 'light' : 'dark'));
    case 'c': return went(here({ cmp: get('cmp') === '1' ? '0' : '1' }));
    case 'u': return went(here({ tz: get('tz') === 'utc' ? 'local' : 'utc' }));
    case 'r': return did(refreshNow());
    case '[': return did(fold());
    case 'y': return did(navigator.clipboard?.writeText(location.href).catch(() => {}));
    case 'f': return address.page === 'requests' ? went(here({ status: '5xx' })) : went(href('requests', '', { status: '5xx' }));
    case '/': return focusFilter();
    case '+': case '=': return zoom(0.5);
    case '-': return zoom(2);
    case 'ArrowLeft': case 'ArrowRight': return !target.closest?.('.plot, [role=tablist], .seg, .rows-body') && move(key === 'ArrowLeft' ? -0.5 : 0.5);
    case 'Escape': return escape();
    default: return false;
  }
}

/** Whether single letters do something. */
export const hasLetters = () => preference('keys', '1') === '1';

const did = (_done) => true;
function went(url) {
  go(url);
  return true;
}

function focusFilter() {
  const field = /** @type {HTMLElement | null} */ (document.querySelector('main input[type=search]'));
  field?.focus();
  return field != null;
}

/**
 * Zooms around the middle; an open end stays open when it is zoomed out.
 *
 * @param {number} factor below 1 to see less
 */
export function zoom(factor) {
  const { from, to, open } = span();
  const length = (to - from) * factor;
  if (open && factor > 1) return went(here({ from: Math.round(to - length), to: '' }));
  const middle = (from + to) / 2;
  return went(here({ from: Math.round(middle - length / 2), to: Math.round(Math.min(store.now, middle + length / 2)) }));
}

function move(part) {
  const { from, to } = span();
  const by = (to - from) * part;
  if (to + by > store.now + 1000) return went(here({ from: Math.round(store.now - (to - from)), to: '' }));
  return went(here({ from: Math.round(from + by), to: Math.round(to + by) }));
}

function escape() {
  if (address.query.get('open')) return went(here({ open: '' }));
  if (store.drawer) return did(update({ drawer: false }));
  return false;
}
