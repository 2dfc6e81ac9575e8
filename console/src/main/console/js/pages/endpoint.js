// One endpoint: how is its duration spread, what fails, who calls it?
import { h, icon, outside } from '../core/dom.js';
import { get, go, here, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can } from '../core/store.js';
import { span, spanParameters, stepSeconds } from '../core/span.js';
import { bytes, compact, dec, duration, hmsMillis, int, percent, rateNumber, split } from '../core/format.js';
import { t } from '../core/words.js';
import { BandChart } from '../charts/bands.js';
import { meter } from '../charts/spark.js';
import { delta, endpointName, failure, figure, head, more, section, status } from '../parts/parts.js';
import { DurationChart, TrafficChart } from '../parts/traffic.js';

const FEW = 6;
const WAIT_ROWS = 100;
const SLOW_ROWS = 100;
const NEAR_P95 = 0.9;

/** The page of one endpoint. */
export function EndpointPage({ id }) {
  const { from, to } = span();
  const series = useApi('/v1/stats/series', { ...spanParameters(), endpoint: id, step: stepSeconds(), cmp: 'true' });
  const totals = useApi('/v1/stats/endpoints', { ...spanParameters(), endpoint: id, cmp: 'true' });
  const row = (totals.data?.endpoints || []).find((one) => one.endpoint === id);
  return h('div.page', null,
    h('nav.crumb', { 'aria-label': t('nav.endpoints') }, h('a', { href: href('endpoints') }, icon('left'), t('nav.endpoints'))),
    head(endpointName(id, false), h('span.mono', null, outside(id)), h('a.btn', { href: href('requests', '', { endpoint: id }) }, icon('requests'), t('nav.requests'))),
    failure(totals) || h(Figures, { row, series: series.data }),
    failure(series) || [
      h('section.panel', { key: 'bands' }, h(BandChart, { data: series.data, from, to, onSelect: (first, last, low, high) => go(href('requests', '', { endpoint: id, from: first, to: last, min: low || '', max: high ?? '' })) })),
      h('div.cols2', { key: 'charts' },
        h('section.panel', null, h(TrafficChart, { data: series.data, from, to, height: 150 })),
        h('section.panel', null, h(DurationChart, { data: series.data, from, to, height: 150 })))],
    can('log.view') ? [
      h('div.cols2', { key: 'rows' },
        section(t('endpoint.failed'), t('endpoint.newest'), more(t('endpoint.all_failed'), href('requests', '', { endpoint: id, status: ['4xx', '5xx'] })), h(Few, { query: { endpoint: id, status: ['4xx', '5xx'] }, none: t('endpoint.no_failure') })),
        h(Slowest, { id, p95: row?.figures.requests ? row.figures.p95Millis : null })),
      h('div.cols2', { key: 'ways' }, h(Waits, { id }), h(Callers, { id }))] : null);
}

function Figures({ row, series }) {
  const { from, to } = span();
  const f = row?.figures;
  const before = row?.figuresBefore;
  const seconds = (to - from) / 1000;
  const share = f?.requests ? f.errors / f.requests * 100 : null;
  const part = (ms) => {
    const [value, unit] = split(duration(f?.requests ? ms : null));
    return { value, unit };
  };
  const peak = Math.max(0, ...(series?.points || []).map((point) => point.figures.requests / series.stepSeconds));
  const [out, outUnit] = split(bytes(f?.outBytes));
  return h('div.figs.six', { role: 'group', 'aria-label': t('overview.figures') },
    figure({ label: t('col.requests'), value: compact(f?.requests ?? 0), note: delta(f?.requests, before?.requests, true) }),
    figure({ label: t('col.rate'), value: rateNumber((f?.requests ?? 0) / seconds), unit: t('unit.per_s'), note: h('span.dim', null, t('endpoint.peak', { n: rateNumber(peak) })) }),
    figure({ label: t('figure.errors'), value: share == null ? '–' : percent(share).replace(' %', ''), unit: '%', note: h('span.dim', null, int(f?.errors)), cls: share != null && share > 1 ? 'bad' : '' }),
    figure({ label: 'p50', ...part(f?.p50Millis), note: delta(f?.p50Millis, before?.p50Millis) }),
    figure({ label: 'p95', ...part(f?.p95Millis), note: delta(f?.p95Millis, before?.p95Millis) }),
    figure({ label: 'p99', ...part(f?.p99Millis), note: delta(f?.p99Millis, before?.p99Millis) }),
    figure({ label: t('col.max'), ...part(f?.maxMillis) }),
    figure({ label: t('col.out'), value: out, unit: outUnit, note: h('span.dim', null, t('endpoint.mean', { n: bytes(f?.requests ? f.outBytes / f.requests : null) })) }));
}

