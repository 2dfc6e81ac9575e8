// Servers: in what state is everything that requests run on?
import { h, icon, outside } from '../core/dom.js';
import { href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can, store } from '../core/store.js';
import { age, ago, bytes, dateTime, dec, duration, int, percent, time } from '../core/format.js';
import { key, named, t } from '../core/words.js';
import { resolution } from '../charts/scale.js';
import { meter } from '../charts/spark.js';
import { TimeChart } from '../charts/timechart.js';
import { Outline } from '../frame/app.js';
import { column, newest, rates, useMonitor } from '../parts/monitors.js';
import { empty, failure, head, reach } from '../parts/parts.js';
import { Statements } from '../parts/statements.js';
import { startMarker } from '../parts/traffic.js';

const ICONS = { service: 'endpoints', server: 'servers', instance: 'agent', worker: 'runtime', database: 'db', cache: 'cache' };
const DOTS = { connected: 'ok', silent: 'bad', ended: '' };
const MONITORED = ['server', 'instance', 'worker', 'database', 'cache'];

/** The page. */
export default function Servers({ id }) {
  const result = useApi('/v1/resources');
  if (result.error && !result.data) return h('div.page', null, head(t('nav.servers')), failure(result));
  if (!result.data) return h(Outline, null);
  const rows = flat(result.data).filter((row) => row.node.kind !== 'service');
  if (!rows.length) return h('div.page', null, empty(t('servers.empty'), t('overview.no_host')));
  const chosen = rows.find((row) => row.node.instanceID === id) || rows[0];
  const tops = rows.filter((row) => row.depth === 0);
  const beside = tops.filter((row) => row.node.kind === 'database' || row.node.kind === 'cache');
  const groups = /** @type {Array<[string, *[]]>} */ ([[t('servers.servers'), rows.filter((row) => !beside.some((one) => one.top === row.top))], [t('servers.stores'), rows.filter((row) => beside.some((one) => one.top === row.top))]]);
  return h('div.page.srv', null,
    h('details.tree', { open: innerWidth >= 900 }, h('summary', null, h('i.dot', { class: DOTS[chosen.node.state] }), h('b', null, outside(chosen.node.name)), h('span.grow'), icon('chev')),
      groups.map(([name, list]) => (list.length ? [h('h2', { key: name }, name), list.map((row) => item(row, chosen))] : null))),
    h('div.srv-main', null, h(Node, { key: chosen.node.instanceID, node: chosen.node, parent: chosen.parent }), reach(result.data)));
}

function flat(node, depth = -1, parent = null, top = null, found = []) {
  const own = depth === 0 ? node : top;
  if (depth >= 0) found.push({ node, depth, parent, top: own });
  (node.children || []).forEach((child) => flat(child, depth + 1, node, own, found));
  return found;
}

function item({ node, depth }, chosen) {
  return h('a.t-item', { key: node.instanceID, href: href('servers', node.instanceID), 'aria-current': node === chosen.node ? 'true' : null, vars: { d: depth } },
    h('i.dot', { class: DOTS[node.state] || '', title: named('state.', node.state) }), icon(ICONS[node.kind] || 'info'),
    h('span.t-n', null, h('b', null, outside(node.name, 60)), h('small', null, outside(line(node), 120))), node.state === 'connected' ? null : h('span.vh', null, named('state.', node.state)));
}

function line(node) {
  const f = node.facts || {};
  switch (node.kind) {
    case 'server': return [f.ip, f.cpu_num ? t('host.cores', { n: f.cpu_num }) : null, f.memory_total ? bytes(f.memory_total) : null].filter(Boolean).join(' · ');
    case 'instance': return [f.backend, f.backend_version, f.language_version ? 'Java ' + f.language_version : null].filter(Boolean).join(' · ');
    case 'worker': return 'pid ' + f.pid;
    default: return [f.type, f.hostname].filter(Boolean).join(' · ');
  }
}

