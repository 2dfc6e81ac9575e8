// Runtime: what are the threads doing, what fills the heap?
import { h, outside } from '../core/dom.js';
import { href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can, store } from '../core/store.js';
import { age, time } from '../core/format.js';
import { key, t } from '../core/words.js';
import { failure, head } from '../parts/parts.js';
import { Beans } from './beans.js';
import { Environment } from './environment.js';
import { Collections } from './gc.js';
import { Heap } from './heap.js';
import { InFlight } from './inflight.js';
import { Threads } from './threads.js';

const TABS = /** @type {Array<{id: string, name: string, scope: string, View: Function}>} */ ([
  { id: '', name: key('runtime.threads'), scope: 'runtime.view', View: Threads },
  { id: 'inflight', name: key('runtime.inflight'), scope: 'runtime.view', View: InFlight },
  { id: 'heap', name: key('runtime.heap'), scope: 'runtime.control', View: Heap },
  { id: 'gc', name: 'GC', scope: 'runtime.view', View: Collections },
  { id: 'mbeans', name: 'MBeans', scope: 'runtime.view', View: Beans },
  { id: 'environment', name: key('runtime.environment'), scope: 'runtime.view', View: Environment },
]);

/** The page. */
export default function Runtime({ id }) {
  const chosen = TABS.find((tab) => tab.id === id) || TABS[0];
  const facts = useApi('/v1/runtime/environment', {}, { once: true });
  const one = facts.data;
  return h('div.page', null,
    head(t('nav.runtime'), one ? ['pid ', String(one.pid), ' · ', outside(one.vm), ' ', outside(one.javaVersion), ' · ', outside(collector(one.collectors)), ' · ', t('runtime.up', { age: age((store.now - time(one.startedAt)) / 1000) })] : ' '),
    h('div.tabs', { role: 'tablist', 'aria-label': t('nav.runtime') }, TABS.map((tab) => h('a', { key: tab.id, role: 'tab', 'aria-selected': String(tab === chosen), href: href('runtime', tab.id), class: can(tab.scope) ? '' : 'dim' }, tab.name.includes('.') ? t(tab.name) : tab.name))),
    facts.error && !one ? failure(facts) : null,
    can(chosen.scope) ? h(chosen.View, { key: chosen.id, facts: one }) : h('div.empty', null, h('p', null, t('page.scope', { scope: chosen.scope }))));
}

/** What people call the collectors of a JVM. */
function collector(names) {
  const all = names.join(' ');
  return /G1/.test(all) ? 'G1' : /ZGC/.test(all) ? 'ZGC' : /Shenandoah/.test(all) ? 'Shenandoah' : /PS /.test(all) ? 'Parallel' : /Copy|MarkSweepCompact/.test(all) ? 'Serial' : names.join(', ');
}
