// A dialog that a page opens: it asks before something that stops the application is done.
import { h, icon, outside, useEffect, useRef, useState } from '../core/dom.js';
import { holdRefresh } from '../core/refresh.js';
import { t } from '../core/words.js';
import { keepInside } from '../frame/dialogs.js';

/**
 * What it costs to do something, and a button that does it. The focus returns to where it was.
 *
 * @param {{title: string, action: string, facts: Array<[string, *]>, notes: string[], act: () => Promise<*>, onClose: () => void, isDanger?: boolean}} props
 *   `notes` say the effect, how long it takes, and whether it can be undone; `act` is asked once, and its failure is shown
 */
export function ActionDialog({ title, action, facts, notes, act, onClose, isDanger = false }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const release = holdRefresh();
    // On the way out first: Enter alone never stops an application.
    /** @type {HTMLElement | null} */ (place.current?.querySelector('.cancel'))?.focus();
    return () => {
      release();
      before?.focus?.();
    };
  }, []);
  const onkeydown = (event) => {
    // Keys of the page do nothing while it is open.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Tab') keepInside(event, place.current);
  };
  const run = () => {
    setBusy(true);
    setProblem('');
    act().then(onClose, (error) => {
      setBusy(false);
      setProblem(error.message);
    });
  };
  return h('div.modal', {
    ref: place, role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'dialog-title', onkeydown,
    onclick: (event) => { if (event.target === place.current) onClose(); },
  }, h('div.help.ask', null,
    h('h2', { id: 'dialog-title' }, title.replace('…', ''), h('button.ico', { 'aria-label': t('frame.close'), onclick: onClose }, icon('close'))),
    notes.map((note) => h('p', { key: note }, note)),
    facts.length ? h('dl', null, facts.map(([label, value]) => [h('dt', null, label), h('dd', null, typeof value === 'string' ? outside(value) : value)])) : null,
    problem ? h('p.s-err', { role: 'alert' }, outside(problem)) : null,
    h('div.tools', null, h('span.grow'), h('button.btn.cancel', { onclick: onClose }, t('dialog.cancel')),
      h('button.btn', { class: isDanger ? 'danger' : 'solid', onclick: run, disabled: isBusy }, isBusy ? t('dialog.busy') : action))));
}
