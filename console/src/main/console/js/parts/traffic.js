// The two charts that most pages have: how much, and how long.
import { h } from '../core/dom.js';
import { get } from '../core/address.js';
import { duration, int, rateNumber } from '../core/format.js';
import { store } from '../core/store.js';
import { t } from '../core/words.js';
import { grid, resolution } from '../charts/scale.js';
import { TimeChart } from '../charts/timechart.js';

const MAX_MARKERS = 20;
/** Processes that start together are one deployment. */
const TOGETHER_MILLIS = 60e3;

/** Starts of the application as markers of charts, with the version where one is known. */
export function startMarker() {
  const markers = /** @type {Array<{at: number, label: string}>} */ ([]);
  for (const { at, version } of store.starts) {
    const last = markers[markers.length - 1];
    if (!last || at - last.at > TOGETHER_MILLIS) markers.push({ at, label: version ? t('chart.started_version', { version }) : t('chart.started') });
  }
  return markers.slice(-MAX_MARKERS);
}

/** A short number for an axis. */
export const axisNumber = (value) => (value >= 10 || value === 0 ? int(value) : String(Number(value.toFixed(2))));

/** A short duration for an axis. */
export const axisDuration = (ms) => (ms === 0 ? '0' : ms < 1000 ? Number(ms.toFixed(1)) + ' ms' : Number((ms / 1000).toFixed(2)) + ' s');

const figuresOf = (rows, pick) => rows.map((row) => (row ? pick(row.figures) : null));

/**
 * Requests by class of status. Failures are few: on one scale with successes they would vanish, so they have a lane and a
 * scale of their own.
 *
 * @param {{data: *, from: number, to: number, height?: number}} props answer of /v1/stats/series
 */
export function TrafficChart({ data, from, to, height = 168 }) {
  const step = data?.stepSeconds || 60;
  const { times, rows } = grid(data?.points, from, to, step);
  const before = beforeRows(data, from, to, step);
  const per = (name) => figuresOf(rows, (f) => (f.statusClasses[name] || 0) / step);
  const line = (label, colour, values) => ({ label, colour, values, kind: /** @type {'bar'} */ ('bar') });
  const common = { from, to, step, times, stacked: true, format: rateNumber, axis: axisNumber, markers: startMarker() };
  const lines = [line('3xx', 's3', per('3xx')), line('2xx', 's2', figuresOf(rows, (f) => ((f.statusClasses['2xx'] || 0) + (f.statusClasses['1xx'] || 0)) / step))];
  const compared = before ? [{ label: t('chart.before'), colour: 'ghost', dashed: true, values: figuresOf(before, (f) => f.requests / step) }] : [];
  const total = rows.reduce((sum, row) => sum + (row?.figures.requests || 0), 0);
  const bad = rows.reduce((sum, row) => sum + (row?.figures.errors || 0), 0);
  return h('div', null,
    h(TimeChart, {
      ...common, title: t('chart.requests'), unit: t('chart.per_second'), note: resolution(step, t('chart.exact')), height: height - 62, noTime: true,
      lines: [...lines, ...compared], summary: t('chart.requests.summary', { total: int(total), bad: int(bad) }),
    }),
    h(TimeChart, {
      ...common, lane: true, title: t('chart.failures'), unit: t('chart.own_scale'), height: 66, markers: startMarker(),
      lines: [line('5xx', 's5', figuresOf(rows, (f) => ((f.statusClasses['5xx'] || 0) + (f.statusClasses.none || 0)) / step)), line('4xx', 's4', per('4xx'))],
      summary: t('chart.failures.summary', { bad: int(bad) }),
    }));
}

/**
 * Percentiles of the duration.
 *
 * @param {{data: *, from: number, to: number, height?: number}} props answer of /v1/stats/series
 */
export function DurationChart({ data, from, to, height = 168 }) {
  const step = data?.stepSeconds || 60;
  const { times, rows } = grid(data?.points, from, to, step);
  const before = beforeRows(data, from, to, step);
  const values = (name) => figuresOf(rows, (f) => (f.requests ? f[name] : null));
  const lines = [
    { label: 'p99', colour: 'time', values: values('p99Millis') },
    { label: 'p95', colour: 'time-2', values: values('p95Millis') },
    { label: 'p50', colour: 'time-3', values: values('p50Millis') },
  ];
  if (before) lines.push(/** @type {*} */ ({ label: t('chart.p95_before'), colour: 'ghost', dashed: true, values: figuresOf(before, (f) => (f.requests ? f.p95Millis : null)) }));
  const known = lines[1].values.filter((value) => value != null);
  const summary = known.length ? t('chart.duration.summary', { low: duration(Math.min(...known)), high: duration(Math.max(...known)) }) : t('chart.duration');
  return h(TimeChart, {
    title: t('chart.duration'), unit: t('chart.percentiles'), note: resolution(step, t('chart.merged')), from, to, step, times, lines,
    format: duration, axis: axisDuration, height: height + 26, markers: startMarker(), summary,
  });
}

// The points of the span before, moved to where they are compared.
function beforeRows(data, from, to, step) {
  if (get('cmp') !== '1' || !data?.pointsBefore?.length) return null;
  const length = to - from;
  return grid(data.pointsBefore.map((point) => ({ ...point, time: new Date(Date.parse(point.time) + length).toISOString() })), from, to, step).rows;
}
