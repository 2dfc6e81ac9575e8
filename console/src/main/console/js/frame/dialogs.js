// Dialogs of the frame: go to or find, keys, sign-in.
import { h, icon, useEffect, useRef, useState } from '../core/dom.js';
import { keepPreference, preference } from '../core/store.js';
import { t } from '../core/words.js';
import { holdRefresh } from '../core/refresh.js';
import { Palette } from './palette.js';
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
  if (opened === 'palette') return h(Modal, { label: t('bar.find') }, h(Palette, { onGo: () => openDialog('') }));
  if (opened === 'help') return h(Modal, { label: t('nav.keys') }, h(Help, null));
  if (opened === 'signin') return h(SignIn, { inDialog: true, onClose: () => openDialog('') });
  return null;
}

/**
 * A dialog over the page. It keeps the focus and gives it back; keys of the page do nothing while it is open.
 *
 * @param {{label: string, children?: *, onClose?: () => void, first?: string}} props `first` is the selector of what gets the focus
 */
export function Modal({ label, children, onClose = () => openDialog(''), first = 'input:not([type=checkbox]), button' }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const release = holdRefresh();
    /** @type {HTMLElement | null} */ (place.current?.querySelector(first))?.focus();
    return () => {
      release();
      before?.focus?.();
    };
  }, []);
  const onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Tab') keepInside(event, place.current);
  };
  return h('div.modal', {
    ref: place, role: 'dialog', 'aria-modal': 'true', 'aria-label': label, onkeydown,
    onclick: (event) => { if (event.target === place.current) onClose(); },
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

function Help() {
  const [isOn, setOn] = useState(preference('keys', '1') === '1');
  const turn = () => {
    keepPreference('keys', isOn ? '0' : '1');
    setOn(!isOn);
  };
  const rows = [
    ['Ctrl K', t('bar.find')], ['g o · g r · g e · g x', [t('nav.overview'), t('nav.requests'), t('nav.endpoints'), t('nav.errors')].join(' · ')],
    ['g s · g t · g a', [t('nav.servers'), t('nav.runtime'), t('nav.agent')].join(' · ')], ['1 … 7 · 0', t('keys.range')], ['+ · −', t('keys.zoom')], ['← · →', t('keys.move')],
    ['c · r · u · t', t('keys.switches')], ['y', t('keys.link')], ['/', t('keys.filter')], ['j · k · Enter', t('keys.rows')], ['x · X', t('keys.cell')],
    ['Space', t('keys.tail')], ['f', t('keys.failed')], ['[', t('nav.fold')], ['Esc', t('keys.close')],
  ];
  return h('div.help', null,
    h('h2', null, t('nav.keys'), h('button.ico', { 'aria-label': t('frame.close'), onclick: () => openDialog('') }, icon('close'))),
    h('dl', null, rows.map(([keys, text]) => [
      h('dt', null, keys.split(' · ').map((part, i) => [i ? ' ' : null, h('kbd', null, part)])), h('dd', null, text)])),
    h('label.keys-on', null, h('input', { type: 'checkbox', checked: isOn, onchange: turn }), t('keys.single')));
}
