// Errors: what fails, since when, is it new?
import { h, icon, outside } from '../core/dom.js';
import { here, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { span, spanParameters } from '../core/span.js';
import { ago, dateTime, duration, hmsMillis, int, percent } from '../core/format.js';
import { t } from '../core/words.js';
import { grid, resolution } from '../charts/scale.js';
import { meter } from '../charts/spark.js';
import { TimeChart } from '../charts/timechart.js';
import { Outline } from '../frame/app.js';
import { empty, endpointName, failure, figure, head, reach, section, sorted, sortHead, status } from '../parts/parts.js';
import { Stack } from '../parts/stack.js';
import { startMarker } from '../parts/traffic.js';

const INITIAL = '-count';
const VALUES = {
  type: (item) => item.exceptionType.split('.').pop(),
  count: (item) => item.count,
  first: (item) => Date.parse(item.firstSeen),
  last: (item) => Date.parse(item.lastSeen),
};

/** The page: all groups, or one. */
export default function Errors({ id }) {
  return id ? h(ErrorPage, { key: id, id }) : h(Groups, null);
}

function Groups() {
  const result = useApi('/v1/errors', { ...spanParameters(), limit: 200 });
  if (result.error && !result.data) return h('div.page', null, head(t('nav.errors')), failure(result));
  if (!result.data) return h(Outline, null);
  const items = sorted(result.data.items, VALUES, INITIAL);
  const total = items.reduce((sum, item) => sum + item.count, 0);
  return h('div.page', null,
    head(t('nav.errors'), t('errors.sub', { groups: int(items.length), n: int(total), from: dateTime(result.data.from) })),
    !items.length ? empty(t('errors.none'), t('errors.none.text'), h('a.btn', { href: here({ range: '24h', from: '', to: '' }) }, t('requests.widen')))
      : h('section.panel.flush', null, h('div.tbl-wrap', null, h('table.tbl.errors', null,
        h('thead', null, h('tr', null, sortHead('type', t('filter.error'), INITIAL), h('th.hide-s', { scope: 'col' }, t('errors.endpoints')), h('th.hide-m', { scope: 'col' }, t('errors.share')), sortHead('count', t('col.count'), INITIAL, { class: 'r' }), sortHead('first', t('errors.first'), INITIAL, { class: 'r hide-s' }), sortHead('last', t('errors.last'), INITIAL, { class: 'r' }))),
        h('tbody', null, items.map((item) => h('tr', { key: item.id },
          h('td.e-cell', null,
            h('a.li-t.mono', { href: href('errors', item.fingerprint), title: item.exceptionType }, outside(item.exceptionType.split('.').pop(), 120), item.isNew ? h('span.tag.bad', null, t('errors.new')) : null),
            h('div.li-s.mono', { title: item.place || '' }, outside(item.place ? item.place.split('.').slice(-2).join('.') : '–', 120)),
            item.message ? h('div.li-s', null, outside(item.message.split('\n')[0], 200)) : null),
          h('td.hide-s.e-ends', null, item.endpoints.slice(0, 2).map((one) => h('div', { key: one.endpoint }, endpointName(one.endpoint))), item.endpoints.length > 2 || item.endpointsLeftOut ? h('span.dim', null, t('facets.more', { n: int(item.endpoints.length - 2 + (item.endpointsLeftOut || 0)) })) : null),
          h('td.hide-m', null, h('span.share', null, meter(item.count / Math.max(1, total) * 100, 'bad'), h('span.num', null, percent(item.count / Math.max(1, total) * 100)))),
          h('td.r.num', { title: item.notStored ? t('errors.not_stored', { n: int(item.notStored) }) : null }, int(item.count)),
          h('td.r.num.hide-s', { title: dateTime(item.firstSeen) }, ago(item.firstSeen)), h('td.r.num', { title: dateTime(item.lastSeen) }, ago(item.lastSeen))))))),
      reach(result.data)));
}

function ErrorPage({ id }) {
  const { from, to } = span();
  const result = useApi('/v1/errors/' + encodeURIComponent(id), spanParameters());
  const group = result.data?.group;
  const latest = result.data?.rows || [];
  const newest = latest[0];
  const detail = useApi(newest ? '/v1/logs/' + newest.id : null, {}, { once: true });
  const crumb = h('nav.crumb', { 'aria-label': t('nav.errors') }, h('a', { href: href('errors') }, icon('left'), t('nav.errors')));
  if (result.error && !group) return h('div.page', null, crumb, head(t('nav.errors')), result.error.status === 404 ? empty(t('error.gone'), t('error.gone.text'), h('a.btn', { href: here({ range: '30d', from: '', to: '' }) }, t('error.month'))) : failure(result));
  if (!group) return h(Outline, null);
  const step = result.data.resolution || 3600;
  const first = Math.min(from, Date.parse(result.data.from));
  const { times, rows } = grid(result.data.series, first, to, step);
  const stack = (detail.data?.messages || []).find((text) => typeof text === 'string' && /\n\s*at /.test(text));
  const dot = group.exceptionType.lastIndexOf('.');
  return h('div.page', null, crumb,
    head(h('span.mono', null, outside(group.exceptionType.slice(dot + 1))), h('span.mono', null, outside(group.exceptionType), group.place ? [' · ', outside(group.place)] : null),
      h('a.btn', { href: href('requests', '', { fingerprint: group.fingerprint }) }, icon('requests'), t('nav.requests'))),
    h('div.figs.six', { role: 'group', 'aria-label': t('overview.figures') },
      figure({ label: t('col.count'), value: int(group.count), note: group.isNew ? h('span.tag.bad', null, t('errors.new')) : null, cls: 'bad' }),
      figure({ label: t('errors.without_row'), value: int(group.notStored) }),
      figure({ label: t('errors.first'), value: ago(group.firstSeen), note: h('span.dim', null, dateTime(group.firstSeen)), cls: 'text' }),
      figure({ label: t('errors.last'), value: ago(group.lastSeen), note: h('span.dim', null, dateTime(group.lastSeen)), cls: 'text' }),
      figure({ label: t('errors.endpoints'), value: int(group.endpoints.length + (group.endpointsLeftOut || 0)) })),
    h('section.panel', null, h(TimeChart, {
      title: t('errors.over_time'), unit: t('errors.per_bucket'), note: resolution(step, t('chart.exact')), from: first, to, step, times, height: 130, format: int, whole: true,
      lines: [{ label: t('col.count'), colour: 's5', kind: 'bar', values: rows.map((row) => (row ? row.count : null)) }], markers: startMarker(), summary: t('chart.failures.summary', { bad: int(group.count) }),
    })),
    stack ? h(Stack, { text: stack, note: h('span.dim', null, t('errors.newest')) })
      : group.message ? h('section.panel.flush.err', null, h('div.sec-h', null, h('h2', null, t('errors.message'))), h('div.e-msg', null, h('p', null, outside(group.message)))) : null,
    h('div.cols2', null,
      section(t('errors.endpoints'), null, null, h('table.tbl.mini', null, h('tbody', null, group.endpoints.map((one) => h('tr', { key: one.endpoint }, h('td.cut-name', null, endpointName(one.endpoint)), h('td.r.dim', { title: dateTime(one.lastSeen) }, ago(one.lastSeen)), h('td.r.num', null, int(one.count))))))),
      section(t('errors.latest'), t('endpoint.of_rows'), null, latest.length ? h('table.tbl.mini', null, h('tbody', null, latest.slice(0, 50).map((item) => h('tr', { key: item.id },
        h('td.num', { title: dateTime(item.time) }, h('a', { href: href('requests', item.id) }, hmsMillis(item.time))), h('td', null, status(item.status)), h('td.cut', null, h('span.mono', null, outside(item.path, 200))), h('td.r.num', null, duration(item.durationMicros / 1000))))))
        : h('p.none', null, t('endpoint.no_row')))),
    reach(result.data));
}
