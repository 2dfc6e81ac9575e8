// Service and node at the left of the bar: how the service is, and which of its nodes is shown.
import { h, icon } from '../core/dom.js';
import { get, here, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can, store } from '../core/store.js';
import { ago, dateTime } from '../core/format.js';
import { t } from '../core/words.js';
import { Menu } from './menu.js';

/** The mark of the service; with more than one node a menu of them. */
export function ServiceMark() {
  const verdict = useApi(store.session && can('verdict.view') ? '/v1/verdict' : null);
  const state = store.goneSince != null ? 'gone' : verdict.data?.state;
  const cls = { ok: 'ok', warning: 'warn', critical: 'bad', gone: 'bad' }[state] || '';
  const label = [h('i.dot', { class: cls }), h('b', null, store.service || 'OpsAgent')];
  const alive = store.nodes.filter((node) => node.state !== 'ended');
  const title = verdict.data?.title || '';
  if (alive.length < 2) return h('a.ctl.svc', { href: href('overview'), title: [title, alive[0] ? factsOf(alive[0]) : ''].filter(Boolean).join('\n') }, label);
  const chosen = alive.find((node) => node.id === get('node'));
  return h(Menu, {
    cls: 'svc', title: t('node.title'), align: 'start',
    label: [...label, h('span.dim.node', null, chosen ? chosen.name : t('node.all', { n: alive.length })), icon('chev')],
    items: [
      { label: t('node.all', { n: alive.length }), href: here({ node: 'all' }), isChosen: !chosen },
      ...alive.map((node) => ({ label: h('span.nd', { class: node.state === 'silent' ? 'silent' : '' }, h('b', null, h('i.dot', { class: node.state === 'silent' ? 'bad' : 'ok' }), node.name), h('small', null, factsOf(node))), href: here({ node: node.id }), isChosen: node === chosen })),
    ],
  });
}

function factsOf(node) {
  return [
    node.version, node.startedAt ? t('node.started', { time: dateTime(node.startedAt) }) : '',
    node.heardAt ? t(node.state === 'silent' ? 'node.silent' : 'node.heard', { ago: ago(node.heardAt) }) : '',
  ].filter(Boolean).join(' · ');
}
