// Charts over time, drawn on a canvas by uPlot. The readings of a hovered moment stand in the legends of all charts of
// the page; there is no floating box. Dragging chooses a span (console.md section 7).
import { h, useEffect, useRef, useState } from '../core/dom.js';
import { go, here } from '../core/address.js';
import { hms } from '../core/format.js';
import { holdRefresh } from '../core/refresh.js';
import { get } from '../core/address.js';
import { t } from '../core/words.js';
import { zoom } from '../frame/keys.js';
import uPlot from '../../lib/uplot.js';
import { ChartTable, isTable, tableSwitch } from './table.js';
import { ticks, timeLabel, timeTicks } from './scale.js';

const SYNC = 'opsagent';
const MIN_LABEL_WIDTH = 84;

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

function faded(colour, share) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  return hex ? `rgba(${parseInt(hex[1], 16)}, ${parseInt(hex[2], 16)}, ${parseInt(hex[3], 16)}, ${share})` : colour;
}

/**
 * @typedef {{label: string, colour: string, values: Array<number | null>, kind?: 'line' | 'area' | 'bar', dashed?: boolean}} Line
 *   `colour` is the name of a token without dashes
 * @param {{
 *   title: *, unit?: string, note?: string, from: number, to: number, step: number, times: number[], lines: Line[],
 *   format: (value: number) => string, axis?: (value: number) => string, height?: number, stacked?: boolean, lane?: boolean,
 *   noTime?: boolean, max?: number, binary?: boolean, markers?: Array<{at: number, label: string}>, summary?: string,
 *   limit?: number, whole?: boolean
 * }} props from and to in epoch milliseconds, step in seconds, times (beginnings of buckets) in epoch seconds
 */
