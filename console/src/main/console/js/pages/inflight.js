// Requests that are being served now, the oldest first.
import { h, icon, outside, useEffect, useRef, useState } from '../core/dom.js';
import { get, go, here } from '../core/address.js';
import { useApi } from '../core/api.js';
import { duration, hms, int } from '../core/format.js';
import { t } from '../core/words.js';
import { empty, failure, method, route, section } from '../parts/parts.js';
import { Frames } from '../parts/stack.js';
import { framesOf, standsAt, stateOf } from '../parts/threads.js';
import { Wide } from '../parts/wide.js';
import { place, threadState } from './threads.js';

const MAX_LISTED = 200;
const SLOW_MILLIS = 2000;
const BEAT_MILLIS = 1000;

/** The tab. */
export function InFlight() {
  const result = useApi('/v1/runtime/requests', { limit: MAX_LISTED, frames: 64 });
  const data = result.data;
  const [, beat] = useState(0);
  const readAt = useRef({ data: null, at: 0 });
  if (data && readAt.current.data !== data) readAt.current = { data, at: Date.now() };
  useEffect(() => {
    const timer = setInterval(() => { if (!document.hidden) beat((n) => n + 1); }, BEAT_MILLIS);
    return () => clearInterval(timer);
  }, []);
  if (!data) return failure(result) || h('div.outline-3');
  if (!data.items.length) return empty(t('inflight.none'), t('inflight.none.text', { time: hms(data.time) }));
  const since = Date.now() - readAt.current.at;
  return section(t('inflight.title', { n: int(data.count) }), t('inflight.note', { time: hms(data.time) }), null,
    failure(result),
    h(Wide, null, h('table.tbl.thr', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('col.request')), h('th.r', { scope: 'col' }, t('inflight.age')), h('th.w', { scope: 'col' }, t('thread.stands')), h('th.hide-s', { scope: 'col' }, t('thread.state')), h('th.hide-m', { scope: 'col' }, t('thread.thread')))),
      h('tbody', null, data.items.map((item, i) => h(Row, { key: item.threadId + ':' + item.path + ':' + i, item, since }))))),
    data.count > data.items.length ? h('p.foot-note', null, icon('info'), t('inflight.cut', { n: int(data.items.length), all: int(data.count) })) : null);
}

function Row({ item, since }) {
  const frames = framesOf(item.stack);
  const id = String(item.threadId) + (item.stack ? '' : 'x' + item.path.length + item.path.slice(0, 60));
  const isOpen = get('open') === id;
  const url = here({ open: isOpen ? '' : id });
  const ms = item.ageMillis + since;
  const name = h('span.route', null, method(item.method), route(item.route || item.path || '–'));
  const click = (event) => {
    if (!item.stack || event.target.closest('a, button') || String(getSelection() || '')) return;
    go(url);
  };
  return [h('tr', { class: isOpen ? 'cur' : '', onclick: click },
    h('td.cut-name', { title: item.path }, item.stack ? h('a', { href: url, 'aria-expanded': String(isOpen) }, name) : name),
    h('td.r.num', { class: ms > SLOW_MILLIS ? 'bad' : '' }, duration(ms)),
    h('td.mono.cut', null, item.stack ? place(standsAt(frames)) : h('span.dim', null, t('inflight.elsewhere'))),
    h('td.hide-s', null, item.stack ? threadState(stateOf(item.state, frames)) : h('span.dim', null, '–')),
    h('td.mono.hide-m', null, outside(item.thread, 80))),
  isOpen && frames.length ? h('tr.opened', null, h('td', { colspan: 5 }, h('div.thr-d', null,
    h('dl.thr-f', null, h('dt', null, t('inflight.path')), h('dd', null, outside(item.path, 2000)), h('dt', null, t('thread.thread')), h('dd', null, outside(item.thread, 200))),
    h('ol.frames-l', { tabindex: 0, 'aria-label': t('thread.stack') }, h(Frames, { frames }))))) : null];
}
