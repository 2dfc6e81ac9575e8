// Endpoints: where does the time go, and where do errors come from?
import { h, icon, useState } from '../core/dom.js';
import { get, go, here } from '../core/address.js';
import { useApi } from '../core/api.js';
import { span, spanParameters } from '../core/span.js';
import { bytes, compact, day, duration, int, percent, rate } from '../core/format.js';
import { t } from '../core/words.js';
import { meter } from '../charts/spark.js';
import { Outline } from '../frame/app.js';
import { csvCell, saveFile } from '../parts/export.js';
import { delta, empty, endpointName, failure, head, operation, reach, sorted, sortHead } from '../parts/parts.js';
import { EndpointPage } from './endpoint.js';
import { useSparks } from '../parts/sparks.js';

const MAX_ROWS = 500;
const WITH_SPARK = 20;

/** The page: the table, or one endpoint. */
export default function Endpoints({ id }) {
  return id ? h(EndpointPage, { key: id, id }) : h(Table, null);
}

const VALUES = {
  name: (row) => operation(row.endpoint).route,
  share: (row) => row.figures.meanMillis * row.figures.requests,
  n: (row) => row.figures.requests,
  errors: (row) => row.figures.errors / Math.max(1, row.figures.requests),
  p50: (row) => row.figures.p50Millis,
  p95: (row) => row.figures.p95Millis,
  before: (row) => (row.figuresBefore ? row.figures.p95Millis / row.figuresBefore.p95Millis : null),
  p99: (row) => row.figures.p99Millis,
  max: (row) => row.figures.maxMillis,
  e4: (row) => share4(row.figures),
  in: (row) => row.figures.inBytes,
  out: (row) => row.figures.outBytes,
};
const INITIAL = '-share';

function Table() {
  const { from, to } = span();
  const result = useApi('/v1/stats/endpoints', { ...spanParameters(), cmp: 'true', rows: MAX_ROWS });
  const wanted = get('q').toLowerCase();
  const all = (result.data?.endpoints || []).filter((row) => row.figures.requests);
  const rows = sorted(all.filter((row) => {
    const known = operation(row.endpoint);
    return (known.method + ' ' + known.route + ' ' + row.endpoint).toLowerCase().includes(wanted);
  }), VALUES, INITIAL);
  const sparkOf = useSparks(rows.slice(0, WITH_SPARK).map((row) => row.endpoint));
  if (result.error && !result.data) return h('div.page', null, head(t('nav.endpoints')), failure(result));
  if (!result.data) return h(Outline, null);
  const total = all.reduce((sum, row) => sum + VALUES.share(row), 0);
  const most = Math.max(1, ...all.map(VALUES.share));
  const requests = all.reduce((sum, row) => sum + row.figures.requests, 0);
  const seconds = (to - from) / 1000;
  return h('div.page', null,
    head(t('nav.endpoints'), t('endpoints.sub', { n: int(all.length), requests: compact(requests) }), h(Filter, null), h('button.btn', { disabled: !rows.length, onclick: () => saveCsv(rows, seconds) }, icon('down'), h('span', null, t('export.csv')))),
    !all.length ? empty(t('overview.empty'), t('overview.empty.text')) : !rows.length ? empty(t('endpoints.none'), null, h('a.btn', { href: here({ q: '' }) }, t('requests.clear')))
      : h('section.panel.flush', null, h('div.tbl-wrap', null, h('table.tbl.ep', null,
        h('thead', null, h('tr', null,
          sortHead('name', t('col.endpoint'), INITIAL), h('th.hide-s', { scope: 'col' }, t('col.traffic')), sortHead('share', t('col.share'), INITIAL, { class: 'hide-s', title: t('endpoints.share') }),
          sortHead('n', t('col.requests'), INITIAL, { class: 'r hide-s' }), h('th.r.hide-l', { scope: 'col' }, t('col.rate')), sortHead('errors', t('col.errors'), INITIAL, { class: 'r' }), sortHead('e4', '4xx', INITIAL, { class: 'r hide-m' }),
          sortHead('p50', 'p50', INITIAL, { class: 'r hide-s' }), sortHead('p95', 'p95', INITIAL, { class: 'r' }), sortHead('before', t('col.before'), INITIAL, { class: 'r hide-s' }),
          sortHead('p99', 'p99', INITIAL, { class: 'r hide-m' }), sortHead('max', t('col.max'), INITIAL, { class: 'r hide-m' }), sortHead('in', t('col.in'), INITIAL, { class: 'r hide-l' }), sortHead('out', t('col.out'), INITIAL, { class: 'r hide-m' }))),
        h('tbody', null, rows.map((row, i) => {
          const f = row.figures;
          const share = f.errors / f.requests * 100;
          return h('tr', { key: row.endpoint },
            h('td.cut-name', null, endpointName(row.endpoint)),
            h('td.hide-s', null, i < WITH_SPARK ? sparkOf(row.endpoint) : null),
            h('td.hide-s', null, h('span.share', null, meter(VALUES.share(row) / most * 100, 'time'), h('span.num', null, percent(total ? VALUES.share(row) / total * 100 : null)))),
            h('td.r.num.hide-s', { title: int(f.requests) }, compact(f.requests)), h('td.r.num.hide-l', null, rate(f.requests / seconds)),
            h('td.r.num', null, h('span', { class: share > 1 ? 'bad' : share > 0 ? '' : 'dim' }, percent(share))),
            h('td.r.num.hide-m', { class: share4(f) ? '' : 'dim' }, percent(share4(f))),
            h('td.r.num.hide-s', null, duration(f.p50Millis)), h('td.r.num', null, duration(f.p95Millis)), h('td.r.hide-s', null, delta(f.p95Millis, row.figuresBefore?.p95Millis)),
            h('td.r.num.hide-m', null, duration(f.p99Millis)), h('td.r.num.hide-m', null, duration(f.maxMillis)), h('td.r.num.hide-l', null, bytes(f.inBytes)), h('td.r.num.hide-m', null, bytes(f.outBytes)));
        })), h(Totals, { rows, seconds }))),
      reach(result.data), result.data.endpointsLeftOut ? h('p.foot-note', null, icon('info'), t('endpoints.left_out', { n: int(result.data.endpointsLeftOut) })) : null));
}

