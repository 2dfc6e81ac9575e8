// The heap: how full, by what, what came since a while ago; collections and dumps on demand.
import { h, icon, outside, useState } from '../core/dom.js';
import { apiUrl, call, useApi } from '../core/api.js';
import { can, store } from '../core/store.js';
import { ago, bytes, dateTime, dec, duration, hms, int } from '../core/format.js';
import { named, t } from '../core/words.js';
import { meter } from '../charts/spark.js';
import { ActionDialog } from '../parts/dialog.js';
import { Confirm } from '../parts/confirm.js';
import { failure, figure, section } from '../parts/parts.js';
import { Wide } from '../parts/wide.js';
import { MonitorCharts } from './gc.js';

const CLASSES = 2000;
const SHOWN = 100;
const GIB = 1024 ** 3;
/** Seconds of standstill for each GiB in use: an estimate, said as such. */
const COUNT_SECONDS = /** @type {[number, number]} */ ([0.3, 1]);
const COLLECT_SECONDS = /** @type {[number, number]} */ ([0.2, 1]);
const DUMP_SECONDS = /** @type {[number, number]} */ ([1, 4]);

/** The newest counts, the older one first; they live as long as the tab of the browser. */
let moments = /** @type {*[]} */ ([]);

/** The tab. */
export function Heap({ facts }) {
  const memory = useApi('/v1/runtime/memory');
  const dumps = useApi('/v1/runtime/heap/dumps');
  const [dialog, setDialog] = useState('');
  const [counts, setCounts] = useState(moments);
  const [done, setDone] = useState('');
  const pools = (memory.data?.pools || []).filter((pool) => pool.isHeap);
  const used = pools.reduce((sum, pool) => sum + pool.usedBytes, 0);
  const max = facts?.heapMaxBytes;
  const after = pools.filter((pool) => pool.usedAfterCollectionBytes != null);
  const ask = {
    histogram: () => call(apiUrl('/v1/runtime/heap/histogram', { rows: CLASSES })).then((count) => {
      moments = [...moments.slice(-1), count];
      setCounts(moments);
    }),
    gc: () => call(apiUrl('/v1/runtime/gc'), { method: 'POST' }).then((answer) => {
      setDone(answer.collections ? t('heap.collected', { time: duration(answer.durationMillis), before: bytes(answer.usedBytesBefore), after: bytes(answer.usedBytesAfter) }) : t('heap.not_collected'));
      memory.retry();
    }),
    dump: () => call(apiUrl('/v1/runtime/heap/dumps'), { method: 'POST' }).then(() => {
      setDone(t('heap.dumping'));
      dumps.retry();
    }),
  };
  const share = (n) => (max ? n / max * 100 : null);
  const [number, unit] = bytes(used).split(' ');
  return h('div.stack', null,
    failure(memory),
    h('div.figs.six', { role: 'group', 'aria-label': t('runtime.heap') },
      figure({ label: t('heap.used'), value: memory.data ? number : '–', unit, note: max ? h('span.dim', null, t('servers.of', { n: bytes(max) })) : null, cls: (share(used) ?? 0) > 90 ? 'warn' : '' }),
      figure({ label: t('heap.after'), value: after.length ? bytes(after.reduce((sum, pool) => sum + pool.usedAfterCollectionBytes, 0)) : '–', note: h('span.dim', null, t('heap.after.note')) }),
      figure({ label: t('heap.committed'), value: memory.data ? bytes(pools.reduce((sum, pool) => sum + pool.committedBytes, 0)) : '–' }),
      figure({ label: t('heap.max'), value: bytes(max) })),
    done ? h('div.callout.ok', { role: 'status' }, icon('check'), h('span', null, done), h('span.grow'), h('button.ico.sm', { 'aria-label': t('frame.close'), onclick: () => setDone('') }, icon('close'))) : null,
    h(MonitorCharts, { facts, names: ['heap'], isWide: true }),
    h('div.tools', null,
      h('button.btn.count', { onclick: () => setDialog('histogram') }, icon('refresh'), t(counts.length ? 'heap.count_again' : 'heap.count')),
      h('button.btn', { onclick: () => setDialog('gc') }, icon('cache'), t('heap.collect')),
      h('button.btn', { onclick: () => setDialog('dump'), disabled: dumps.data && !dumps.data.enabled, title: dumps.data && !dumps.data.enabled ? t('heap.dump_off') : '' }, icon('db'), t('heap.dump'))),
    counts.length ? h(Histogram, { counts, onClear: () => { moments = []; setCounts(moments); } }) : section(t('heap.histogram'), null, null, h('p.none', null, t('heap.histogram.none'))),
    h(Dumps, { dumps }),
    dialog ? h(ActionDialog, { ...dialogs(dialog, used, facts, dumps.data), act: ask[dialog], onClose: () => setDialog('') }) : null);
}

