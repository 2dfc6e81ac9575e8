// Saved views: a name for the filters of a page, kept by the agent, so that everybody of the service has them. The link of
// a view is the address of the page, so nothing of it stands but in the address.
import { h, icon, outside, useState } from '../core/dom.js';
import { address, go } from '../core/address.js';
import { apiUrl, call, useApi } from '../core/api.js';
import { can, store } from '../core/store.js';
import { t } from '../core/words.js';
import { useDropDown } from '../frame/menu.js';

const MAX_LISTED = 100;
const MAX_NAME_CHARS = 100;
/** What belongs to the reader, or to one moment, and not to a view. */
const NOT_KEPT = new Set(['open', 'at', 'theme', 'lang', 'tz', 'refresh', 'live', 'from', 'to']);

/** The address as the filter of a view: each key with its values. */
function filterOf(query) {
  const filter = {};
  for (const name of new Set(query.keys())) {
    if (!NOT_KEPT.has(name)) filter[name] = query.getAll(name);
  }
  return filter;
}

/** The address of a view. */
export function urlOfView(view) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(view.filter || {})) {
    for (const one of Array.isArray(values) ? values : [values]) query.append(name, String(one));
  }
  const text = query.toString();
  return `${store.root}/ui/${encodeURIComponent(view.page)}${text ? '?' + text : ''}`;
}

/**
 * The button with the views of a page, and a field that saves what is shown.
 *
 * @param {{page: string}} props
 */
export function ViewsMenu({ page }) {
  const { isOpen, setOpen, place, onkeydown } = useDropDown('.menu input');
  if (!can('views.edit')) return null;
  return h('div.menu-wrap', { ref: place, onkeydown },
    h('button.btn', { 'aria-expanded': String(isOpen), onclick: () => setOpen(!isOpen) }, icon('save'), h('span', null, t('views.save'))),
    isOpen ? h(Views, { page, onGo: () => setOpen(false) }) : null);
}

function Views({ page, onGo }) {
  const result = useApi('/v1/views', { page, limit: MAX_LISTED });
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const views = result.data?.items || [];
  const mine = (view) => can('*') || view.owner === store.session?.subject;
  const run = (work) => {
    setProblem('');
    work.then(() => result.retry(), (error) => setProblem(error.message));
  };
  const save = (event) => {
    event.preventDefault();
    const filter = filterOf(address.query);
    const known = views.find((view) => view.name === name.trim() && mine(view));
    setName('');
    run(known ? call(apiUrl('/v1/views/' + known.id), { method: 'PATCH', body: { filter } }) : call(apiUrl('/v1/views'), { method: 'POST', body: { name: name.trim(), page, filter } }));
  };
  return h('div.menu.right.views', { role: 'group', 'aria-label': t('views.title') },
    h('form.m-form.first', { onsubmit: save },
      h('div.m-head', null, t('views.this')),
      h('div.m-row', null, h('input', { value: name, required: true, maxlength: MAX_NAME_CHARS, placeholder: t('views.name'), 'aria-label': t('views.name'), oninput: (event) => setName(event.target.value) }), h('button.btn.solid', { type: 'submit', disabled: !name.trim() }, t('views.save')))),
    problem || result.error ? h('p.s-err', { role: 'alert' }, outside(problem || result.error?.message)) : null,
    h('div.m-head', null, t('views.title')),
    views.length ? h('ul.v-list', null, views.map((view) => h('li', { key: view.id },
      h('a.m-item', { href: urlOfView(view), title: summary(view), onclick: (event) => { event.preventDefault(); go(urlOfView(view)); onGo(); } }, h('span.cut', null, outside(view.name, MAX_NAME_CHARS))),
      mine(view) ? h('button.ico.sm', { 'aria-label': t('views.delete', { name: view.name }), title: t('views.delete', { name: view.name }), onclick: () => run(call(apiUrl('/v1/views/' + view.id), { method: 'DELETE' })) }, icon('trash')) : h('span.dim', null, outside(view.owner, 40)))))
      : h('p.none', null, result.data ? t('views.none') : ''),
    h('p.m-note', null, t('views.note')));
}

const summary = (view) => Object.entries(view.filter || {}).map(([name, values]) => name + ' ' + (Array.isArray(values) ? values.join(', ') : values)).join(' · ');
