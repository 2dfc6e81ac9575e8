// Duration over time as a heat map: columns are moments, rows are the bands that are counted, darkness is how many.
import { h, useEffect, useRef, useState } from '../core/dom.js';
import { get } from '../core/address.js';
import { duration, hm, int } from '../core/format.js';
import { t } from '../core/words.js';
import { grid, resolution, timeLabel, timeTicks } from './scale.js';

const HEIGHT = 190;
const GUTTER = 54;
const BOTTOM = 18;
const SHADES = 8;

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

/**
 * @param {{data: *, from: number, to: number, onSelect: (from: number, to: number, minMillis: number, maxMillis: number | null) => void}} props
 *   answer of /v1/stats/series; a dragged rectangle is told in epoch milliseconds and milliseconds
 */
export function BandChart({ data, from, to, onSelect }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const [look, setLook] = useState(0);
  const [reading, setReading] = useState('');
  const [drag, setDrag] = useState(/** @type {number[] | null} */ (null));
  const step = data?.stepSeconds || 60;
  const { times, rows } = grid(data?.points, from, to, step);
  const bands = (data?.points || []).find((point) => point.figures.bands?.length)?.figures.bands || [];
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const g = { height: HEIGHT * scale, gutter: GUTTER * scale, bottom: BOTTOM * scale };

  useEffect(() => {
    const again = () => setLook((n) => n + 1);
    document.addEventListener('opsagent-theme', again);
    const size = new ResizeObserver(again);
    if (place.current) size.observe(place.current);
    return () => {
      document.removeEventListener('opsagent-theme', again);
      size.disconnect();
    };
  }, []);

  useEffect(() => {
    if (canvas.current && place.current) draw(canvas.current, place.current.clientWidth, g, { times, rows, bands, step, from, to });
  }, [data, from, to, look, get('tz')]);

  const cell = (event) => {
    const box = /** @type {HTMLElement} */ (place.current).getBoundingClientRect();
    const x = Math.max(g.gutter, Math.min(box.width, event.clientX - box.left));
    const y = Math.max(0, Math.min(g.height - g.bottom - 1, event.clientY - box.top));
    const at = from + ((x - g.gutter) / (box.width - g.gutter)) * (to - from);
    const band = Math.max(0, Math.min(bands.length - 1, bands.length - 1 - Math.floor(y / ((g.height - g.bottom) / Math.max(1, bands.length)))));
    return { x, y, at, band };
  };
  const onpointermove = (event) => {
    if (!bands.length) return;
    const { x, y, at, band } = cell(event);
    const column = Math.floor((at / 1000 - times[0]) / step);
    setReading(`${hm(at)} · ${bandName(bands[band])} · ${int(rows[column]?.figures.bands?.[band]?.requests || 0)}`);
    if (drag) setDrag([drag[0], drag[1], x, y]);
  };
  const onpointerdown = (event) => {
    const { x, y } = cell(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag([x, y, x, y]);
  };
  const onpointerup = (event) => {
    if (!drag || !bands.length) return;
    const end = cell(event);
    setDrag(null);
    if (Math.abs(end.x - drag[0]) < 4) return;
    const box = /** @type {HTMLElement} */ (place.current).getBoundingClientRect();
    const first = cell({ clientX: box.left + drag[0], clientY: box.top + drag[1] });
    const low = Math.min(first.band, end.band);
    const high = Math.max(first.band, end.band);
    onSelect(Math.round(Math.min(first.at, end.at)), Math.round(Math.max(first.at, end.at)), bands[low].fromMillis, bands[high].toMillis);
  };
  return h('figure.chart', null,
    h('figcaption', null, h('span.c-title', null, t('endpoint.spread')), h('span.c-unit', null, t('endpoint.bands')), h('span.c-note', null, t('endpoint.drag') + ' · ' + resolution(step)),
      h('ul.legend', null, h('li.scale', null, h('span', null, t('endpoint.few')), Array.from({ length: SHADES }, (_, i) => h('span.sw', { key: i, class: 'h' + (i + 1) })), h('span', null, t('endpoint.many'))), h('li.stamp', null, reading))),
    h('div.plot.brushable', { ref: place, vars: { h: g.height + 'px' }, role: 'img', 'aria-label': t('endpoint.spread'), onpointermove, onpointerdown, onpointerup, onpointerleave: () => setReading('') },
      h('canvas', { ref: canvas }),
      drag ? h('div.rect', { vars: { x: Math.min(drag[0], drag[2]) + 'px', y: Math.min(drag[1], drag[3]) + 'px', w: Math.abs(drag[2] - drag[0]) + 'px', t: Math.abs(drag[3] - drag[1]) + 'px' } }) : null));
}

const bandName = (band) => (band.toMillis == null ? '> ' + duration(band.fromMillis) : (band.fromMillis ? duration(band.fromMillis) : '0') + ' – ' + duration(band.toMillis));

function draw(canvas, width, g, { times, rows, bands, step, from, to }) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(g.height * ratio);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.scale(ratio, ratio);
  pen.clearRect(0, 0, width, g.height);
  const inner = { width: width - g.gutter, height: g.height - g.bottom };
  const tall = inner.height / Math.max(1, bands.length);
  const x = (seconds) => g.gutter + ((seconds * 1000 - from) / (to - from)) * inner.width;
  let most = 1;
  for (const row of rows) for (const band of row?.figures.bands || []) most = Math.max(most, band.requests);
  const shades = Array.from({ length: SHADES }, (_, i) => token('h' + (i + 1)));
  pen.save();
  pen.beginPath();
  pen.rect(g.gutter, 0, inner.width, inner.height);
  pen.clip();
  rows.forEach((row, i) => {
    (row?.figures.bands || []).forEach((band, k) => {
      if (!band.requests) return;
      const shade = Math.max(1, Math.ceil(Math.sqrt(band.requests / Math.max(most, 8)) * SHADES));
      pen.fillStyle = shades[shade - 1];
      const left = x(times[i]);
      pen.fillRect(left, inner.height - (k + 1) * tall + 0.5, Math.max(1, x(times[i] + step) - left - 0.6), tall - 1);
    });
  });
  pen.restore();
  pen.font = `${g.bottom / 18 * 11}px ${token('font')}`;
  pen.fillStyle = token('axis');
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  pen.strokeStyle = token('grid');
  bands.forEach((band, k) => {
    const y = Math.round(inner.height - k * tall) + 0.5;
    pen.beginPath();
    pen.moveTo(g.gutter, y);
    pen.lineTo(width, y);
    pen.stroke();
    if (k) pen.fillText(duration(band.fromMillis).replace('.00', ''), g.gutter - 6, y);
  });
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  const zone = get('tz') === 'utc' ? 0 : -new Date(from).getTimezoneOffset();
  for (const at of timeTicks(from / 1000, to / 1000, Math.max(2, Math.floor(inner.width / 84)), zone)) {
    if (x(at) > g.gutter + 14 && x(at) < width - 14) pen.fillText(timeLabel(at, from / 1000, to / 1000), x(at), g.height - 4);
  }
}
