// Who may enter: tokens, users, and the audit log.
import { h, outside, useState } from '../core/dom.js';
import { apiUrl, call, useApi } from '../core/api.js';
import { can } from '../core/store.js';
import { ago, dateTime, int } from '../core/format.js';
import { named, t } from '../core/words.js';
import { Confirm } from '../parts/confirm.js';
import { empty, failure, section, status } from '../parts/parts.js';
import { Wide } from '../parts/wide.js';

/** Pages by key, the newest first. */
function usePaged(path) {
  const first = useApi(path, { limit: 100 });
  const [more, setMore] = useState(/** @type {{items: *[], next: *, of: *}} */ ({ items: [], next: null, of: null }));
  const isCurrent = more.of === first.data;
  const next = isCurrent && more.items.length ? more.next : first.data?.next;
  const load = () => call(apiUrl(path, { limit: 100, before: next })).then((data) => setMore({ items: [...(isCurrent ? more.items : []), ...data.items], next: data.next, of: first.data }));
  return { ...first, items: first.data ? [...first.data.items, ...(isCurrent ? more.items : [])] : null, next, load };
}

const moreButton = (paged) => (paged.next ? h('div.tools.center', null, h('button.btn', { onclick: paged.load }, t('access.more'))) : null);

/** Tokens: who holds them, what for, until when. */
export function Tokens() {
  const paged = usePaged('/v1/tokens');
  if (!paged.items) return failure(paged) || h('div.outline-3');
  if (!paged.items.length) return empty(t('tokens.none'), t('tokens.none.text'));
  const revoke = (token) => call(apiUrl('/v1/tokens/' + token.id), { method: 'DELETE' }).then(paged.retry);
  return section(t('agent.tokens'), null, null, h(Wide, null, h('table.tbl', null,
    h('thead', null, h('tr', null, [t('access.name'), t('access.kind'), t('access.scopes'), t('access.issued'), t('access.used'), t('filter.ip'), t('access.expires'), ''].map((label, i) => h('th', { key: i, scope: 'col', class: i > 1 && i < 7 && i !== 6 ? 'hide-s' : '' }, label)))),
    h('tbody', null, paged.items.map((token) => h('tr', { key: token.id, class: token.revokedAt ? 'dim' : '' },
      h('td', null, outside(token.name, 80), h('div.li-s.mono', null, outside(token.subject, 60))), h('td', null, named('kindof.', token.kind)), h('td.hide-s.wrap', null, outside(token.scopes.join(', '), 200)),
      h('td.hide-s.num', { title: dateTime(token.createdAt) }, ago(token.createdAt)), h('td.hide-s.num', null, token.lastUsedAt ? ago(token.lastUsedAt) : t('access.never')), h('td.hide-s.num', null, outside(token.ip ?? '–', 60)), h('td.num', null, dateTime(token.expiresAt)),
      h('td.r', null, token.revokedAt ? t('access.revoked', { ago: ago(token.revokedAt) }) : can('token.revoke') ? h(Confirm, { label: t('access.revoke'), question: t('access.revoke.question', { name: token.name }), act: () => revoke(token) }) : null)))))), moreButton(paged));
}

/** Users: a name, scopes, may they come. */
export function Users() {
  const paged = usePaged('/v1/users');
  if (!paged.items) return failure(paged) || h('div.outline-3');
  const change = (user, body) => call(apiUrl('/v1/users/' + user.id), { method: 'PATCH', body }).then(paged.retry);
  return h('div.stack', null,
    h(NewUser, { onDone: paged.retry }),
    paged.items.length ? section(t('agent.users'), null, null, h(Wide, null, h('table.tbl', null,
      h('thead', null, h('tr', null, [t('access.name'), t('access.scopes'), t('access.made'), ''].map((label, i) => h('th', { key: i, scope: 'col', class: i === 2 ? 'hide-s' : '' }, label)))),
      h('tbody', null, paged.items.map((user) => h('tr', { key: user.id }, h('td', null, h('b', null, outside(user.name, 80)), user.disabled ? h('span.tag', null, t('users.disabled')) : null), h('td.wrap', null, outside(user.scopes.join(', '), 300)), h('td.hide-s.num', { title: dateTime(user.createdAt) }, ago(user.createdAt)),
        h('td.r', null, user.disabled ? h('button.btn.sm', { onclick: () => change(user, { disabled: false }) }, t('users.enable')) : h(Confirm, { label: t('users.disable'), question: t('users.disable.question', { name: user.name }), act: () => change(user, { disabled: true }) }))))))), moreButton(paged))
      : empty(t('users.none'), t('users.none.text')));
}

function NewUser({ onDone }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [scopes, setScopes] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    setProblem('');
    try {
      await call(apiUrl('/v1/users'), { method: 'POST', body: { name, password, scopes: scopes.split(/[\s,]+/).filter(Boolean) } });
      setName('');
      setPassword('');
      setScopes('');
      onDone();
    } catch (error) {
      setProblem(error.message);
    }
  };
  const field = (label, value, set, more = {}) => h('label', null, label, h('input', { value, required: true, oninput: (event) => set(event.target.value), ...more }));
  return h('details.panel.new', null, h('summary', null, t('users.new')),
    h('form.row-form', { onsubmit: submit },
      field(t('access.name'), name, setName, { autocomplete: 'off' }), field(t('signin.password'), password, setPassword, { type: 'password', autocomplete: 'new-password' }), field(t('access.scopes'), scopes, setScopes, { placeholder: 'log.view stats.view' }),
      h('button.btn.solid', { type: 'submit' }, t('users.create'))),
    problem ? h('p.s-err', { role: 'alert' }, outside(problem)) : null);
}

/** The audit log: who did what, from where, and how it ended. */
export function Audit() {
  const paged = usePaged('/v1/audit');
  if (!paged.items) return failure(paged) || h('div.outline-3');
  if (!paged.items.length) return empty(t('audit.none'), t('audit.none.text'));
  const leftOut = paged.data?.leftOut;
  return section(t('agent.audit'), leftOut ? t('audit.left_out', { n: int(leftOut) }) : null, null, h(Wide, null, h('table.tbl', null,
    h('thead', null, h('tr', null, [t('col.time'), t('audit.who'), t('filter.ip'), t('audit.action'), t('audit.target'), t('audit.result'), t('audit.detail')].map((label, i) => h('th', { key: i, scope: 'col', class: [2, 4, 6].includes(i) ? 'hide-s' : '' }, label)))),
    h('tbody', null, paged.items.map((entry) => h('tr', { key: entry.id }, h('td.num', null, dateTime(entry.createdAt)), h('td.mono', null, outside(entry.subject ?? '–', 60)), h('td.num.hide-s', null, outside(entry.ip ?? '–', 60)), h('td.mono', null, outside(entry.action, 120)),
      h('td.mono.hide-s', null, outside(entry.target ?? '–', 80)), h('td', null, status(entry.status)), h('td.hide-s.wrap', null, outside(entry.detail ?? '', 300))))))), moreButton(paged));
}
