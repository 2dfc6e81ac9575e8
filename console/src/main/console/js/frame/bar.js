// The bar at the top: service, search, compare, range, refresh, who am I.
import { h, icon, useState } from '../core/dom.js';
import { get, go, here, href } from '../core/address.js';
import { apiUrl, call } from '../core/api.js';
import { refreshNow } from '../core/refresh.js';
import { RANGES, rangeName, span, spanName } from '../core/span.js';
import { can, store, update, useStore } from '../core/store.js';
import { hms, zone } from '../core/format.js';
import { t } from '../core/words.js';
import { openDialog } from './dialogs.js';
import { Menu } from './menu.js';
import { parseMoment } from './moment.js';
import { ServiceMark } from './node.js';

/** The bar. */
export function Bar() {
  useStore();
  const isCompared = get('cmp') === '1';
  return h('header.bar', null,
    h('button.ico.only-s', { 'aria-label': t('nav.menu'), onclick: () => update({ drawer: !store.drawer }) }, icon('menu')),
    h(ServiceMark, null),
    h('button.find', { onclick: () => openDialog('palette'), title: t('bar.find.title') }, icon('search'), h('span', null, t('bar.find')), h('kbd', null, 'Ctrl K')),
    h('span.grow'),
    h('a.ctl.cmp', { href: here({ cmp: isCompared ? '0' : '1' }), role: 'switch', 'aria-checked': String(isCompared), title: t('bar.compare.title') }, icon('cmp'), h('span', null, t('bar.compare'))),
    h(RangeMenu, null), h(RefreshMenu, null), h(WhoMenu, null));
}

function RangeMenu() {
  const chosen = span().custom ? '' : get('range');
  const items = [
    t('range.relative'),
    ...RANGES.map(([name], i) => ({ label: rangeName(name), href: here({ range: name, from: '', to: '' }), isChosen: chosen === name, hint: String(i + 1) })),
    { label: rangeName('deploy'), href: here({ range: 'deploy', from: '', to: '' }), isChosen: chosen === 'deploy' },
    { label: rangeName('start'), href: here({ range: 'start', from: '', to: '' }), isChosen: chosen === 'start', hint: '0' },
    t('range.zone'),
    { label: t('range.local'), href: here({ tz: 'local' }), isChosen: get('tz') === 'local' },
    { label: 'UTC', href: here({ tz: 'utc' }), isChosen: get('tz') === 'utc', hint: 'u' },
  ];
  return h('div.range-place', null,
    h(Menu, {
      cls: 'range', title: t('range.title'), items,
      label: [icon('clock'), h('span', null, spanName()), h('span.dim.tz', null, zone()), icon('chev')],
      extra: (close) => h(CustomRange, { close }),
    }),
    span().custom ? h('a.ico.sm', { href: here({ from: '', to: '' }), 'aria-label': t('range.clear'), title: t('range.clear') }, icon('close')) : null);
}

function CustomRange({ close }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState('');
  const apply = (event) => {
    event.preventDefault();
    const first = parseMoment(from);
    const last = to.trim() ? parseMoment(to) : null;
    if (first == null || (to.trim() && last == null)) setProblem(t('range.unreadable', { value: first == null ? from : to }));
    else if (last != null && last <= first) setProblem(t('range.reversed'));
    else {
      close();
      go(here({ from: first, to: last ?? '' }));
    }
  };
  return h('form.m-form', { onsubmit: apply, role: 'presentation' },
    h('div.m-head', null, t('range.custom')),
    h('p.m-hint', null, t('range.formats')),
    h('label', null, t('range.from'), h('input', { value: from, placeholder: '14:00', oninput: (e) => setFrom(e.target.value) })),
    h('label', null, t('range.to'), h('input', { value: to, placeholder: t('range.now'), oninput: (e) => setTo(e.target.value) })),
    problem ? h('p.s-err', { role: 'alert' }, problem) : null,
    h('button.btn.wide', { type: 'submit' }, t('range.apply')));
}

function RefreshMenu() {
  const names = { 0: t('refresh.off'), 5: t('refresh.5'), 30: t('refresh.30') };
  const isLate = store.goneSince != null;
  return h(Menu, {
    cls: isLate ? 'rf late' : 'rf', title: isLate ? t('refresh.late', { time: hms(store.lastAnswerAt ?? store.goneSince) }) : t('refresh.title'),
    label: [icon('refresh'), h('span', null, span().open ? names[get('refresh')] : names[0])],
    items: [
      { label: t('refresh.now'), act: refreshNow, hint: 'r' },
      t('refresh.each'),
      ...['0', '5', '30'].map((value) => ({ label: names[value], href: here({ refresh: value }), isChosen: get('refresh') === value })),
    ],
  });
}

function WhoMenu() {
  const session = store.session;
  if (!session) return null;
  const isLocal = session.kind === 'local';
  const name = isLocal ? t('who.local') : session.name;
  const scopes = session.scopes.includes('*') ? t('who.all') : session.scopes.join(', ');
  const items = /** @type {import('./menu.js').MenuItem[]} */ ([isLocal ? t('who.local.all') : name, scopes]);
  if (can('token.view')) items.push({ label: t('who.tokens'), href: href('agent', 'tokens') });
  if (session.kind === 'user') {
    items.push({
      label: t('who.out'),
      act: async () => {
        await call(apiUrl('/v1/session'), { method: 'DELETE' }).catch(() => {});
        update({ session: null, signedOut: true });
      },
    });
  } else {
    items.push({ label: t('who.in'), act: () => openDialog('signin') });
  }
  return h(Menu, { cls: 'me', title: t('who.title', { name }), label: h('span.who', null, initials(name)), items });
}

const initials = (name) => [...name.replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ').slice(0, 2).map((word) => [...word][0] || '')].join('').toUpperCase().slice(0, 2) || '?';
