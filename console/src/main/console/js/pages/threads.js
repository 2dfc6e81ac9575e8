// Threads of the process: how many in which state, where they stand, whom they serve.
import { h, icon, outside, useEffect, useMemo, useRef, useState } from '../core/dom.js';
import { get, go, here, href } from '../core/address.js';
import { apiUrl, useApi } from '../core/api.js';
import { store } from '../core/store.js';
import { bytes, dec, duration, hms, int } from '../core/format.js';
import { key, t } from '../core/words.js';
import { resolution } from '../charts/scale.js';
import { TimeChart } from '../charts/timechart.js';
import { column, useOwnMonitor } from '../parts/monitors.js';
import { failure, method, route } from '../parts/parts.js';
import { Frames } from '../parts/stack.js';
import { STATES, crowd, cycles, packageOf, short, threadsOf, usedAt } from '../parts/threads.js';
import { startMarker } from '../parts/traffic.js';
import { Wide } from '../parts/wide.js';

const SHOWN = 200;
const FIRST_RATE_MILLIS = 2000;
const SLOW_MILLIS = 2000;
const MANY_NAMES = 12;
const GROUPS = /** @type {Array<[string, string]>} */ ([['', key('thread.by_thread')], ['stack', key('thread.by_stack')], ['pool', key('thread.by_pool')]]);
const CHARTED = /** @type {Array<[string, string, string]>} */ ([['blocked', 'th-block', key('thread.block')], ['runnable', 'th-run', key('thread.runnable')], ['timed_waiting', 'th-timed', key('thread.timed')], ['waiting', 'th-wait', key('thread.wait')]]);

/** The tab. */
export function Threads({ facts }) {
  const result = useApi('/v1/runtime/threads');
  const flight = useApi('/v1/runtime/requests', { limit: 500, frames: 1 });
  const dump = result.data;
  const before = useRef(/** @type {*} */ ({ dump: null, used: null }));
  // What a thread uses now is the difference of two readings.
  if (dump && before.current.dump !== dump) before.current = { dump, used: before.current.dump ? usedAt(before.current.dump) : null };
  useEffect(() => {
    if (!dump || before.current.used) return undefined;
    const timer = setTimeout(() => { if (!document.hidden) result.retry(); }, FIRST_RATE_MILLIS);
    return () => clearTimeout(timer);
  }, [dump]);
  const threads = useMemo(() => (dump ? threadsOf(dump, flight.data?.items || [], before.current.used) : []), [dump, flight.data]);
  return h('div.stack', null,
    h('section.panel', null, h(StateChart, { facts })),
    result.error && !dump ? failure(result) : dump ? [
      h(Findings, { key: 'findings', threads }),
      h(ThreadTable, { key: 'table', threads, dump, isRated: before.current.used != null })] : h('div.outline-3'));
}

function StateChart({ facts }) {
  const monitor = useOwnMonitor(facts);
  if (monitor.missingScope) return h('p.none', null, t('page.scope', { scope: monitor.missingScope }));
  const at = (name) => column(monitor.frame, 'metrics.threads_by_state.' + name, monitor.from, monitor.to, monitor.step);
  const all = at('waiting').values;
  const lines = CHARTED.map(([name, colour, label]) => ({ label: t(label), colour, kind: /** @type {'area'} */ ('area'), values: at(name).values.map((value, i) => (all[i] == null ? null : value ?? 0)) }));
  return h(TimeChart, {
    title: t('runtime.by_state'), unit: t('runtime.count'), note: resolution(monitor.step, t('servers.newest')), from: monitor.from, to: monitor.to, step: monitor.step, times: at('waiting').times,
    lines, stacked: true, whole: true, height: 148, markers: startMarker(), format: (value) => int(value), axis: (value) => int(value),
  });
}

