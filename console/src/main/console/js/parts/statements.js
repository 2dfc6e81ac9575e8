// The statements of requests, by how long they took: counted, without literals.
import { h, icon, outside } from '../core/dom.js';
import { get, here } from '../core/address.js';
import { useApi } from '../core/api.js';
import { spanParameters } from '../core/span.js';
import { compact, dateTime, duration, int } from '../core/format.js';
import { key, t } from '../core/words.js';
import { meter } from '../charts/spark.js';
import { failure, reach, section } from './parts.js';

const ORDERS = /** @type {Array<[string, string]>} */ ([['total', key('statements.total')], ['count', key('statements.count')], ['p95', key('statements.p95')], ['slow', key('statements.slow')], ['errors', key('statements.errors')]]);
const SHOWN = 30;

/** The section; nothing where the agent has none. */
export function Statements() {
  const order = ORDERS.some(([name]) => name === get('sort')) ? get('sort') : 'total';
  const result = useApi('/v1/statements', { ...spanParameters(), sort: order, limit: SHOWN });
  const data = result.data;
  if (result.error && !data) return failure(result);
  if (!data) return null;
  const all = Math.max(1, data.items.reduce((sum, item) => sum + item.totalMicros, 0) + (data.other?.totalMicros || 0));
  return section(t('statements.title'), t('statements.since', { time: dateTime(data.from) }),
    h('div.seg.to-right', null, ORDERS.map(([name, label]) => h('a', { key: name, role: 'button', href: here({ sort: name === 'total' ? '' : name }), 'aria-pressed': String(name === order) }, t(label)))),
    data.items.length ? h('div.tbl-wrap', null, h('table.tbl', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('statements.statement')), h('th.hide-s', { scope: 'col' }, t('col.share')), h('th.r', { scope: 'col' }, t('statements.count')), h('th.r.hide-s', { scope: 'col' }, t('statements.mean')), h('th.r', { scope: 'col' }, 'p95'), h('th.r.hide-m', { scope: 'col' }, t('col.max')), h('th.r.hide-m', { scope: 'col' }, t('statements.slow')), h('th.r.hide-s', { scope: 'col' }, t('statements.errors')))),
      h('tbody', null, data.items.map((item) => h('tr', { key: item.id + item.database },
        h('td.e-cell.stmt', null, h('details', null, h('summary.mono', null, outside(item.text ?? t('statements.unknown'), 200)), h('div.mono.wrap', null, outside(item.text ?? '')), h('div.li-s.mono', null, outside(item.database, 200)))),
        h('td.hide-s', null, meter(item.totalMicros / all * 100, 'time'), ' ', h('span.num', null, duration(item.totalMicros / 1000))), h('td.r.num', { title: int(item.count) }, compact(item.count)), h('td.r.num.hide-s', null, duration(item.meanMicros / 1000)), h('td.r.num', null, duration(item.p95Micros / 1000)),
        h('td.r.num.hide-m', null, duration(item.maxMicros / 1000)), h('td.r.num.hide-m', { title: t('statements.slow_from', { time: duration(data.slowMillis) }) }, int(item.slow)), h('td.r.num.hide-s', { class: item.errors ? 'bad' : 'dim' }, int(item.errors)))))))
      : h('p.none', null, t('statements.none')),
    data.other?.statements ? h('p.foot-note', null, icon('info'), t('statements.other', { n: int(data.other.statements), count: int(data.other.count) })) : null, reach(data));
}
