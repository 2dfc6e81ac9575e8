// Ticks and grids of charts.
import { day, hm } from '../core/format.js';
import { t } from '../core/words.js';

const TIME_STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 10080];
const BINARY_STEPS = [0.1, 0.2, 0.25, 0.5, 1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 100, 128, 200, 250, 256, 400, 500, 512];

/**
 * Round ticks from 0 to at least `max`.
 *
 * @param {number} max
 * @param {number} [wanted] about how many steps
 * @param {boolean} [binary] bytes: steps of binary units
 * @param {boolean} [whole] no parts of one
 * @returns {number[]}
 */
export function ticks(max, wanted = 3, binary = false, whole = false) {
  if (!(max > 0)) return [0, 1];
  let step;
  if (binary) {
    const unit = 1024 ** Math.max(0, Math.floor(Math.log(max) / Math.log(1024)));
    step = (BINARY_STEPS.find((x) => x * unit >= max / wanted) || 512) * unit;
  } else {
    const power = 10 ** Math.floor(Math.log10(max / wanted));
    step = [1, 2, 2.5, 5, 10].map((x) => x * power).find((x) => x >= (max / wanted) * 0.9999) || 10 * power;
    if (whole) step = Math.max(1, Math.ceil(step));
  }
  const out = [];
  for (let i = 0; i === 0 || out[i - 1] < max * 0.9999; i++) out.push(Number((i * step).toPrecision(12)));
  return out;
}

/**
 * Moments for the labels of a time axis, epoch seconds.
 *
 * @param {number} from epoch seconds
 * @param {number} to epoch seconds
 * @param {number} wanted at most so many
 * @param {number} zoneMinutes east of UTC
 */
export function timeTicks(from, to, wanted, zoneMinutes) {
  const step = 60 * (TIME_STEPS_MINUTES.find((minutes) => (to - from) / 60 / minutes <= wanted) || 10080);
  const shift = zoneMinutes * 60;
  const out = [];
  for (let at = Math.ceil((from + shift) / step) * step - shift; at <= to; at += step) out.push(at);
  return out;
}

/** The label of a moment (epoch seconds): the date when the axis is longer than 36 hours. */
export const timeLabel = (at, from, to) => (to - from > 36 * 3600 ? day(at * 1000).slice(5) : hm(at * 1000));

/**
 * How fine a chart is.
 *
 * @param {number} seconds length of a bucket
 * @param {string} [how] translated, such as "exact"
 */
export function resolution(seconds, how) {
  const length = seconds < 60 ? t('step.s', { n: seconds }) : seconds < 3600 ? t('step.min', { n: seconds / 60 }) : seconds < 86400 ? t('step.h', { n: seconds / 3600 }) : t('step.d', { n: seconds / 86400 });
  return t('step.each', { length }) + (how ? t('step.comma') + how : '');
}

/**
 * Puts points on a regular grid; a bucket without a point is null.
 *
 * @template P
 * @param {Array<P & {time: string}>} points
 * @param {number} from epoch milliseconds
 * @param {number} to epoch milliseconds
 * @param {number} step seconds
 * @returns {{times: number[], rows: Array<P | null>}} the beginnings of the buckets, epoch seconds
 */
export function grid(points, from, to, step) {
  const first = Math.floor(from / 1000 / step) * step;
  const count = Math.max(1, Math.min(3000, Math.ceil((to / 1000 - first) / step)));
  const times = Array.from({ length: count }, (_, i) => first + i * step);
  const rows = new Array(count).fill(null);
  for (const point of points || []) {
    const at = Math.floor((Date.parse(point.time) / 1000 - first) / step);
    if (at >= 0 && at < count) rows[at] = point;
  }
  return { times, rows };
}
