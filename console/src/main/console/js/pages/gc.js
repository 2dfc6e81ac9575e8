// Garbage collection: how much time it takes, what the newest collection did, how full the pools are.
import { h, outside } from '../core/dom.js';
import { useApi } from '../core/api.js';
import { ago, bytes, dec, duration, int, percent } from '../core/format.js';
import { t } from '../core/words.js';
import { resolution } from '../charts/scale.js';
import { meter } from '../charts/spark.js';
import { TimeChart } from '../charts/timechart.js';
import { column, newest, rates, useOwnMonitor } from '../parts/monitors.js';
import { failure, section } from '../parts/parts.js';
import { startMarker } from '../parts/traffic.js';
import { Wide } from '../parts/wide.js';

/** The tab. */
export function Collections({ facts }) {
  const result = useApi('/v1/runtime/memory');
  const data = result.data;
  return h('div.stack', null,
    h(MonitorCharts, { facts, names: ['gc', 'count', 'heap'] }),
    data ? [h(Collectors, { key: 'collectors', data }), h(Pools, { key: 'pools', data })] : failure(result) || h('div.outline-3'));
}

function Collectors({ data }) {
  return section(t('gc.collectors'), t('gc.since_start'), null, h(Wide, null, h('table.tbl', null,
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('gc.collector')), h('th.r', { scope: 'col' }, t('gc.count')), h('th.r', { scope: 'col' }, t('gc.time')), h('th.r.hide-s', { scope: 'col' }, t('gc.mean')), h('th.r.hide-s', { scope: 'col' }, t('gc.share')), h('th.hide-m', { scope: 'col' }, t('gc.last')))),
    h('tbody', null, data.collectors.map((one) => h('tr', { key: one.name },
      h('td', { title: one.pools.join(', ') }, outside(one.name, 80)), h('td.r.num', null, int(one.collections)), h('td.r.num', null, one.collections ? duration(one.totalMillis) : '–'),
      h('td.r.num.hide-s', null, one.collections ? duration(one.totalMillis / one.collections) : '–'), h('td.r.num.hide-s', null, one.totalMillis == null ? '–' : percent(one.totalMillis / data.upMillis * 100)),
      h('td.num.hide-m', null, one.last ? t('gc.last.text', { ago: ago(one.last.endedAt), time: duration(one.last.durationMillis), before: bytes(one.last.usedBytesBefore), after: bytes(one.last.usedBytesAfter) }) : h('span.dim', null, t('gc.never')))))))));
}

function Pools({ data }) {
  return section(t('gc.pools'), null, null, h(Wide, null, h('table.tbl', null,
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('gc.pool')), h('th.hide-s', { scope: 'col' }, t('gc.kind')), h('th.r', { scope: 'col' }, t('heap.used')), h('th.r.hide-s', { scope: 'col' }, t('heap.after')), h('th.r.hide-m', { scope: 'col' }, t('gc.peak')), h('th.r.hide-m', { scope: 'col' }, t('heap.committed')), h('th.r', { scope: 'col' }, t('heap.max')))),
    h('tbody', null, data.pools.map((pool) => {
      const share = pool.maxBytes ? pool.usedBytes / pool.maxBytes * 100 : null;
      return h('tr', { key: pool.name },
        h('td', null, outside(pool.name, 80)), h('td.hide-s', null, pool.isHeap ? t('runtime.heap') : t('gc.non_heap')), h('td.r.num', null, share == null ? null : [meter(share, share > 90 ? 'warn' : ''), ' '], bytes(pool.usedBytes)),
        h('td.r.num.hide-s', null, bytes(pool.usedAfterCollectionBytes)), h('td.r.num.hide-m', null, bytes(pool.peakBytes)), h('td.r.num.hide-m', null, bytes(pool.committedBytes)), h('td.r.num', null, pool.maxBytes == null ? h('span.dim', null, t('gc.no_limit')) : bytes(pool.maxBytes)));
    })))));
}

const byteAxis = { format: bytes, axis: (v) => (v ? bytes(v).replace('.0 ', ' ') : '0'), binary: true };

/**
 * Charts of this process from its samples.
 *
 * @param {{facts: *, names: string[], isWide?: boolean}} props names: `heap`, `gc`, `count`
 */
export function MonitorCharts({ facts, names, isWide = false }) {
  const monitor = useOwnMonitor(facts);
  if (monitor.missingScope) return h('p.none', null, t('page.scope', { scope: monitor.missingScope }));
  if (!monitor.frame) return failure(monitor) || (monitor.isPending ? h('div.outline-3') : h('p.none', null, t('servers.no_series')));
  const of = (name) => column(monitor.frame, 'metrics.' + name, monitor.from, monitor.to, monitor.step).values;
  const { times } = column(null, 'time', monitor.from, monitor.to, monitor.step);
  const common = { from: monitor.from, to: monitor.to, step: monitor.step, times, markers: startMarker().map((one) => ({ ...one, label: '' })), note: resolution(monitor.step, t('servers.newest')), height: 130 };
  const max = newest(of('heap_max'));
  const area = (label, colour, values) => ({ label, colour, values, kind: /** @type {'area'} */ ('area') });
  const charts = {
    heap: { title: t('runtime.heap'), unit: max ? t('servers.of', { n: bytes(max) }) : '', lines: [area(t('servers.used'), 'cap', of('heap_used')), { label: t('servers.committed'), colour: 'c6', values: of('heap_committed') }], ...byteAxis },
    gc: { title: t('servers.gc'), unit: t('chart.per_second'), lines: [area(t('servers.gc_time'), 's4', rates(of('gc_millis'), monitor.step))], format: (v) => dec(v, 2) + ' ms', axis: (v) => dec(v, v < 1 ? 2 : 1) + ' ms' },
    count: { title: t('gc.collections'), unit: t('gc.each_minute'), lines: [area(t('gc.collections'), 'c1', rates(of('gc_count'), monitor.step).map((rate) => (rate == null ? null : rate * 60)))], format: (v) => dec(v, 1), axis: (v) => dec(v, v < 1 && v > 0 ? 1 : 0) },
  };
  if (!names.some((name) => charts[name].lines.some((line) => line.values.some((value) => value != null)))) return h('p.none', null, t('servers.no_series'));
  return h(isWide ? 'div.stack' : 'div.grid3', null, names.map((name) => h('section.panel', { key: name }, h(TimeChart, { ...common, ...charts[name] }))));
}
