// The span of time that a page shows.
import { address, get } from './address.js';
import { store } from './store.js';
import { t } from './words.js';
import { day, hm } from './format.js';

const MINUTE = 60e3;
/** Ranges by name, in minutes, in the order of their keys 1 to 7. */
export const RANGES = /** @type {Array<[string, number]>} */ ([['15m', 15], ['30m', 30], ['1h', 60], ['4h', 240], ['24h', 1440], ['7d', 10080], ['30d', 43200]]);
const STEPS = [30, 60, 300, 900, 1800, 3600, 21600, 43200, 86400];

/**
 * From when to when, epoch milliseconds. `open`: it ends now and moves on with each refresh.
 *
 * @returns {{from: number, to: number, open: boolean, custom: boolean}}
 */
export function span() {
  const from = Number(address.query.get('from'));
  const to = Number(address.query.get('to'));
  if (from > 0) {
    const end = to > from ? to : store.now;
    return { from, to: end, open: !(to > from), custom: true };
  }
  const since = get('range') === 'start' ? store.startedAt : get('range') === 'deploy' ? store.deployedAt : null;
  if (since) return { from: since, to: store.now, open: true, custom: false };
  const minutes = (RANGES.find((range) => range[0] === get('range')) || RANGES[2])[1];
  return { from: store.now - minutes * MINUTE, to: store.now, open: true, custom: false };
}

/** The span as parameters of the API. An open one has no end, so that the newest is in it. */
export function spanParameters() {
  const { from, to, open } = span();
  return open ? { from: Math.round(from) } : { from: Math.round(from), to: Math.round(to) };
}

/**
 * Length of a bucket, in seconds: the smallest that gives at most so many.
 *
 * @param {number} [buckets]
 */
export function stepSeconds(buckets = 120) {
  const { from, to } = span();
  return STEPS.find((step) => (to - from) / 1000 / step <= buckets) || STEPS[STEPS.length - 1];
}

/** The name of a range. */
export function rangeName(name) {
  const number = parseInt(name, 10);
  const unit = name.slice(-1);
  if (name === 'start') return t('range.start');
  if (name === 'deploy') return t('range.deploy');
  return t(unit === 'm' ? 'range.minutes' : unit === 'h' ? (number === 1 ? 'range.hour' : 'range.hours') : 'range.days', { n: number });
}

/** What the bar says of the span. */
export function spanName() {
  const { from, to, custom, open } = span();
  if (!custom) return rangeName(get('range'));
  const first = (day(from) !== day(store.now) ? day(from).slice(5) + ' ' : '') + hm(from);
  return first + ' – ' + (open ? t('range.now') : (day(to) !== day(from) ? day(to).slice(5) + ' ' : '') + hm(to));
}