function Findings({ threads }) {
  const circles = cycles(threads);
  const many = crowd(threads);
  if (circles.length) {
    return circles.map((circle) => h('div.callout.bad', { key: circle[0].id, role: 'alert' }, icon('errors'),
      h('div', null, h('b', null, t('thread.deadlock', { n: int(circle.length) })), h('ol.circle', null, circle.map((one) => h('li', { key: one.id },
        h('a', { href: here({ open: one.id, state: '', q: '', view: '' }) }, outside(one.name, 80)), ' ', t('thread.waits_for'), ' ', h('code', null, outside(one.raw.waitsFor, 160)), one.raw.ownerName ? [' ', t('thread.had_by'), ' ', outside(one.raw.ownerName, 80)] : null))))));
  }
  if (!many) return null;
  return h('div.callout', null, icon('info'), h('span', null, t('thread.no_deadlock'), ' ', t('thread.crowd', { n: int(many.count) }), ' ', h('a', { href: here({ q: many.place, state: '', open: '' }) }, h('code', null, outside(many.place, 160))),
    many.isPool ? [' ', t('thread.crowd.pool'), ' ', h('a', { href: href('servers') }, t('nav.servers'))] : null));
}

function ThreadTable({ threads, dump, isRated }) {
  const [text, setText] = useState(get('q'));
  const [shown, setShown] = useState(SHOWN);
  const [hasIdle, setIdle] = useState(false);
  useEffect(() => { setText(get('q')); }, [get('q')]);
  const state = STATES.some((one) => one.id === get('state')) ? get('state') : '';
  const view = GROUPS.some(([id]) => id === get('view')) ? get('view') : '';
  const wanted = text.toLowerCase();
  const found = threads.filter((one) => (!state || one.state === state) && (!wanted || [one.name, one.serves?.route, one.serves?.path, ...one.frames.map((frame) => short(frame) + ' ' + frame.text)].join(' ').toLowerCase().includes(wanted)));
  // Whoever filters, or opened one, wants to see it.
  const folds = !view && !state && !wanted && !hasIdle;
  const listed = folds ? found.filter((one) => !one.isIdle || String(one.id) === get('open')) : found;
  const idle = found.length - listed.length;
  const counts = new Map(STATES.map((one) => [one.id, 0]));
  threads.forEach((one) => counts.set(one.state, (counts.get(one.state) || 0) + 1));
  const segment = (id, colour, label, count) => h('a', { key: id, role: 'button', href: here({ state: id, open: '' }), 'aria-pressed': String(state === id) }, colour ? h('i.sw', { class: colour }) : null, label, h('span.num.dim', null, int(count)));
  return h('section.panel.flush', null,
    h('div.sec-h.wrap', null, h('h2', null, t('runtime.threads')),
      h('div.seg', { role: 'group', 'aria-label': t('thread.state') }, segment('', '', t('thread.all'), threads.length), STATES.map((one) => segment(one.id, one.colour, t(one.name), counts.get(one.id)))),
      h('div.seg', { role: 'group', 'aria-label': t('thread.group') }, GROUPS.map(([id, label]) => h('a', { key: id, role: 'button', href: here({ view: id, open: '' }), 'aria-pressed': String(view === id) }, t(label)))),
      h('span.grow'),
      h('div.qbox.small', null, icon('search'), h('input', { type: 'search', value: text, placeholder: t('thread.filter'), 'aria-label': t('thread.filter'), oninput: (event) => { setText(event.target.value); go(here({ q: event.target.value }), true); } }))),
    listed.length ? view === 'pool' ? h(Pools, { threads: listed }) : view === 'stack' ? h(Stacks, { threads: listed })
      : h(Wide, null, h('table.tbl.thr', null,
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('thread.thread')), h('th', { scope: 'col' }, t('thread.state')), h('th.w', { scope: 'col' }, t('thread.stands')), h('th.hide-m', { scope: 'col' }, t('thread.serves')), h('th.r.hide-s', { scope: 'col' }, t('thread.for')), h('th.r.hide-s', { scope: 'col' }, 'CPU'), h('th.r.hide-m', { scope: 'col' }, t('thread.allocates')))),
        h('tbody', null, listed.slice(0, shown).map((one) => h(ThreadRow, { key: one.id, one, isOpen: get('open') === String(one.id) })))))
      : h('p.none', null, t('thread.none')),
    !view && listed.length > shown ? h('div.tools.center', null, h('button.btn', { onclick: () => setShown(shown + SHOWN) }, t('thread.more', { n: int(Math.min(SHOWN, listed.length - shown)) }))) : null,
    h('div.foot-note', null, icon('info'), h('span', null, idle ? [h('button.btn.ghost.sm', { onclick: () => setIdle(true) }, t('thread.idle', { n: int(idle) })), ' '] : null,
      t('thread.read_at', { time: hms(dump.time) }), ' ', isRated ? t('thread.rated') : t('thread.not_rated'), dump.threadsLeftOut ? ' ' + t('thread.left_out', { n: int(dump.threadsLeftOut) }) : ''),
    h('span.grow'),
    h('a.btn.sm', { href: apiUrl('/v1/runtime/threads', { format: 'text' }), download: fileName('txt') }, icon('copy'), t('thread.dump_text')),
    h('a.btn.sm', { href: apiUrl('/v1/runtime/threads', { format: 'json' }), download: fileName('json') }, 'JSON')));
}

