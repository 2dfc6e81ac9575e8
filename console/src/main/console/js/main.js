// Begins the console: preferences, words, who am I; then the frame.
import { h, render } from './core/dom.js';
import { followAddress, get, readAddress } from './core/address.js';
import { apiUrl, call } from './core/api.js';
import { startRefresh } from './core/refresh.js';
import { store, update } from './core/store.js';
import { applyTheme, chosenLanguage } from './frame/preferences.js';
import { loadWords } from './core/words.js';
import { App } from './frame/app.js';
import { followKeys } from './frame/keys.js';
import { keepLearning, learn } from './frame/learn.js';
import { PAGES } from './frame/pages.js';

/** Asks who the caller is, and what the frame needs to know of the service. */
export async function enter() {
  let session;
  try {
    session = await call(apiUrl('/v1/session'));
  } catch {
    return; // Signed out, or nobody answers: the frame shows which.
  }
  update({ session, signedOut: false, tick: store.tick + 1, now: Date.now() + store.skewMillis });
  learn();
}

async function begin() {
  readAddress();
  applyTheme();
  await loadWords(get('lang') || chosenLanguage());
  followAddress();
  followKeys();
  const root = /** @type {Element} */ (document.getElementById('app'));
  root.replaceChildren();
  render(h(App, null), root);
  startRefresh();
  document.addEventListener('opsagent-entered', () => { enter(); });
  await enter();
  // What comes next is there before it is asked for; a page that does not come says so when it is opened.
  (window.requestIdleCallback || setTimeout)(() => PAGES.forEach((page) => page.load?.().catch(() => {})));
  keepLearning();
}

begin();