function Node({ node, parent }) {
  const monitor = useMonitor(node.kind, can('metrics.view') && MONITORED.includes(node.kind) ? node.id : null);
  const facts = factsOf(node, monitor);
  const finding = node.state === 'silent' ? t('servers.silent', { time: dateTime(node.since) }) : null;
  const charts = CHARTS[node.kind] ? CHARTS[node.kind](monitor, node) : [];
  const known = charts.filter((chart) => chart.lines.some((one) => one.values.some((value) => value != null)));
  return [
    head(h('span.with-dot', null, h('i.dot', { class: DOTS[node.state] || '' }), outside(node.name)), [named('kindof.', node.kind), ' · ', named('state.', node.state), ' ', t('servers.since', { time: dateTime(node.since), ago: ago(node.since) }), parent && parent.kind !== 'service' ? [' · ', outside(parent.name)] : null]),
    finding ? h('div.callout.bad', null, icon('errors'), finding) : null,
    failure(monitor),
    facts.length ? h('div.kv', null, facts.map(([label, value, share]) => h('div', { key: label, class: share > 95 ? 'bad' : share > 85 ? 'warn' : '' }, h('span.dim', null, label), h('span.kv-v.num', { title: String(value) }, outside(value, 120)), share != null ? meter(share, share > 95 ? 'bad' : share > 85 ? 'warn' : '', label) : null))) : null,
    !can('metrics.view') ? h('p.none', null, t('page.scope', { scope: 'metrics.view' })) : known.length ? h('div.grid3', null, known.map((chart) => h('section.panel', { key: chart.title }, h(TimeChart, { ...chart, from: monitor.from, to: monitor.to, step: monitor.step, markers: startMarker().map((one) => ({ ...one, label: '' })), note: resolution(monitor.step, t('servers.newest')), height: 130 }))))
      : monitor.isLoading ? null : h('p.none', null, t('servers.no_series')),
    node.kind === 'database' && !node.facts?.ops && can('stats.view') ? h(Statements, null) : null];
}

function factsOf(node, monitor) {
  const f = node.facts || {};
  const last = (name) => newest(column(monitor.frame, name, monitor.from, monitor.to, monitor.step).values);
  const known = (rows) => rows.filter(([, value]) => value != null && value !== '' && value !== '–');
  switch (node.kind) {
    case 'server': return known([
      [t('figure.cpu'), percent(last('cpu_percent')), last('cpu_percent')], [t('host.memory'), bytes(last('used_memory')) + ' / ' + bytes(f.memory_total), last('memory_percent')], [t('host.disk'), bytes(last('used_space')) + ' / ' + bytes(f.disk_total), last('disk_percent')],
      [t('host.load'), dec(last('load_avg_1'), 2)], [t('servers.connections'), int(last('total_net_connections'))], [t('servers.files'), int(last('file_descriptors'))], [t('servers.system'), f.platform?.platform || f.system], [t('filter.ip'), f.ip]]);
    case 'instance': return known([
      [t('servers.backend'), [f.backend, f.backend_version].filter(Boolean).join(' ')], ['Java', f.language_version], [t('servers.version'), f.version], [t('servers.production'), f.production == null ? null : f.production ? t('yes') : t('no')], [t('servers.workers'), int(last('current_workers'))], [t('servers.threads'), int(last('threads'))], [t('host.memory'), bytes(last('used_memory'))], [t('servers.mean'), duration(last('avg_time'))]]);
    case 'worker': return known([
      ['pid', f.pid], [t('servers.up'), f.startedAt && !f.endedAt ? age((store.now - time(f.startedAt)) / 1000) : null], [t('servers.heard'), ago(f.lastSeenAt)], [t('servers.ended'), f.endedAt ? dateTime(f.endedAt) : null], [t('figure.cpu'), percent(last('cpu_percent'))],
      [t('figure.heap'), bytes(last('metrics.heap_used')) + ' / ' + bytes(last('metrics.heap_max')), last('metrics.heap_max') ? last('metrics.heap_used') / last('metrics.heap_max') * 100 : null], [t('servers.threads'), int(last('threads'))], [t('servers.files'), int(last('file_descriptors'))], [t('servers.classes'), int(last('metrics.classes_loaded'))]]);
    default: return known([[t('servers.type'), f.type], [t('servers.name'), f.name], [t('filter.host'), f.hostname], [t('servers.port'), f.port], [t('servers.size'), f.used_space == null ? null : bytes(f.used_space)], [t('servers.connected'), f.connected == null ? null : f.connected ? t('yes') : t('no')], [t('servers.own'), f.ops ? t('yes') : null]]);
  }
}

const percentAxis = { format: (v) => dec(v, 0) + ' %', axis: (v) => v + ' %' };
const byteAxis = { format: bytes, axis: (v) => (v ? bytes(v).replace('.0 ', ' ') : '0'), binary: true };
const countAxis = { whole: true, format: (v) => (Number.isInteger(v) ? int(v) : dec(v, 1)), axis: (v) => (Number.isInteger(v) ? int(v) : dec(v, 1)) };
const CPU = key('figure.cpu');

function build(monitor) {
  const of = (name) => column(monitor.frame, name, monitor.from, monitor.to, monitor.step).values;
  const { times } = column(null, 'time', monitor.from, monitor.to, monitor.step);
  const area = (label, colour, values) => ({ label, colour, values, kind: /** @type {'area'} */ ('area') });
  const line = (label, colour, values) => ({ label, colour, values });
  return { of, area, line, chart: (title, unit, lines, how) => ({ title, unit, lines, times, ...how }) };
}