const fileName = (ending) => 'thread-dump-' + new Date(store.now).toISOString().replace(/[:.]/g, '-').slice(0, 19) + '.' + ending;

/** A state as colour and word. */
export function threadState(id) {
  const state = STATES.find((one) => one.id === id) || STATES[4];
  return h('span.ths', null, h('i.sw', { class: state.colour }), t(state.name));
}

/** The frame where a thread stands, its package in grey. */
export function place(frame) {
  return frame ? h('span', { title: frame.text }, h('span.dim.pkg', null, outside(packageOf(frame), 200)), outside(short(frame), 200)) : h('span.dim', null, '–');
}

const cpuText = (cpu) => (cpu == null ? '–' : cpu < 0.05 ? '0 %' : dec(cpu, 1) + ' %');

function ThreadRow({ one, isOpen }) {
  const url = here({ open: isOpen ? '' : one.id });
  const click = (event) => {
    if (event.target.closest('a, button') || String(getSelection() || '')) return;
    go(url);
  };
  const { serves, raw } = one;
  return [h('tr', { class: isOpen ? 'cur' : '', onclick: click },
    h('td.mono', null, h('a', { href: url, 'aria-expanded': String(isOpen) }, outside(one.name, 80)), one.isAgent ? h('span.tag', null, t('thread.agent')) : null),
    h('td', null, threadState(one.state)),
    h('td.mono.cut', null, place(one.stands), raw.ownerName ? h('span.tag.bad', { title: raw.waitsFor }, t('thread.by', { name: raw.ownerName.slice(0, 40) })) : null),
    h('td.hide-m', null, serves ? h('span.route', null, method(serves.method), route(serves.route || serves.path)) : h('span.dim', null, '–')),
    h('td.r.num.hide-s', { class: serves?.ageMillis > SLOW_MILLIS ? 'bad' : '' }, serves ? duration(serves.ageMillis) : h('span.dim', null, '–')),
    h('td.r.num.hide-s', { class: one.cpu > 80 ? 'bad' : one.cpu < 0.05 ? 'dim' : '', title: raw.cpuMillis == null ? '' : t('thread.cpu_total', { time: duration(raw.cpuMillis) }) }, cpuText(one.cpu)),
    h('td.r.num.hide-m', { class: one.allocates ? '' : 'dim', title: raw.allocatedBytes == null ? '' : t('thread.bytes_total', { n: bytes(raw.allocatedBytes) }) }, one.allocates == null ? '–' : bytes(one.allocates) + t('unit.per_s'))),
  isOpen ? h('tr.opened', null, h('td', { colspan: 7 }, h(Detail, { one }))) : null];
}

