// The numbers of a chart as a table, for screen readers and for copying (`view=table`; console.md section 7).
import { h, icon } from '../core/dom.js';
import { get, here } from '../core/address.js';
import { day, hms } from '../core/format.js';
import { t } from '../core/words.js';

/** Whether charts are shown as tables. */
export const isTable = () => get('view') === 'table';

/** Shows the charts of the page as tables, or as charts again. */
export function tableSwitch() {
  const label = isTable() ? t('chart.as_chart') : t('chart.as_table');
  return h('a.c-switch', { href: here({ view: isTable() ? '' : 'table' }), title: label, 'aria-label': label, role: 'button', 'aria-pressed': String(isTable()) }, icon('table'));
}

/**
 * The table: the newest bucket first, those without any value left out.
 *
 * @param {{times: number[], lines: Array<{label: string, values: Array<number | null>}>, format: (value: number) => string, title: string}} props
 *   times in epoch seconds
 */
export function ChartTable({ times, lines, format, title }) {
  const rows = times.map((_, i) => i).filter((i) => lines.some((line) => line.values[i] != null)).reverse();
  return h('div.tbl-wrap.c-table', { tabindex: 0, role: 'region', 'aria-label': title },
    rows.length ? h('table.tbl', null,
      h('caption.vh', null, title),
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('col.time')), lines.map((line) => h('th.r', { key: line.label, scope: 'col' }, line.label)))),
      h('tbody', null, rows.map((i) => h('tr', { key: times[i] },
        h('th.num', { scope: 'row' }, day(times[i] * 1000), ' ', hms(times[i] * 1000)),
        lines.map((line) => h('td.r.num', { key: line.label }, line.values[i] == null ? '–' : format(/** @type {number} */ (line.values[i]))))))))
      : h('p.none', null, t('servers.no_series')));
}
