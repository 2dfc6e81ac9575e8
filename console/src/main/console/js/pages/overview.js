// Overview: is the service well, and if not, where do I look?
import { h, icon, outside } from '../core/dom.js';
import { get, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can, store, update } from '../core/store.js';
import { span, spanParameters, stepSeconds } from '../core/span.js';
import { ago, bytes, dateTime, dec, duration, hm, int, percent, rate, rateNumber, split } from '../core/format.js';
import { t } from '../core/words.js';
import { grid } from '../charts/scale.js';
import { meter, spark } from '../charts/spark.js';
import { column, newest, ofKind, useMonitor } from '../parts/monitors.js';
import { delta, empty, endpointName, failure, figure, more, operation, reach, section } from '../parts/parts.js';
import { useSparks } from '../parts/sparks.js';
import { DurationChart, TrafficChart } from '../parts/traffic.js';
import { verdictWords } from '../parts/verdict.js';

const NOW_MILLIS = 300e3;
const ENDPOINTS = 10;

/** The page. */
export default function Overview() {
  const { from, to } = span();
  const cmp = get('cmp') === '1' ? 'true' : '';
  const series = useApi('/v1/stats/series', { ...spanParameters(), step: stepSeconds(), cmp: 'true' });
  const endpoints = useApi('/v1/stats/endpoints', { ...spanParameters(), cmp: 'true', rows: 100 });
  const now = useApi('/v1/stats/endpoints', { from: Math.round(store.now - NOW_MILLIS), rows: 1, cmp });
  const resources = useApi(can('resources.view') ? '/v1/resources' : null);
  const server = ofKind(resources.data, 'server')[0];
  const worker = ofKind(resources.data, 'worker').find((one) => one.state === 'connected');
  const host = useMonitor('server', can('metrics.view') ? server?.id : null);
  const process = useMonitor('worker', can('metrics.view') ? worker?.id : null);
  const agent = useApi(can('agent.view') ? '/v1/agent' : null);
  const isEmpty = endpoints.data && !endpoints.data.all?.requests && !series.data?.points?.length;
  return h('div.page', null,
    h(Verdict, null),
    h(Figures, { series: series.data, now: now.data, host, process, agent: agent.data, endpoints: endpoints.data }),
    failure(series) || h('div.cols2', null,
      h('section.panel', null, h(TrafficChart, { data: series.data, from, to })),
      h('section.panel', null, h(DurationChart, { data: series.data, from, to }))),
    isEmpty ? empty(t('overview.empty'), t('overview.empty.text')) : null,
    h('div.cols-main', null,
      section(t('overview.attention'), t('overview.attention.note'), more(t('overview.all_endpoints'), href('endpoints')), failure(endpoints) || h(Attention, { data: endpoints.data, from, to }), reach(endpoints.data)),
      h('div.stack', null,
        can('errors.view') ? h(ErrorsNow, null) : null,
        section(t('overview.host'), server?.name, more(t('nav.servers'), href('servers')), h(Host, { server, host, process })))));
}

function Verdict() {
  const result = useApi(can('verdict.view') ? '/v1/verdict' : null);
  const verdict = result.data;
  if (result.error && !verdict) return failure(result);
  if (!verdict) return h('section.verdict.wait', { 'aria-busy': 'true' });
  const words = verdictWords(verdict);
  const cls = { ok: 'ok', warning: 'warn', critical: 'bad' }[verdict.state] || 'ok';
  const buttons = [];
  if (verdict.rule === 'some_failing') buttons.push([t('overview.show_failed'), href('requests', '', { status: '5xx' })]);
  if (verdict.rule === 'endpoint_failing') buttons.push([t('overview.show_failed'), href('requests', '', { status: '5xx', endpoint: verdict.subject })]);
  if (verdict.rule.startsWith('endpoint_')) buttons.push([t('overview.show_endpoint'), href('endpoints', verdict.subject)]);
  if (['not_stored', 'disk_low', 'recording_paused'].includes(verdict.rule)) buttons.push([t('nav.agent'), href('agent')]);
  if (verdict.rule === 'instance_silent' || verdict.rule === 'deadlock') buttons.push([t('nav.servers'), href('servers')]);
  return h('section.verdict', { class: cls, 'aria-live': 'polite' },
    h('div.v-mark', null, icon(cls === 'ok' ? 'check' : 'errors')),
    h('div.v-text', null, h('h1', null, outside(words.title)),
      h('p', null, outside(words.text), ' ', h('span.dim', { title: dateTime(verdict.since) }, t('overview.since', { time: hm(verdict.since), ago: ago(verdict.since) })))),
    buttons.length ? h('div.v-act', null, buttons.slice(0, 2).map(([label, url], i) => h('a.btn', { key: url, href: url, class: i ? '' : 'solid' }, label))) : null);
}