function pause(bytesUsed, [least, most]) {
  const gib = Math.max(0.05, bytesUsed / GIB);
  return t('heap.pause', { from: duration(Math.ceil(least * gib * 10) * 100), to: duration(Math.ceil(most * gib * 10) * 100) });
}

function dialogs(name, used, facts, dumps) {
  if (name === 'histogram') return { title: t('heap.count'), action: t('heap.count.do'), notes: [t('heap.count.note'), pause(used, COUNT_SECONDS)], facts: [[t('heap.used'), bytes(used)]] };
  if (name === 'gc') return { title: t('heap.collect'), action: t('heap.collect.do'), notes: [t('heap.collect.note'), pause(used, COLLECT_SECONDS)], facts: [[t('heap.used'), bytes(used)], [t('heap.collector'), (facts?.collectors || []).join(', ')]] };
  return {
    title: t('heap.dump'), action: t('heap.dump.do'), isDanger: true,
    notes: [t('heap.dump.note'), pause(used, DUMP_SECONDS), t('heap.dump.data')],
    facts: [[t('heap.folder'), dumps?.folder || '–'], [t('heap.expected'), bytes(dumps?.expectedBytes)], [t('heap.free'), h('span', { class: dumps && dumps.freeBytes < dumps.expectedBytes ? 'bad' : '' }, bytes(dumps?.freeBytes))], [t('heap.kept'), `${int(dumps?.items.length)} / ${int(dumps?.maxFiles)}`]],
  };
}

const PRIMITIVES = { B: 'byte', C: 'char', D: 'double', F: 'float', I: 'int', J: 'long', S: 'short', Z: 'boolean' };