// Counts add up; percentiles of several endpoints do not.
function Totals({ rows, seconds }) {
  const sum = (value) => rows.reduce((all, row) => all + value(row.figures), 0);
  const requests = sum((f) => f.requests);
  const max = Math.max(...rows.map((row) => row.figures.maxMillis));
  const share = (count) => percent(requests ? count / requests * 100 : null);
  return h('tfoot', null, h('tr', null,
    h('th', { scope: 'row' }, t('endpoints.total', { n: int(rows.length) })), h('td.hide-s'), h('td.r.num.hide-s', null, duration(sum((f) => f.meanMillis * f.requests))),
    h('td.r.num.hide-s', { title: int(requests) }, compact(requests)), h('td.r.num.hide-l', null, rate(requests / seconds)),
    h('td.r.num', null, share(sum((f) => f.errors))), h('td.r.num.hide-m', null, share(sum((f) => f.statusClasses['4xx'] || 0))),
    h('td.hide-s'), h('td'), h('td.hide-s'), h('td.hide-m'), h('td.r.num.hide-m', null, duration(max)),
    h('td.r.num.hide-l', null, bytes(sum((f) => f.inBytes))), h('td.r.num.hide-m', null, bytes(sum((f) => f.outBytes)))));
}

const share4 = (figures) => (figures.requests ? (figures.statusClasses['4xx'] || 0) / figures.requests * 100 : 0);

// What is shown, in its order; with all figures, whatever the width of the window.
function saveCsv(rows, seconds) {
  const head = ['endpoint', 'method', 'route', 'requests', 'ratePerSecond', 'errors', 'status4xx', 'totalMillis', 'p50Millis', 'p95Millis', 'p95MillisBefore', 'p99Millis', 'maxMillis', 'inBytes', 'outBytes'];
  const lines = rows.map((row) => {
    const f = row.figures;
    const known = operation(row.endpoint);
    return [row.endpoint, known.method, known.route, f.requests, f.requests / seconds, f.errors, f.statusClasses['4xx'] || 0, VALUES.share(row), f.p50Millis, f.p95Millis, row.figuresBefore?.p95Millis, f.p99Millis, f.maxMillis, f.inBytes, f.outBytes].map(csvCell).join(',');
  });
  saveFile(`endpoints-${day(span().to)}.csv`, 'text/csv;charset=utf-8', '\ufeff' + [head.join(','), ...lines].join('\r\n') + '\r\n');
}

function Filter() {
  const [text, setText] = useState(get('q'));
  return h('div.qbox.small', null, icon('search'), h('input', {
    type: 'search', value: text, placeholder: t('endpoints.filter'), 'aria-label': t('endpoints.filter'),
    oninput: (event) => {
      setText(event.target.value);
      go(here({ q: event.target.value }), true);
    },
  }), h('kbd', null, '/'));
}
