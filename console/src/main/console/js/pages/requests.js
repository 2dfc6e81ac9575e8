// Requests: which were there, and what do the bad ones share?
import { h, icon, useState } from '../core/dom.js';
import { all, get, here, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { rangeName, span, spanParameters, stepSeconds } from '../core/span.js';
import { compact, dateTime, int } from '../core/format.js';
import { t } from '../core/words.js';
import { grid, resolution } from '../charts/scale.js';
import { TimeChart } from '../charts/timechart.js';
import { ColumnMenu } from '../parts/columns.js';
import { DeleteButton } from '../parts/deletion.js';
import { ExportMenu } from '../parts/export.js';
import { Facets } from '../parts/facets.js';
import { chosen, filterParameters, isFiltered } from '../parts/filters.js';
import { LiveTail } from '../parts/live.js';
import { empty, failure } from '../parts/parts.js';
import { hasPane, RowTable, useRows } from '../parts/rows.js';
import { SearchBox } from '../parts/searchbox.js';
import { startMarker } from '../parts/traffic.js';
import { ViewsMenu } from '../parts/views.js';
import { RequestPage, RequestPane } from './request.js';

/** The page: a list, or one request. */
export default function Requests({ id }) {
  return id ? h(RequestPage, { key: id, id }) : h(List, null);
}

function List() {
  const [isOpen, setOpen] = useState(false);
  const isLive = get('live') === '1';
  const filters = filterParameters();
  return h('div.page.req', null,
    h('h1.vh', null, t('nav.requests')),
    h('div.qbar', null, h(SearchBox, null),
      h('button.btn.only-s', { 'aria-expanded': String(isOpen), onclick: () => setOpen(!isOpen) }, icon('filter'), t('requests.filters')),
      h('a.btn', { href: here({ live: isLive ? '' : '1' }), class: isLive ? 'on' : '', role: 'switch', 'aria-checked': String(isLive) }, icon(isLive ? 'pause' : 'play'), h('span', null, t('requests.live'))),
      h(ViewsMenu, { page: 'requests' }), h(ExportMenu, { query: { ...spanParameters(), ...filters } }), h(ColumnMenu, null), h(DeleteButton, { query: { ...spanParameters(), ...filters } })),
    h('div.req-body', null,
      h('aside.facets', { class: isOpen ? 'open' : '', 'aria-label': t('requests.filters') }, h(Facets, null)),
      h('div.req-main', null, h(Histogram, { filters }), isLive ? h(LiveTail, { query: filters }) : h(Stored, { filters }))),
    hasPane() && get('open') ? h(RequestPane, { key: get('open'), id: get('open') }) : null);
}

function Histogram({ filters }) {
  const { from, to } = span();
  const result = useApi('/v1/logs/histogram', { ...spanParameters(), ...filters, step: stepSeconds() });
  const data = result.data;
  if (result.error && !data) return failure(result);
  const step = data?.stepSeconds || stepSeconds();
  const { times, rows } = grid(data?.points, from, to, step);
  const of = (name) => rows.map((row) => (row ? row.statusClasses[name] || 0 : null));
  const total = rows.reduce((sum, row) => sum + (row?.requests || 0), 0);
  const has = (values) => values.some((value) => value > 0);
  const line = (label, colour, values) => ({ label, colour, values, kind: /** @type {'bar'} */ ('bar') });
  const good = [line('3xx', 's3', of('3xx')), line('2xx', 's2', of('2xx'))].filter((one) => has(one.values));
  const bad = [line('5xx', 's5', of('5xx')), line('4xx', 's4', of('4xx'))].filter((one) => has(one.values));
  const how = data ? (data.exact ? t('requests.exact') : t('requests.of_rows')) : '';
  const kept = data?.leftOut ? Object.values(data.leftOut).reduce((sum, count) => sum + Number(count), 0) : 0;
  const common = { from, to, step, times, stacked: true, format: int, axis: compact, whole: true, markers: startMarker() };
  const title = h('span', null, h('b.num', null, int(total)), ' ', t(total === 1 ? 'requests.count.one' : 'requests.count'));
  const unit = how + (kept ? ' · ' + t('requests.left_out', { n: compact(kept) }) : '');
  const note = resolution(step, t('requests.zoom'));
  const summary = t('requests.summary', { n: int(total) });
  if (!good.length || !bad.length) {
    return h('div.histo', null, h(TimeChart, { key: 'one', ...common, title, unit, note, height: 104, summary, lines: good.length ? good : bad.length ? bad : [line('2xx', 's2', of('2xx'))] }));
  }
  return h('div.histo', null,
    h(TimeChart, { key: 'good', ...common, title, unit, note, height: 56, noTime: true, summary, lines: good }),
    h(TimeChart, { key: 'bad', ...common, lane: true, title: t('chart.failures'), unit: t('chart.own_scale'), height: 60, lines: bad }));
}

function Stored({ filters }) {
  const sort = { '-time': '', '+time': 'time', '-duration': '-duration', '+duration': 'duration', '-out': '-out', '+out': 'out', '-in': '-in' }[get('sort') || '-time'] ?? '';
  const rows = useRows({ ...spanParameters(), ...filters, sort });
  const first = rows.first;
  if (rows.error && !rows.items.length) return failure({ error: rows.error, retry: rows.retry });
  if (!rows.items.length && !rows.isLoading) {
    if (first?.complete === false) {
      return empty(t('requests.too_long'), sort && !sort.endsWith('time') ? t('requests.too_long.sort') : t('requests.too_long.text'),
        sort ? h('a.btn', { href: here({ sort: '' }) }, t('requests.by_time')) : null, h('a.btn', { href: here({ range: '15m', from: '', to: '' }) }, rangeName('15m')),
        all('status').length ? null : h('a.btn', { href: here({ status: '5xx' }) }, t('find.failed')));
    }
    if (!isFiltered()) return empty(t('requests.empty'), t('requests.empty.text'), h('a.btn', { href: here({ range: '24h', from: '', to: '' }) }, t('requests.widen')));
    const [name, value] = chosen()[chosen().length - 1];
    return empty(t('requests.none'), t('requests.none.text'),
      h('a.btn', { href: here({ [name]: all(name).filter((one) => one !== value) }) }, t('requests.drop')), h('a.btn', { href: href('requests') }, t('requests.clear')),
      h('a.btn', { href: here({ range: '24h', from: '', to: '' }) }, t('requests.widen')));
  }
  const notes = [];
  if (first?.expiredBefore && Date.parse(first.expiredBefore) > span().from) notes.push(t('requests.expired', { time: dateTime(first.expiredBefore) }));
  if (first?.volatileExpiredBefore && Date.parse(first.volatileExpiredBefore) > span().from) notes.push(t('requests.expired_volatile', { time: dateTime(first.volatileExpiredBefore) }));
  if (first && first.complete === false) notes.push(t('reach.incomplete'));
  if (first && first.count != null) notes.push(first.countIsExact ? t(first.count === 1 ? 'requests.rows.one' : 'requests.rows', { n: int(first.count) }) : t('requests.rows_at_least', { n: int(first.count) }));
  return [
    rows.items.length ? h(RowTable, { key: JSON.stringify([filters, sort]), items: rows.items, dropped: rows.dropped, generation: rows.generation, onNearEnd: rows.onNearEnd, onNearTop: rows.onNearTop, onAway: rows.pause, atEnd: rows.atEnd }) : h('div.reqs', { 'aria-busy': 'true' }),
    rows.error ? failure({ error: rows.error, retry: rows.retry }) : null,
    notes.length ? h('div.foot-note', null, icon('info'), notes.join(' ')) : null];
}