/** The name of a class as a person writes it. */
export function className(name) {
  const array = /^(\[+)(?:L(.+);|([BCDFIJSZ]))$/.exec(name);
  return array ? (array[2] || PRIMITIVES[array[3]]) + '[]'.repeat(array[1].length) : name;
}

const signed = (n, format) => (n === 0 ? '0' : (n > 0 ? '+' : '−') + format(Math.abs(n)));

function Histogram({ counts, onClear }) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const [byGrowth, setGrowth] = useState(false);
  const now = counts[counts.length - 1];
  const before = counts.length > 1 ? counts[0] : null;
  const old = new Map((before?.items || []).map((item) => [item.name, item]));
  // A class that is not among the listed ones of the other moment is not known there: it is no new one.
  const rows = now.items.map((item) => ({ ...item, title: className(item.name), more: old.has(item.name) ? item.bytes - old.get(item.name).bytes : null, moreOf: old.has(item.name) ? item.instances - old.get(item.name).instances : null }));
  const wanted = text.toLowerCase();
  const found = rows.filter((row) => row.title.toLowerCase().includes(wanted));
  if (before && byGrowth) found.sort((a, b) => (b.more ?? -Infinity) - (a.more ?? -Infinity));
  return section(t('heap.histogram'), before ? t('heap.between', { from: hms(before.time), to: hms(now.time), n: signed(now.bytes - before.bytes, bytes) }) : t('heap.at', { time: hms(now.time), n: int(now.instances), bytes: bytes(now.bytes) }),
    h('div.tools.to-right', null,
      before ? h('div.seg', { role: 'group', 'aria-label': t('heap.order') }, h('button', { 'aria-pressed': String(!byGrowth), onclick: () => setGrowth(false) }, t('heap.by_size')), h('button', { 'aria-pressed': String(byGrowth), onclick: () => setGrowth(true) }, t('heap.by_growth'))) : null,
      h('div.qbox.small', null, icon('search'), h('input', { type: 'search', value: text, placeholder: t('heap.filter'), 'aria-label': t('heap.filter'), oninput: (event) => setText(event.target.value) })),
      h('button.ico', { 'aria-label': t('heap.clear'), title: t('heap.clear'), onclick: onClear }, icon('close'))),
    h(Wide, null, h('table.tbl', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('heap.class')), h('th.hide-s', { scope: 'col' }, t('heap.share')), h('th.r.hide-s', { scope: 'col' }, t('heap.instances')), h('th.r', { scope: 'col' }, t('heap.bytes')), before ? [h('th.r.hide-s', { scope: 'col' }, t('heap.more_instances')), h('th.r', { scope: 'col' }, t('heap.more_bytes'))] : null)),
      h('tbody', null, found.slice(0, shown).map((row) => h('tr', { key: row.name },
        h('td.mono.cut-name', { title: row.title }, outside(row.title, 300)), h('td.hide-s', null, h('span.share', null, meter(row.bytes / now.bytes * 100), h('span.num', null, dec(row.bytes / now.bytes * 100, 1) + ' %'))),
        h('td.r.num.hide-s', null, int(row.instances)), h('td.r.num', null, bytes(row.bytes)),
        before ? [h('td.r.num.hide-s', { class: row.moreOf ? '' : 'dim' }, row.moreOf == null ? '–' : signed(row.moreOf, int)), h('td.r.num', { class: row.more ? '' : 'dim' }, row.more == null ? '–' : signed(row.more, bytes))] : null))))),
    found.length > shown ? h('div.tools.center', null, h('button.btn', { onclick: () => setShown(shown + SHOWN) }, t('heap.more', { n: int(Math.min(SHOWN, found.length - shown)) }))) : null,
    h('p.foot-note', null, icon('info'), t('heap.histogram.note', { n: int(now.items.length), all: int(now.classes) })));
}

function Dumps({ dumps }) {
  const data = dumps.data;
  if (!data) return failure(dumps);
  const remove = (item) => call(apiUrl('/v1/runtime/heap/dumps/' + encodeURIComponent(item.instanceID)), { method: 'DELETE' }).then(dumps.retry);
  return section(t('heap.dumps'), data.enabled ? t('heap.dumps.note', { n: int(data.maxFiles), free: bytes(data.freeBytes) }) : null, null,
    data.enabled ? null : h('p.none', null, t('heap.dump_off'), ' ', h('code', null, 'runtime.heap-dump=true')),
    data.items.length ? h('ul.list', null, data.items.map((item) => h('li', { key: item.id },
      h('i.dot', { class: item.state === 'done' ? 'ok' : item.state === 'failed' ? 'bad' : 'warn' }),
      h('div', null, h('div.li-t.mono.wrap', null, outside(item.path, 500)), h('div.li-s.wrap', null, named('heap.state.', item.state), ' · ', bytes(item.bytes), ' · ', dateTime(item.createdAt), ' (', ago(item.createdAt), ')', item.problem ? [' · ', outside(item.problem, 300)] : null)),
      item.state === 'running' || !can('runtime.control') ? null : h(Confirm, { label: t('heap.delete', { name: item.name }), question: t('heap.delete.ask'), act: () => remove(item) }))))
      : data.enabled ? h('p.none', null, t('heap.dumps.none', { host: store.service || 'JVM' })) : null);
}
