// The frame: navigation, bar, banners, the page itself.
import { Fragment, h, icon, useEffect, useErrorBoundary, useState } from '../core/dom.js';
import { address, href } from '../core/address.js';
import { can, preference, store, useStore } from '../core/store.js';
import { key, named, t } from '../core/words.js';
import { Banners } from './banners.js';
import { Bar } from './bar.js';
import { Dialogs } from './dialogs.js';
import { Nav } from './nav.js';
import { pageOf } from './pages.js';
import { SignIn } from './signin.js';

/** Where a page that comes later sends to meanwhile. */
const LEADS = { alerts: ['overview', key('nav.overview')], cluster: ['servers', key('nav.servers')], debug: ['api', key('nav.api')] };

/** The whole console. */
export function App() {
  useStore();
  useEffect(() => {
    document.body.classList.toggle('folded', preference('folded', '0') === '1');
  }, []);
  useEffect(() => {
    document.body.classList.toggle('drawer', store.drawer);
  });
  const page = pageOf(address.page);
  useEffect(() => {
    document.title = (page ? t(page.name) + ' · ' : '') + 'OpsAgent';
  });
  if (store.signedOut && !store.session) return h(SignIn, { inDialog: false });
  return h(Fragment, null,
    h('a.skip', { href: '#main', onclick: toMain }, t('frame.skip')),
    h(Nav, null),
    h('div.scrim', { onclick: () => document.body.classList.remove('drawer') }),
    h(Bar, null),
    h('main', { id: 'main', tabindex: -1 }, h(Banners, null), h(Guard, { key: address.page + (page?.isOne ? '' : address.id), page })),
    store.signedOut ? h(SignIn, { inDialog: true }) : null,
    h(Dialogs, null));
}

function toMain(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

// A page that breaks does not take the frame with it.
function Guard({ page }) {
  const [error, again] = useErrorBoundary((problem) => console.error(problem));
  return error ? h(Words, { title: t('page.broken'), text: String(error.message || error), button: [t('error.retry'), again] }) : h(PagePlace, { page });
}

function PagePlace({ page }) {
  const [loaded, setLoaded] = useState({ id: '', Page: null, failed: false });
  useEffect(() => {
    if (!page || !page.load) return undefined;
    let isWanted = true;
    page.load().then(
      (module) => isWanted && setLoaded({ id: page.id, Page: module.default, failed: false }),
      () => isWanted && setLoaded({ id: page.id, Page: null, failed: true }));
    return () => { isWanted = false; };
  }, [page?.id]);
  useEffect(() => {
    const main = document.getElementById('main');
    if (main) main.scrollTop = 0;
  }, [address.page, address.id]);
  if (!page) return h(Words, { title: t('page.unknown'), text: t('page.unknown.text'), link: [t('nav.overview'), href('overview')] });
  if (!page.load) return h(Words, { title: t(page.name), text: named('later.', page.id), more: t('later.comes'), link: LEADS[page.id] ? [t(LEADS[page.id][1]), href(LEADS[page.id][0])] : undefined });
  if (!store.session) return h(Outline, null);
  if (page.scope && !can(page.scope)) return h(Words, { title: t(page.name), text: t('page.scope', { scope: page.scope }), shape: 'lock' });
  if (loaded.failed && loaded.id === page.id) {
    return h(Words, { title: t('page.newer'), text: t('page.newer.text'), button: [t('page.reload'), () => location.reload()] });
  }
  return loaded.Page && loaded.id === page.id ? h(loaded.Page, { key: page.id, id: address.id }) : h(Outline, null);
}

/** Outlines of a page that is not there yet. */
export function Outline() {
  return h('div.page', { 'aria-busy': 'true' }, h('div.outline-1'), h('div.outline-2'), h('div.cols2', null, h('div.outline-3'), h('div.outline-3')));
}

function Words({ title, text, more, link, button, shape }) {
  return h('div.page', null, h('div.empty', null,
    shape ? icon(shape) : null, h('h1', null, title), h('p', null, text), more ? h('p.dim', null, more) : null,
    link ? h('a.btn', { href: link[1] }, link[0]) : null,
    button ? h('button.btn', { onclick: button[1] }, button[0]) : null));
}