function Detail({ one }) {
  const { raw } = one;
  const rows = [
    [t('thread.number'), '#' + raw.id + (raw.daemon ? ' · ' + t('thread.daemon') : '') + ' · ' + t('thread.priority', { n: raw.priority })],
    [t('thread.waits_for'), raw.waitsFor], [t('thread.had_by'), raw.ownerName], [t('thread.holds'), raw.holds.join(', ')],
    [t('thread.waited'), t('thread.times', { blocked: int(raw.blockedCount), waited: int(raw.waitedCount) })],
    [t('thread.used'), [raw.cpuMillis == null ? null : t('thread.cpu_total', { time: duration(raw.cpuMillis) }), raw.allocatedBytes == null ? null : t('thread.bytes_total', { n: bytes(raw.allocatedBytes) })].filter(Boolean).join(' · ')],
    [t('thread.serves'), one.serves ? one.serves.method + ' ' + one.serves.path : '']];
  return h('div.thr-d', null,
    h('dl.thr-f', null, rows.map(([label, value]) => (value ? [h('dt', null, label), h('dd', null, outside(value, 400))] : null))),
    one.frames.length ? h('ol.frames-l', { tabindex: 0, 'aria-label': t('thread.stack') }, h(Frames, { frames: one.frames }), one.isMore ? h('li.fr.lib', null, '…') : null) : h('p.none', null, t('thread.no_stack')));
}

function gathered(threads, name) {
  const groups = new Map();
  for (const one of threads) {
    const id = name(one);
    groups.set(id, [...(groups.get(id) || []), one]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length).slice(0, SHOWN);
}

function Stacks({ threads }) {
  const groups = gathered(threads, (one) => one.state + one.frames.map((frame) => frame.text).join('\n'));
  return h('ul.list', null, groups.map(([id, all]) => h('li', { key: id }, h('details.grp', null,
    h('summary', null, h('b.num', null, t(all.length === 1 ? 'thread.one' : 'thread.many', { n: int(all.length) })), threadState(all[0].state), h('span.mono.cut', null, place(all[0].stands))),
    h('p.dim', null, all.slice(0, MANY_NAMES).map((one, i) => [i ? ', ' : '', outside(one.name, 80)]), all.length > MANY_NAMES ? ' … ' : ''),
    all[0].frames.length ? h('ol.frames-l', { tabindex: 0, 'aria-label': t('thread.stack') }, h(Frames, { frames: all[0].frames })) : h('p.dim', null, t('thread.no_stack'))))));
}

function Pools({ threads }) {
  return h(Wide, null, h('table.tbl', null,
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('thread.pool')), h('th.r', { scope: 'col' }, t('runtime.threads')), h('th.hide-s', { scope: 'col' }, t('thread.state')), h('th.r', { scope: 'col' }, t('thread.serving')), h('th.r', { scope: 'col' }, 'CPU'))),
    h('tbody', null, gathered(threads, (one) => one.pool).map(([name, all]) => {
      const rated = all.filter((one) => one.cpu != null);
      return h('tr', { key: name },
        h('td.mono.cut-name', null, h('a', { href: here({ view: '', q: all.length === 1 ? all[0].name : name.split('#')[0] }) }, outside(name, 100))), h('td.r.num', null, int(all.length)),
        h('td.hide-s', null, h('span.states', null, STATES.map((state) => {
          const count = all.filter((one) => one.state === state.id).length;
          return count ? h('span.ths', { key: state.id }, h('i.sw', { class: state.colour }), int(count), ' ', t(state.name)) : null;
        }))), h('td.r.num', null, int(all.filter((one) => one.serves).length)), h('td.r.num', null, rated.length ? cpuText(rated.reduce((sum, one) => sum + one.cpu, 0)) : '–'));
    }))));
}