function Figures({ series, now, host, process, agent, endpoints }) {
  const { from, to } = span();
  const step = series?.stepSeconds || 60;
  const { rows } = grid(series?.points, from, to, step);
  const pick = (value) => rows.map((row) => (row ? value(row.figures) : null));
  const all = endpoints?.all;
  const before = endpoints?.allBefore;
  const recent = now?.all;
  const share = (figures) => (figures?.requests ? figures.errors / figures.requests * 100 : null);
  const [p95, p95Unit] = split(duration(recent?.requests ? recent.p95Millis : null));
  const heap = column(process.frame, 'metrics.heap_used', process.from, process.to, process.step).values;
  const heapMax = newest(column(process.frame, 'metrics.heap_max', process.from, process.to, process.step).values);
  const cpu = column(host.frame, 'cpu_percent', host.from, host.to, host.step).values;
  const memory = column(host.frame, 'memory_percent', host.from, host.to, host.step).values;
  const [heapNow, heapUnit] = split(bytes(newest(heap)));
  const errorShare = share(recent);
  const inFlight = agent?.openExchanges?.length;
  return h('div.figs', { role: 'group', 'aria-label': t('overview.figures') },
    figure({ label: t('figure.requests'), value: rateNumber(recent ? recent.requests / (NOW_MILLIS / 1000) : null), unit: t('unit.per_s'), note: delta(all?.requests, before?.requests, true), chart: spark(pick((f) => f.requests), 's2'), url: href('requests'), title: t('figure.now') }),
    figure({ label: t('figure.errors'), value: errorShare == null ? '–' : percent(errorShare).replace(' %', ''), unit: '%', note: delta(share(all), share(before)), chart: spark(pick((f) => f.errors), 's5'), url: href('requests', '', { status: '5xx' }), cls: errorShare != null && errorShare > 2 ? 'bad' : '', title: t('figure.now') }),
    figure({ label: t('figure.p95'), value: p95, unit: p95Unit, note: delta(all?.p95Millis, before?.p95Millis), chart: spark(pick((f) => f.p95Millis), 'time-2'), url: href('endpoints', '', { sort: '-p95' }), title: t('figure.now') }),
    figure({ label: t('figure.in_flight'), value: inFlight == null ? '–' : int(inFlight), chart: spark(column(process.frame, 'threads', process.from, process.to, process.step).values, 's3'), note: h('span.dim', null, t('figure.threads', { n: int(newest(column(process.frame, 'threads', process.from, process.to, process.step).values)) })), url: href('agent') }),
    figure({ label: t('figure.heap'), value: heapNow, unit: heapUnit + (heapMax ? ' / ' + bytes(heapMax).replace('.0 ', ' ') : ''), chart: spark(heap, 'cap', { max: heapMax || undefined }), url: href('servers') }),
    figure({ label: t('figure.cpu'), value: dec(newest(cpu), 0), unit: '%', chart: spark(cpu, 'cap', { max: 100 }), url: href('servers') }),
    figure({ label: t('figure.memory'), value: dec(newest(memory), 0), unit: '%', chart: spark(memory, 'cap', { max: 100 }), url: href('servers') }));
}

/** Failures first, weighted by how many; then the time that all requests of it took together. */
function score(row) {
  const figures = row.figures;
  return figures.requests ? (figures.errors / figures.requests) * Math.log(figures.requests + 1) * 1e6 + (figures.meanMillis * figures.requests) / 1e3 : 0;
}

