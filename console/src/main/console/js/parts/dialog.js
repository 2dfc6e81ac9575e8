// A dialog that a page opens: it asks before something that stops the application is done.
import { h, icon, outside, useState } from '../core/dom.js';
import { t } from '../core/words.js';
import { Modal } from '../frame/dialogs.js';

/**
 * What it costs to do something, and a button that does it. The focus returns to where it was.
 *
 * @param {{title: string, action: string, facts: Array<[string, *]>, notes: string[], act: () => Promise<*>, onClose: () => void, isDanger?: boolean}} props
 *   `notes` say the effect, how long it takes, and whether it can be undone; `act` is asked once, and its failure is shown
 */
export function ActionDialog({ title, action, facts, notes, act, onClose, isDanger = false }) {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    setProblem('');
    act().then(onClose, (error) => {
      setBusy(false);
      setProblem(error.message);
    });
  };
  // On the way out first: Enter alone never stops an application.
  return h(Modal, { label: title.replace('…', ''), onClose, first: '.cancel' }, h('div.help.ask', null,
    h('h2', null, title.replace('…', ''), h('button.ico', { 'aria-label': t('frame.close'), onclick: onClose }, icon('close'))),
    notes.map((note) => h('p', { key: note }, note)),
    facts.length ? h('dl', null, facts.map(([label, value]) => [h('dt', null, label), h('dd', null, typeof value === 'string' ? outside(value) : value)])) : null,
    problem ? h('p.s-err', { role: 'alert' }, outside(problem)) : null,
    h('div.tools', null, h('span.grow'), h('button.btn.cancel', { onclick: onClose }, t('dialog.cancel')),
      h('button.btn', { class: isDanger ? 'danger' : 'solid', onclick: run, disabled: isBusy }, isBusy ? t('dialog.busy') : action))));
}
