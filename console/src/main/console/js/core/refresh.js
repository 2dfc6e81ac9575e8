// When the pages ask again: never while nobody looks.
import { get } from './address.js';
import { span } from './span.js';
import { store, update } from './store.js';

const PROBE_MILLIS = 5000;
let timer = 0;
let held = 0;

/** Lets every page ask again now. */
export function refreshNow() {
  update({ now: Date.now() + store.skewMillis, tick: store.tick + 1 });
}

/**
 * Holds refreshes while something is open that they would move, such as a menu.
 *
 * @returns {() => void} lets them go on
 */
export function holdRefresh() {
  held++;
  let isHeld = true;
  return () => {
    if (isHeld) held--;
    isHeld = false;
  };
}

/** Begins; called once. */
export function startRefresh() {
  const plan = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    const chosen = Number(get('refresh')) * 1000;
    const waits = store.goneSince != null ? PROBE_MILLIS : chosen;
    if (!waits) {
      timer = window.setTimeout(plan, 1000);
      return;
    }
    const due = Math.max(0, lastAt + waits - Date.now());
    timer = window.setTimeout(() => {
      const isDue = Date.now() - lastAt >= waits - 20;
      if (isDue && held === 0 && !store.signedOut && (span().open || store.goneSince != null)) {
        lastAt = Date.now();
        refreshNow();
      }
      plan();
    }, Math.min(1000, Math.max(50, due)));
  };
  let lastAt = Date.now();
  document.addEventListener('visibilitychange', plan);
  plan();
}