function Attention({ data, from, to }) {
  const rows = (data?.endpoints || []).filter((row) => row.figures.requests).sort((a, b) => score(b) - score(a)).slice(0, ENDPOINTS);
  const sparkOf = useSparks(rows.map((row) => row.endpoint));
  const seconds = (to - from) / 1000;
  if (data && !rows.length) return h('p.none', null, t('overview.no_endpoints'));
  return h('div.tbl-wrap', null, h('table.tbl.attn', null,
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('col.endpoint')), h('th.hide-s', { scope: 'col' }, t('col.traffic')), h('th.r', { scope: 'col' }, t('col.rate')), h('th.r', { scope: 'col' }, t('col.errors')), h('th.r', { scope: 'col' }, 'p95'), h('th.r.hide-s', { scope: 'col' }, t('col.before')))),
    h('tbody', null, rows.map((row) => {
      const share = row.figures.errors / row.figures.requests * 100;
      return h('tr', { key: row.endpoint },
        h('td.cut-name', null, endpointName(row.endpoint)), h('td.hide-s', null, sparkOf(row.endpoint)), h('td.r.num', null, rate(row.figures.requests / seconds)),
        h('td.r.num', { class: share > 1 ? 'bad' : share > 0 ? '' : 'dim' }, percent(share)), h('td.r.num', null, duration(row.figures.p95Millis)), h('td.r.hide-s', null, delta(row.figures.p95Millis, row.figuresBefore?.p95Millis)));
    }))));
}

function ErrorsNow() {
  const errors = useApi('/v1/errors', { ...spanParameters(), limit: 5 });
  const items = errors.data?.items || [];
  const fresh = items.filter((item) => item.isNew).length;
  if (errors.data && store.errorCount !== fresh) queueMicrotask(() => update({ errorCount: fresh }));
  return section(t('overview.errors'), null, more(t('overview.all_errors'), href('errors')),
    failure(errors) || (items.length
      ? h('ul.list.errs', null, items.map((item) => h('li', { key: item.id },
        h('div', null, h('a.li-t.mono', { href: href('errors', item.fingerprint), title: item.exceptionType }, outside(item.exceptionType.split('.').pop())),
          h('div.li-s.fx', null, h('span.mono', null, outside(shortPlace(item))), item.isNew ? h('span.tag.bad', null, t('errors.new')) : null)),
        h('span.dim.num', { title: dateTime(item.lastSeen) }, ago(item.lastSeen)), h('b.num', null, int(item.count)))))
      : errors.data ? h('p.none', null, t('overview.no_errors')) : null));
}

const shortPlace = (item) => (item.place ? item.place.split('.').slice(-2).join('.') : item.endpoints[0] ? operation(item.endpoints[0].endpoint).route : '');

function Host({ server, host, process }) {
  const value = (monitor, name) => newest(column(monitor.frame, name, monitor.from, monitor.to, monitor.step).values);
  const facts = server?.facts || {};
  const heap = value(process, 'metrics.heap_used');
  const heapMax = value(process, 'metrics.heap_max');
  const rows = [
    [t('figure.cpu'), value(host, 'cpu_percent'), percent(value(host, 'cpu_percent'))],
    [t('host.memory'), value(host, 'memory_percent'), bytes(value(host, 'used_memory')) + ' / ' + bytes(facts.memory_total)],
    [t('figure.heap'), heap && heapMax ? heap / heapMax * 100 : null, bytes(heap) + ' / ' + bytes(heapMax)],
    [t('host.load'), facts.cpu_num ? (value(host, 'load_avg_1') || 0) / facts.cpu_num * 100 : null, dec(value(host, 'load_avg_1'), 2) + ' · ' + t('host.cores', { n: facts.cpu_num ?? '–' })],
    [t('host.disk'), value(host, 'disk_percent'), bytes(value(host, 'used_space')) + ' / ' + bytes(facts.disk_total)],
    [t('host.process_cpu'), value(process, 'cpu_percent'), percent(value(process, 'cpu_percent'))],
  ];
  if (!server) return h('p.none', null, t('overview.no_host'));
  return h('table.glance', null, h('tbody', null, rows.map(([label, share, text]) => h('tr', { key: label },
    h('th', { scope: 'row' }, label), h('td', null, meter(share, share > 95 ? 'bad' : share > 85 ? 'warn' : '', label + ' ' + text), h('span.num', null, text))))));
}