// No index has the order of durations. Statistics know how long the slow ones take, and rows from there on are found at once.
function Slowest({ id, p95 }) {
  const min = p95 == null ? '' : Math.floor(p95 * NEAR_P95);
  const result = useApi(p95 == null ? null : '/v1/logs', { ...spanParameters(), endpoint: id, min, limit: SLOW_ROWS });
  const items = (result.data?.items || []).slice().sort((a, b) => b.durationMicros - a.durationMicros).slice(0, FEW);
  return section(t('endpoint.slowest'), min ? t('endpoint.slowest.note', { time: duration(min) }) : t('endpoint.of_rows'), more(t('endpoint.all_slow'), href('requests', '', { endpoint: id, min })),
    result.error && !result.data ? failure(result) : h('div.slowest', null, h(Rows, { items, none: result.data || p95 == null ? t('endpoint.no_row') : '' })));
}

function Few({ query, none }) {
  const result = useApi('/v1/logs', { ...spanParameters(), ...query, limit: FEW });
  const items = result.data?.items || [];
  if (result.error && !result.data) return failure(result);
  return h(Rows, { items, none: result.data ? none : '' });
}

function Rows({ items, none }) {
  if (!items.length) return h('p.none', null, none);
  return h('table.tbl.mini', null, h('tbody', null, items.map((item) => h('tr', { key: item.id },
    h('td.num', null, h('a', { href: href('requests', item.id) }, hmsMillis(item.time))), h('td', null, status(item.status)),
    h('td.cut', null, h('span.mono', null, item.exceptionType ? outside(item.exceptionType.split('.').pop(), 100) : outside(item.path, 200))), h('td.r.num', null, duration(item.durationMicros / 1000))))));
}

/** What the newest of its requests spent their time with, by what each row says of it. */
function Waits({ id }) {
  const result = useApi('/v1/logs', { ...spanParameters(), endpoint: id, limit: WAIT_ROWS });
  const items = result.data?.items || [];
  const all = items.reduce((sum, item) => sum + item.durationMicros, 0);
  const of = (name) => items.reduce((sum, item) => sum + (item.sql?.[name] || 0), 0);
  const wait = Math.min(all, of('connectionWaitMicros'));
  const sql = Math.min(all - wait, of('timeMicros'));
  const parts = /** @type {Array<[string, number, string]>} */ ([[t('request.wait'), wait, 'bad'], ['SQL', sql, 'sql'], [t('endpoint.own'), all - wait - sql, '']]);
  return section(t('endpoint.waits'), items.length ? t('endpoint.waits.note', { n: int(items.length) }) : null, more(t('endpoint.statements'), href('servers')),
    result.error && !result.data ? failure(result) : !items.length ? h('p.none', null, result.data ? t('endpoint.no_row') : '')
      : h('table.tbl.mini', null,
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('endpoint.waits.what')), h('th', { scope: 'col' }, t('errors.share')), h('th.r', { scope: 'col' }, t('endpoint.waits.each')), h('th.r', { scope: 'col' }, t('col.count')))),
        h('tbody', null, parts.map(([label, micros, cls]) => h('tr', { key: label },
          h('td', null, label), h('td', null, h('span.share', null, meter(all ? micros / all * 100 : 0, cls), h('span.num', null, percent(all ? micros / all * 100 : null)))),
          h('td.r.num', null, duration(micros / items.length / 1000)), h('td.r.num', null, label === 'SQL' ? dec(of('count') / items.length, 1) : '–'))))));
}

function Callers({ id }) {
  const kind = ['client', 'ip', 'user'].includes(get('tab')) ? get('tab') : 'client';
  const result = useApi('/v1/logs/facets', { ...spanParameters(), endpoint: id, facets: kind });
  const view = result.data?.facets?.[kind];
  const total = (view?.values || []).reduce((sum, one) => sum + one.count, 0) + (view?.other || 0);
  const names = { client: t('request.client'), ip: t('filter.ip'), user: t('filter.user') };
  return section(t('endpoint.callers'), t('endpoint.of_rows'),
    h('div.seg.to-right', null, Object.entries(names).map(([name, label]) => h('a', { key: name, href: here({ tab: name }), 'aria-pressed': String(kind === name), role: 'button' }, label))),
    result.error && !view ? failure(result) : view && !view.values.length ? h('p.none', null, t('endpoint.no_row'))
      : h('table.tbl.mini', null, h('tbody', null, (view?.values || []).map((one) => h('tr', { key: one.value },
        h('td.cut', null, kind === 'client' ? outside(one.value, 120) : h('a', { href: href('requests', '', { endpoint: id, [kind]: one.value }) }, outside(one.value, 120))),
        h('td.hide-s', null, h('span.share', null, meter(total ? one.count / total * 100 : 0, 's2'), h('span.num', null, dec(total ? one.count / total * 100 : 0, 1) + ' %'))), h('td.r.num', null, int(one.count)))))));
}
