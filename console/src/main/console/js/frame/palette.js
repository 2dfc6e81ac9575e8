// Go to or find: pages, endpoints, error types, nodes, settings, saved views; a request id or trace id pasted whole, a user, an
// address. Answers come from what is known already; an id is looked up on Enter (console.md section 4).
import { h, outside, useMemo, useState } from '../core/dom.js';
import { go, href } from '../core/address.js';
import { apiUrl, call, useApi } from '../core/api.js';
import { can, store, useStore } from '../core/store.js';
import { t } from '../core/words.js';
import { urlOfView } from '../parts/views.js';
import { PAGES } from './pages.js';

const MAX_FOUND = 12;
const MAX_ASKED = 100;
const MONTH_MILLIS = 30 * 86400e3;

/** @typedef {{name: string, url: string, kind: string, id?: string}} Found with an id: the one request of it is opened */

/**
 * Names that begin with what is wanted first, then those with a word that begins so, then the rest.
 *
 * @param {Found[]} index
 * @param {string} wanted in lower case
 */
function find(index, wanted) {
  const grade = (name) => (name.startsWith(wanted) ? 0 : name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)) ? 1 : 2);
  return index.filter((one) => one.name.toLowerCase().includes(wanted)).map((one) => ({ one, grade: grade(one.name.toLowerCase()) }))
    .sort((a, b) => a.grade - b.grade).slice(0, MAX_FOUND).map(({ one }) => one);
}

/** What a word could be besides a name. */
function guesses(word) {
  const guess = (name, filter) => ({ name, url: href('requests', '', { [filter]: word, range: '30d', from: '', to: '' }), kind: t('find.filter') });
  if (/^[0-9a-f-]{16,36}$/i.test(word)) return { first: [{ ...guess(t('find.request', { id: word }), 'request'), id: word }, guess(t('find.trace', { id: word }), 'trace')], last: [] };
  const last = [];
  const here = (name, filter) => last.push({ name, url: href('requests', '', { [filter]: word }), kind: t('find.filter') });
  if (/^[0-9a-f.:]+$/i.test(word) && /[.:]/.test(word)) here(t('find.address', { id: word }), 'ip');
  if (word) {
    here(t('find.user', { id: word }), 'user');
    here(t('find.text', { id: word }), 'text');
  }
  return { first: [], last };
}

/**
 * @param {{onGo: () => void}} props `onGo` closes the dialog
 */
export function Palette({ onGo }) {
  useStore();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const errors = useApi(can('errors.view') ? '/v1/errors' : null, { from: Math.round(store.now - MONTH_MILLIS), limit: MAX_ASKED }, { once: true }).data?.items;
  const settings = useApi(can('settings.view') ? '/v1/settings' : null, {}, { once: true }).data?.items;
  const views = useApi(can('views.edit') ? '/v1/views' : null, { limit: MAX_ASKED }, { once: true }).data?.items;
  const index = useMemo(() => /** @type {Found[]} */ ([
    ...PAGES.filter((page) => page.load).map((page) => ({ name: t(page.name), url: href(page.id), kind: t('find.page') })),
    ...(views || []).map((view) => ({ name: view.name, url: urlOfView(view), kind: t('find.view') })),
    ...[...store.operations].map(([id, { method, route }]) => ({ name: method + ' ' + route, url: href('endpoints', id), kind: t('find.endpoint') })),
    ...(errors || []).map((group) => ({ name: group.exceptionType.split('.').pop() + (group.place ? ' · ' + group.place.split('.').slice(-2).join('.') : ''), url: href('errors', group.fingerprint, { range: '30d', from: '', to: '' }), kind: t('filter.error') })),
    ...store.nodes.map((node) => ({ name: node.name, url: href('requests', '', { node: node.id }), kind: t('col.node') })),
    { name: t('find.failed'), url: href('requests', '', { status: '5xx' }), kind: t('find.filter') },
    ...(settings || []).map((item) => ({ name: item.key, url: href('agent', 'settings', { q: item.key }), kind: t('find.setting') })),
  ]), [store.operations.size, store.nodes.length, errors, settings, views]);
  const word = text.trim();
  const guess = guesses(word);
  const found = [...guess.first, ...find(index, word.toLowerCase()), ...guess.last];
  const chosen = Math.min(at, found.length - 1);
  const open = (/** @type {Found} */ one) => {
    onGo();
    if (!one.id || !can('log.view')) {
      go(one.url);
      return;
    }
    // One row of that id: its page. None or several: the list says so.
    call(apiUrl('/v1/logs', { request: one.id, limit: 2 })).then(
      (data) => go(data.items.length === 1 ? href('requests', data.items[0].id) : one.url), () => go(one.url));
  };
  const onkeydown = (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && found[chosen]) {
      open(found[chosen]);
    }
  };
  return h('div.palette', null,
    h('input', {
      type: 'search', value: text, placeholder: t('find.placeholder'), 'aria-label': t('bar.find'), role: 'combobox', autocomplete: 'off', spellcheck: false,
      'aria-expanded': 'true', 'aria-controls': 'found', 'aria-activedescendant': 'found-' + chosen, onkeydown,
      oninput: (event) => {
        setText(event.target.value);
        setAt(0);
      },
    }),
    h('ul.p-list', { id: 'found', role: 'listbox', 'aria-label': t('bar.find') }, found.map((one, i) => h('li', {
      key: one.kind + one.name + i, id: 'found-' + i, role: 'option', 'aria-selected': String(i === chosen),
      onclick: () => open(one),
    }, h('span.cut', null, outside(one.name, 160)), h('span.dim', null, one.kind)))));
}
