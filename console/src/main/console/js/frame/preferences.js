// Theme and language: kept in the browser, unless a link forces them.
import { get, go, here } from '../core/address.js';
import { keepPreference, preference, update } from '../core/store.js';
import { loadWords } from '../core/words.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
dark.addEventListener('change', () => applyTheme());

/** `system`, `light` or `dark`. */
export const chosenTheme = () => get('theme') || preference('theme', 'system');

/** The theme that is shown: `light` or `dark`. */
export const shownTheme = () => document.documentElement.dataset.theme;

/** Shows the chosen theme. */
export function applyTheme() {
  const theme = chosenTheme();
  const shown = theme === 'light' || theme === 'dark' ? theme : dark.matches ? 'dark' : 'light';
  if (document.documentElement.dataset.theme === shown) return;
  document.documentElement.dataset.theme = shown;
  document.dispatchEvent(new Event('opsagent-theme'));
}

/**
 * Chooses a theme.
 *
 * @param {string} theme
 */
export function setTheme(theme) {
  keepPreference('theme', theme);
  if (get('theme')) go(here({ theme: '' }), true);
  applyTheme();
  update({});
}

/** The language that was chosen, else the browser's. */
export const chosenLanguage = () => preference('language', navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

/**
 * Chooses a language.
 *
 * @param {string} language `en` or `zh`
 */
export async function setLanguage(language) {
  keepPreference('language', language);
  await loadWords(language);
  if (get('lang')) go(here({ lang: '' }), true);
  update({});
  document.dispatchEvent(new Event('opsagent-theme'));
}
