// Dialogs of the frame: go to or find, keys, sign-in.
import { h, icon, useEffect, useMemo, useRef, useState } from '../core/dom.js';
import { go, href } from '../core/address.js';
import { store, useStore } from '../core/store.js';
import { t } from '../core/words.js';
import { holdRefresh } from '../core/refresh.js';
import { PAGES } from './pages.js';
import { SignIn } from './signin.js';

let opened = '';
let tell = () => {};

/**
 * Opens a dialog: `palette`, `help`, `signin`; '' closes it.
 *
 * @param {string} name
 */
export function openDialog(name) {
  opened = name;
  tell();
}

/** Whether one is open. */
export const isDialogOpen = () => opened !== '';

/** The place of the dialogs. */
export function Dialogs() {
  const [, redraw] = useState(0);
  useEffect(() => {
    tell = () => redraw((n) => n + 1);
    return () => { tell = () => {}; };
  }, []);
  if (opened === 'palette') return h(Modal, { label: t('bar.find') }, h(Palette, null));
  if (opened === 'help') return h(Modal, { label: t('nav.keys') }, h(Help, null));
  if (opened === 'signin') return h(SignIn, { inDialog: true, onClose: () => openDialog('') });
  return null;
}

function Modal({ label, children }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const release = holdRefresh();
    /** @type {HTMLElement | null} */ (place.current?.querySelector('input, button'))?.focus();
    return () => {
      release();
      before?.focus?.();
    };
  }, []);
  const onkeydown = (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      openDialog('');
    } else if (event.key === 'Tab') {
      keepInside(event, place.current);
    }
  };
  return h('div.modal', {
    ref: place, role: 'dialog', 'aria-modal': 'true', 'aria-label': label, onkeydown,
    onclick: (event) => { if (event.target === place.current) openDialog(''); },
  }, children);
}

/**
 * Keeps the focus inside a dialog.
 *
 * @param {KeyboardEvent} event of the Tab key
 * @param {HTMLElement | null} dialog
 */
export function keepInside(event, dialog) {
  const all = /** @type {HTMLElement[]} */ ([...(dialog?.querySelectorAll('input, button, a[href]') || [])]);
  if (!all.length) return;
  const last = all[all.length - 1];
  if (event.shiftKey && document.activeElement === all[0]) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    all[0].focus();
  }
}

const MAX_FOUND = 9;

function Palette() {
  useStore();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const index = useMemo(() => [
    ...PAGES.map((page) => [t(page.name), href(page.id), t('find.page')]),
    ...[...store.operations].map(([id, { method, route }]) => [method + ' ' + route, href('endpoints', id), t('find.endpoint')]),
    [t('find.failed'), href('requests', '', { status: '5xx' }), t('find.filter')],
  ], [store.operations.size]);
  const wanted = text.trim().toLowerCase();
  const found = index.filter(([name]) => name.toLowerCase().includes(wanted)).slice(0, MAX_FOUND);
  const word = text.trim();
  if (/^[0-9a-f-]{16,36}$/i.test(word)) {
    found.unshift([t('find.request', { id: word }), href('requests', '', { request: word }), t('find.filter')]);
    found.unshift([t('find.trace', { id: word }), href('requests', '', { trace: word }), t('find.filter')]);
  } else if (word) {
    if (/^[0-9a-f.:]+$/i.test(word) && /[.:]/.test(word)) found.push([t('find.address', { id: word }), href('requests', '', { ip: word }), t('find.filter')]);
    found.push([t('find.user', { id: word }), href('requests', '', { user: word }), t('find.filter')]);
    found.push([t('find.text', { id: word }), href('requests', '', { text: word }), t('find.filter')]);
  }
  const chosen = Math.min(at, found.length - 1);
  const open = (url) => {
    openDialog('');
    go(url);
  };
  const onkeydown = (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && found[chosen]) {
      open(found[chosen][1]);
    }
  };
  return h('div.palette', null,
    h('input', {
      type: 'search', value: text, placeholder: t('find.placeholder'), 'aria-label': t('bar.find'), role: 'combobox',
      'aria-expanded': 'true', 'aria-controls': 'found', 'aria-activedescendant': 'found-' + chosen, onkeydown,
      oninput: (event) => {
        setText(event.target.value);
        setAt(0);
      },
    }),
    h('ul.p-list', { id: 'found', role: 'listbox', 'aria-label': t('bar.find') }, found.map(([name, url, kind], i) => h('li', {
      key: url, id: 'found-' + i, role: 'option', 'aria-selected': String(i === chosen),
      onclick: () => open(url),
    }, h('span.cut', null, name), h('span.dim', null, kind)))));
}

function Help() {
  const rows = [
    ['Ctrl K', t('bar.find')], ['g o · g r · g e · g x', [t('nav.overview'), t('nav.requests'), t('nav.endpoints'), t('nav.errors')].join(' · ')],
    ['g s · g t · g a', [t('nav.servers'), t('nav.runtime'), t('nav.agent')].join(' · ')], ['1 … 7 · 0', t('keys.range')], ['+ · −', t('keys.zoom')], ['← · →', t('keys.move')],
    ['c · r · u · t', t('keys.switches')], ['y', t('keys.link')], ['/', t('keys.filter')], ['j · k · Enter', t('keys.rows')],
    ['Space', t('keys.tail')], ['f', t('keys.failed')], ['[', t('nav.fold')], ['Esc', t('keys.close')],
  ];
  return h('div.help', null,
    h('h2', null, t('nav.keys'), h('button.ico', { 'aria-label': t('frame.close'), onclick: () => openDialog('') }, icon('close'))),
    h('dl', null, rows.map(([keys, text]) => [
      h('dt', null, keys.split(' · ').map((part, i) => [i ? ' ' : null, h('kbd', null, part)])), h('dd', null, text)])));
}