export function TimeChart(props) {
  const plot = useRef(/** @type {HTMLElement | null} */ (null));
  const chart = useRef(/** @type {*} */ (null));
  const latest = useRef(props);
  latest.current = props;
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const [look, setLook] = useState(0);
  const shape = JSON.stringify([props.lines.map((line) => [line.label, line.colour, line.kind, line.dashed]), props.height, props.stacked, props.noTime, props.max, get('tz'), isTable(), look]);

  useEffect(() => {
    const onTheme = () => setLook((n) => n + 1);
    document.addEventListener('opsagent-theme', onTheme);
    return () => document.removeEventListener('opsagent-theme', onTheme);
  }, []);

  useEffect(() => {
    const place = plot.current;
    if (!place) return undefined;
    const drawn = new uPlot(options(latest, place.clientWidth, setAt), data(latest.current), place);
    chart.current = drawn;
    const size = new ResizeObserver(() => {
      if (place.clientWidth && place.clientWidth !== drawn.width) drawn.setSize({ width: place.clientWidth, height: drawn.height });
    });
    size.observe(place);
    return () => {
      size.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [shape]);

  useEffect(() => {
    const drawn = chart.current;
    if (!drawn) return;
    drawn.batch(() => {
      drawn.setData(data(props), false);
      drawn.setScale('x', { min: props.from / 1000, max: props.to / 1000 });
      drawn.redraw(true, true);
    });
  }, [props.times, props.lines, props.from, props.to]);

  const shown = at != null && at < props.times.length ? at : lastKnown(props.lines, props.times.length);
  const legend = h('ul.legend', null,
    props.lines.map((line) => h('li', { key: line.label },
      h('span.key', { class: `${line.kind === 'bar' || line.kind === 'area' ? 'sq' : 'ln'}${line.dashed ? ' dashed' : ''} ink-${line.colour}` }), h('span', null, line.label),
      h('b.num', null, line.values[shown] == null ? '–' : props.format(/** @type {number} */ (line.values[shown]))))),
    at != null && props.times[at] != null ? h('li.stamp', null, hms(props.times[at] * 1000)) : null);
  const onkeydown = (event) => {
    const drawn = chart.current;
    if (!drawn || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(props.times.length - 1, (at ?? props.times.length) + (event.key === 'ArrowLeft' ? -1 : 1)));
    drawn.setCursor({ left: drawn.valToPos(props.times[to] + props.step / 2, 'x'), top: 10 });
  };
  const height = (props.height || 150) * rem();
  return h('figure.chart', { class: props.lane ? 'lane' : '' },
    h('figcaption', null,
      h('span.c-title', null, props.title), props.unit ? h('span.c-unit', null, props.unit) : null,
      props.note ? h('span.c-note', null, props.note) : null, props.lane ? null : tableSwitch(), isTable() ? null : legend),
    isTable() ? h(ChartTable, { times: props.times, lines: props.lines, format: props.format, title: props.summary || (typeof props.title === 'string' ? props.title : t('nav.requests')) }) : h('div.plot', { ref: plot, vars: { h: height + 'px' }, tabindex: 0, role: 'img', 'aria-label': props.summary || (typeof props.title === 'string' ? props.title : ''), onkeydown }));
}

// Of all buckets: the middle of the newest lies behind the end of the axis, where uPlot does not look.
function highest(columns) {
  let max = 0;
  for (const values of columns.slice(1)) for (const value of values) if (value != null && value > max) max = value;
  return max;
}

function lastKnown(lines, count) {
  for (let i = count - 1; i >= 0; i--) {
    if (lines.some((line) => line.values[i] != null)) return i;
  }
  return 0;
}

// Stacked: the sums, the highest first, so that the lower ones are drawn over it.
function data(props) {
  const middle = props.times.map((at) => at + props.step / 2);
  if (!props.stacked) return [middle, ...props.lines.map((line) => line.values)];
  const solid = props.lines.filter((line) => !line.dashed);
  const sums = [];
  const base = new Array(middle.length).fill(0);
  for (const line of solid) {
    sums.push(line.values.map((value, i) => {
      if (value == null) return null;
      base[i] += value;
      return base[i];
    }));
  }
  return [middle, ...sums.reverse(), ...props.lines.filter((line) => line.dashed).map((line) => line.values)];
}

function options(latest, width, setAt) {
  const props = latest.current;
  const scale = rem();
  const font = `${11 * scale}px ${token('font')}`;
  const height = (props.height || 150) * scale;
  const order = props.stacked ? [...props.lines.filter((line) => !line.dashed).reverse(), ...props.lines.filter((line) => line.dashed)] : props.lines;
  const solid = order.filter((line) => !line.dashed).length;
  const wanted = height / scale < 60 ? 1 : height / scale < 90 ? 2 : 3;
  let held = null;
  const top = (max) => {
    if (latest.current.max != null) return latest.current.max;
    const all = ticks(Math.max(max, latest.current.limit || 0), wanted, latest.current.binary, latest.current.whole);
    return all[all.length - 1];
  };
  return {
    width, height, legend: { show: false }, padding: [6 * scale, 1, 0, 0], pxAlign: 1,
    scales: { x: { time: false, range: () => [latest.current.from / 1000, latest.current.to / 1000] }, y: { range: (u) => [0, top(highest(u.data))] } },
    axes: [
      {
        show: true, stroke: token('axis'), font, size: props.noTime ? 3 : 18 * scale, gap: 2, grid: { show: false },
        ticks: { show: !props.noTime, size: 3, stroke: token('line-2'), width: 1 }, border: { show: true, stroke: token('line-2'), width: 1 },
        splits: (u) => {
          const zone = get('tz') === 'utc' ? 0 : -new Date(u.scales.x.min * 1000).getTimezoneOffset();
          const found = timeTicks(u.scales.x.min, u.scales.x.max, Math.max(2, Math.floor(u.bbox.width / devicePixelRatio / MIN_LABEL_WIDTH / scale)), zone);
          const inset = ((u.scales.x.max - u.scales.x.min) * 14 * scale) / Math.max(1, u.bbox.width / devicePixelRatio);
          return found.filter((at) => at > u.scales.x.min + inset && at < u.scales.x.max - inset);
        },
        values: (u, splits) => splits.map((at) => (props.noTime ? '' : timeLabel(at, u.scales.x.min, u.scales.x.max))),
      },
      {
        stroke: token('axis'), font, size: 54 * scale, gap: 6, ticks: { show: false }, grid: { stroke: token('grid'), width: 1 },
        splits: (u) => ticks(u.scales.y.max, wanted, latest.current.binary, latest.current.whole).filter((value) => value <= u.scales.y.max * 1.0001),
        values: (_, splits) => splits.map((value) => (latest.current.axis || latest.current.format)(value)),
      },
    ],
    series: [{}, ...order.map((line) => series(line, props))],
    bands: props.stacked && props.lines[0]?.kind === 'area'
      ? order.slice(0, Math.max(0, solid - 1)).map((line, i) => ({ series: [i + 1, i + 2], fill: faded(token(line.colour), 0.36) })) : [],
    cursor: {
      y: false, points: { show: false }, sync: { key: SYNC, scales: ['x', null] }, drag: { x: true, y: false, setScale: false, dist: 4 },
      bind: {
        dblclick: () => () => { zoom(2); return null; },
        mousedown: (_u, _target, handler) => (event) => {
          held?.();
          held = holdRefresh();
          addEventListener('mouseup', () => { held?.(); held = null; }, { once: true });
          return handler(event);
        },
      },
    },
    hooks: {
      setCursor: [(u) => setAt(u.cursor.idx == null || u.cursor.left < 0 ? null : u.cursor.idx)],
      setSelect: [(u) => {
        if (u.select.width < 4) return;
        const { step, to } = latest.current;
        const first = Math.floor(u.posToVal(u.select.left, 'x') / step) * step;
        const last = Math.ceil(u.posToVal(u.select.left + u.select.width, 'x') / step) * step;
        u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        if (last > first) go(here({ from: first * 1000, to: Math.min(last * 1000, Math.round(to)) }));
      }],
      draw: [(u) => marks(u, latest.current, font)],
    },
  };
}

function series(line, props) {
  const colour = token(line.colour);
  if (line.dashed) return { stroke: colour, width: 1.25, dash: [3, 3], points: { show: false }, spanGaps: false };
  if (line.kind === 'bar') {
    return { stroke: colour, fill: colour, width: 0, points: { show: false }, paths: uPlot.paths.bars?.({ size: [0.86, 60], align: 0 }) };
  }
  const isLast = props.stacked ? line === props.lines[0] : true;
  return {
    stroke: colour, width: line.colour === 'time' ? 1.75 : 1.5, spanGaps: false,
    fill: line.kind === 'area' && isLast ? faded(colour, props.stacked ? 0.36 : 0.16) : undefined,
    // A bucket between two gaps would be nothing but for its point.
    points: { show: (u, i) => isolated(u.data[i]), size: 4, fill: colour, stroke: colour },
  };
}

function isolated(values) {
  return values.some((value, i) => value != null && values[i - 1] == null && values[i + 1] == null);
}

function marks(u, props, font) {
  const canvas = u.ctx;
  canvas.save();
  canvas.font = font;
  if (props.limit != null) {
    const y = Math.round(u.valToPos(props.limit, 'y', true)) + 0.5;
    canvas.strokeStyle = token('bad');
    canvas.setLineDash([4, 3]);
    canvas.beginPath();
    canvas.moveTo(u.bbox.left, y);
    canvas.lineTo(u.bbox.left + u.bbox.width, y);
    canvas.stroke();
  }
  for (const marker of props.markers || []) {
    if (marker.at < props.from || marker.at > props.to) continue;
    const x = Math.round(u.valToPos(marker.at / 1000, 'x', true)) + 0.5;
    canvas.strokeStyle = token('text-3');
    canvas.setLineDash([2, 2]);
    canvas.beginPath();
    canvas.moveTo(x, u.bbox.top);
    canvas.lineTo(x, u.bbox.top + u.bbox.height);
    canvas.stroke();
    if (marker.label && !props.lane) {
      const isRight = x > u.bbox.left + u.bbox.width - 120 * devicePixelRatio;
      canvas.setLineDash([]);
      canvas.font = font.replace(/^[\d.]+px/, (size) => parseFloat(size) * devicePixelRatio + 'px');
      canvas.textAlign = isRight ? 'right' : 'left';
      canvas.lineWidth = 3 * devicePixelRatio;
      canvas.lineJoin = 'round';
      canvas.strokeStyle = token('surface');
      canvas.fillStyle = token('text-2');
      const y = u.bbox.top + 10 * devicePixelRatio;
      canvas.strokeText(marker.label, x + (isRight ? -5 : 5) * devicePixelRatio, y);
      canvas.fillText(marker.label, x + (isRight ? -5 : 5) * devicePixelRatio, y);
      canvas.lineWidth = 1;
    }
  }
  canvas.restore();
}
