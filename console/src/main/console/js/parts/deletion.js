// Deleting the rows that match: the dialog says what, how many, and that nothing brings them back (console.md section 6.2).
import { h, icon, outside, useState } from '../core/dom.js';
import { apiUrl, call, useApi } from '../core/api.js';
import { refreshNow } from '../core/refresh.js';
import { span } from '../core/span.js';
import { can } from '../core/store.js';
import { dateTime, int } from '../core/format.js';
import { t } from '../core/words.js';
import { Modal } from '../frame/dialogs.js';
import { chosen, FILTERS, valueName } from './filters.js';

/** From so many rows on the number has to be typed. */
const TYPED_FROM = 1000;

/**
 * The button; nothing for a caller who may not delete.
 *
 * @param {{query: Object<string, *>}} props filters of /v1/logs and the beginning of the span
 */
export function DeleteButton({ query }) {
  const [isOpen, setOpen] = useState(false);
  if (!can('log.delete')) return null;
  return h('div.hide-s', null,
    h('button.btn', { title: t('delete.title'), 'aria-label': t('delete.title'), onclick: () => setOpen(true) }, icon('trash')),
    isOpen ? h(Modal, { label: t('delete.title'), onClose: () => setOpen(false) }, h(Question, { query, to: Math.round(span().to), onClose: () => setOpen(false) })) : null);
}

function Question({ query, to, onClose }) {
  // What was there when the dialog was opened, and nothing that came since.
  const [end] = useState(to);
  const [from] = useState(query.from);
  const [typed, setTyped] = useState('');
  const [deleted, setDeleted] = useState(/** @type {number | null} */ (null));
  const [problem, setProblem] = useState('');
  const asked = { ...query, from, to: end };
  const counted = useApi('/v1/logs', { ...asked, limit: 1, count: 'true' }, { once: true });
  const count = counted.data?.count;
  const isTyped = count == null || count < TYPED_FROM || typed.replace(/\D/g, '') === String(count);
  const run = async (event) => {
    event.preventDefault();
    setProblem('');
    let sum = 0;
    try {
      // A call deletes for 20 s.
      for (let isComplete = false; !isComplete;) {
        setDeleted(sum);
        const done = await call(apiUrl('/v1/logs', asked), { method: 'DELETE' });
        sum += done.deleted;
        isComplete = done.complete || done.deleted === 0;
      }
      onClose();
      refreshNow();
    } catch (error) {
      setProblem(error.message);
    }
    setDeleted(null);
  };
  return h('form.s-form.wide', { onsubmit: run },
    h('h2', null, t('delete.title')),
    h('p', null, count == null ? t('facets.counting') : h('b', null, t(counted.data.countIsExact ? 'delete.count' : 'delete.at_least', { n: int(count) })), ' ', t('delete.span', { from: dateTime(Number(from)), to: dateTime(end) })),
    chosen().length ? h('p', null, chosen().map(([name, value]) => [h('span.chip', { key: name + value }, h('span', null, t(FILTERS[name])), h('b', null, outside(valueName(name, value), 120))), ' '])) : h('p', null, t('delete.unfiltered')),
    h('p', null, t('delete.effect')),
    count >= TYPED_FROM ? h('label', null, t('delete.type', { n: int(count) }), h('input', { value: typed, inputmode: 'numeric', autocomplete: 'off', oninput: (event) => setTyped(event.target.value) })) : null,
    problem || counted.error ? h('p.s-err', { role: 'alert' }, outside(problem || counted.error?.message)) : null,
    h('div.m-row.to-end', null,
      deleted == null ? null : h('span.num', { role: 'status' }, t('delete.running', { n: int(deleted) })),
      h('button.btn', { type: 'button', onclick: onClose }, t('frame.close')),
      h('button.btn.danger', { type: 'submit', disabled: !count || !isTyped || deleted != null }, t('delete.do', { n: int(count) }))));
}
