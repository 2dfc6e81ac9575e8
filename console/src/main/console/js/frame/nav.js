// The navigation at the left; a drawer on narrow screens.
import { h, icon, mark } from '../core/dom.js';
import { address, href } from '../core/address.js';
import { can, keepPreference, store, useStore } from '../core/store.js';
import { isChinese, t } from '../core/words.js';
import { openDialog } from './dialogs.js';
import { PAGES } from './pages.js';
import { chosenTheme, setLanguage, setTheme } from './preferences.js';

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' };

/** The navigation. */
export function Nav() {
  useStore();
  const groups = [];
  for (const page of PAGES) {
    const last = groups[groups.length - 1];
    if (last && last.name === page.group) last.pages.push(page);
    else groups.push({ name: page.group, pages: [page] });
  }
  const theme = chosenTheme();
  const names = { system: t('theme.system'), light: t('theme.light'), dark: t('theme.dark') };
  return h('nav.side', { 'aria-label': t('nav.main') },
    h('a.brand', { href: href('overview') }, mark(), h('span', null, 'OpsAgent')),
    groups.map((group) => h('div.n-grp', { key: group.name },
      group.name ? h('div.n-head', null, t(group.name)) : null,
      group.pages.map((page) => item(page)))),
    h('div.side-foot', null,
      h('button.ico', { title: t('nav.keys'), 'aria-label': t('nav.keys'), onclick: () => openDialog('help') }, icon('keys')),
      h('button.ico', { title: names[theme], 'aria-label': names[theme], onclick: () => setTheme(NEXT_THEME[theme] || 'system') },
        icon(theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'system')),
      h('button.ico.txt', { title: isChinese() ? 'English' : '中文', lang: isChinese() ? 'en' : 'zh-CN', onclick: () => setLanguage(isChinese() ? 'en' : 'zh') }, isChinese() ? 'EN' : '中'),
      h('button.ico.fold', { title: t('nav.fold'), 'aria-label': t('nav.fold'), onclick: fold }, icon('fold'))));
}

function item(page) {
  const isShut = store.session && page.scope && !can(page.scope);
  const count = page.id === 'errors' ? store.errorCount : 0;
  return h('a.n-item', {
    key: page.id, href: href(page.id), title: isShut ? t('page.scope', { scope: page.scope }) : page.load ? t(page.name) : t('later.comes'),
    'aria-current': address.page === page.id ? 'page' : null, class: (isShut ? 'shut ' : '') + (page.load ? '' : 'later'),
  }, icon(page.id), h('span', null, t(page.name)),
  !page.load ? [h('span.vh', null, t('later.comes')), icon('clock')] : isShut ? icon('lock') : count ? h('b.badge', { title: t('nav.new_errors') }, String(count)) : null);
}

/** Folds the navigation to icons, or unfolds it. */
export function fold() {
  const isFolded = !document.body.classList.contains('folded');
  keepPreference('folded', isFolded ? '1' : '0');
  document.body.classList.toggle('folded', isFolded);
}