const CHARTS = {
  server: (monitor, node) => {
    const { of, area, line, chart } = build(monitor);
    const cores = node.facts?.cpu_num;
    return [
      chart(t(CPU), cores ? t('servers.of_cores', { n: cores }) : '', [area(t('servers.used'), 'cap', of('cpu_percent'))], { ...percentAxis, max: 100 }),
      chart(t('host.memory'), node.facts?.memory_total ? t('servers.of', { n: bytes(node.facts.memory_total) }) : '', [area(t('servers.used'), 'cap', of('used_memory'))], { ...byteAxis, max: node.facts?.memory_total || undefined }),
      chart(t('host.load'), cores ? t('host.cores', { n: cores }) : '', [line(t('servers.load_1'), 'c1', of('load_avg_1')), line(t('servers.load_5'), 'c2', of('load_avg_5')), line(t('servers.load_15'), 'c6', of('load_avg_15'))], { format: (v) => dec(v, 2), axis: countAxis.axis, limit: cores || undefined }),
      chart(t('servers.network'), t('chart.per_second'), [line(t('servers.in'), 'c1', rates(of('metrics.network_in_bytes'), monitor.step)), line(t('servers.out'), 'c2', rates(of('metrics.network_out_bytes'), monitor.step))], byteAxis),
      chart(t('servers.disk_io'), t('chart.per_second'), [line(t('servers.read'), 'c1', rates(of('metrics.disk_read_bytes'), monitor.step)), line(t('servers.written'), 'c2', rates(of('metrics.disk_write_bytes'), monitor.step))], byteAxis),
      chart(t('servers.connections'), '', [area(t('servers.all'), 'c6', of('total_net_connections')), line(t('servers.active'), 'c1', of('active_net_connections'))], countAxis),
      chart(t('servers.files'), '', [area(t('servers.open'), 'cap', of('file_descriptors'))], countAxis),
    ];
  },
  instance: (monitor) => {
    const { of, area, line, chart } = build(monitor);
    return [
      chart(t('col.requests'), t('chart.per_second'), [area(t('servers.rate'), 's2', of('rps'))], { format: (v) => dec(v, 2), axis: countAxis.axis }),
      chart(t('chart.duration'), t('servers.mean'), [line(t('servers.mean'), 'time-2', of('avg_time'))], { format: duration, axis: duration }),
      chart(t(CPU), '', [area(t('servers.used'), 'cap', of('cpu_percent'))], percentAxis),
      chart(t('host.memory'), '', [area(t('servers.used'), 'cap', of('used_memory'))], byteAxis),
      chart(t('servers.threads'), '', [area(t('servers.threads'), 'c1', of('threads'))], countAxis),
    ];
  },
  worker: (monitor) => {
    const { of, area, line, chart } = build(monitor);
    const max = newest(of('metrics.heap_max'));
    return [
      chart(t('figure.heap'), max ? t('servers.of', { n: bytes(max) }) : '', [area(t('servers.used'), 'cap', of('metrics.heap_used')), line(t('servers.committed'), 'c6', of('metrics.heap_committed'))], byteAxis),
      chart(t('servers.non_heap'), '', [area(t('servers.non_heap'), 'cap', of('metrics.non_heap_used')), line(t('servers.direct'), 'c2', of('metrics.direct_buffers_used'))], byteAxis),
      chart(t('servers.gc'), t('chart.per_second'), [area(t('servers.gc_time'), 's4', rates(of('metrics.gc_millis'), monitor.step))], { format: (v) => dec(v, 2) + ' ms', axis: (v) => dec(v, v < 1 ? 2 : 1) + ' ms' }),
      chart(t(CPU), '', [area(t('servers.used'), 'cap', of('cpu_percent'))], percentAxis),
      chart(t('servers.threads'), '', [area(t('servers.threads'), 'c1', of('threads')), line(t('servers.daemon'), 'c6', of('metrics.threads_daemon'))], countAxis),
      chart(t('servers.files'), '', [area(t('servers.open'), 'cap', of('file_descriptors'))], countAxis),
      chart(t('servers.classes'), '', [line(t('servers.loaded'), 'c1', of('metrics.classes_loaded'))], countAxis),
    ];
  },
  database: (monitor) => {
    const { of, area, line, chart } = build(monitor);
    return [
      chart(t('servers.db_connections'), '', [area(t('servers.all'), 'c6', of('current_connections')), line(t('servers.active'), 'c1', of('active_connections'))], countAxis),
      chart(t('servers.size'), '', [area(t('servers.used'), 'cap', of('used_space'))], byteAxis),
    ];
  },
  cache: (monitor) => {
    const { of, area, chart } = build(monitor);
    return [chart(t('host.memory'), '', [area(t('servers.used'), 'cap', of('used_memory'))], byteAxis)];
  },
};
