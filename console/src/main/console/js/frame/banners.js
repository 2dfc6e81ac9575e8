// Lines under the bar, at most two, the gravest first (console.md section 4).
import { h, icon } from '../core/dom.js';
import { address, get, href } from '../core/address.js';
import { store } from '../core/store.js';
import { compact, hms } from '../core/format.js';
import { named, t } from '../core/words.js';

const MAX_SHOWN = 2;
const MIN_SKEW_MILLIS = 60e3;
/** Pages whose figures are of all nodes whatever is chosen: statistics are kept for the service. */
const OF_ALL_NODES = new Set(['overview', 'endpoints', 'errors']);

function lines() {
  const found = [];
  const add = (key, cls, shape, text, link) => found.push(h('div.banner', { key, class: cls, role: cls === 'bad' ? 'alert' : null }, icon(shape), h('span', null, text), link));
  const toAgent = h('a', { href: href('agent') }, t('nav.agent'));
  if (store.goneSince != null) add('gone', 'bad', 'errors', t('banner.gone', { time: hms(store.lastAnswerAt ?? store.goneSince) }));
  const { health } = store;
  if (health && health.storage !== 'ok') {
    const rows = health.spooledRows ? ' ' + t('banner.spool', { n: compact(health.spooledRows) }) : '';
    add('storage', 'bad', 'db', t('banner.storage', { state: named('storage.', health.storage) }) + rows, toAgent);
  }
  if (health?.isPaused) add('paused', '', 'pause', t('banner.paused'), h('a', { href: href('agent', 'switches') }, t('agent.switches')));
  if (store.isOutdated) add('newer', '', 'refresh', t('page.newer') + '.', h('button.btn.sm', { onclick: () => location.reload() }, t('page.reload')));
  if (Math.abs(store.skewMillis) > MIN_SKEW_MILLIS) add('clock', '', 'clock', t('banner.clock', { min: Math.round(Math.abs(store.skewMillis) / 60e3) }));
  if (get('node') !== 'all' && OF_ALL_NODES.has(address.page)) add('node', '', 'info', t('banner.all_nodes', { node: store.instances.get(get('node')) ?? get('node') }));
  for (const [kind, name, value] of address.notes) add(name, '', 'info', kind === 'long' ? t('banner.long', { name }) : t('banner.unknown', { name, value }));
  return found;
}

/** The place of the banners. */
export function Banners() {
  const shown = lines().slice(0, MAX_SHOWN);
  return shown.length ? h('div.banners', null, shown) : null;
}
