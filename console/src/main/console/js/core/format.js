// Numbers, bytes, durations, times: one place, so that a unit never depends on a page (console.md section 10).
import { get } from './address.js';
import { store } from './store.js';
import { isChinese, t } from './words.js';

const NONE = '–';
const fixed = [0, 1, 2].map((digits) => new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }));

/** A whole number. */
export const int = (n) => (n == null ? NONE : fixed[0].format(n));

/** A number with so many digits behind the point. */
export const dec = (n, digits = 1) => (n == null ? NONE : fixed[digits].format(n));

/** A number in short from 100,000 on. */
export function compact(n) {
  if (n == null) return NONE;
  if (isChinese()) {
    if (n >= 1e8) return dec(n / 1e8) + ' 亿';
    if (n >= 1e5) return dec(n / 1e4, n >= 1e7 ? 0 : 1) + ' 万';
    return int(n);
  }
  if (n >= 1e9) return dec(n / 1e9) + ' B';
  if (n >= 1e6) return dec(n / 1e6) + ' M';
  if (n >= 1e5) return dec(n / 1e3, 0) + ' k';
  return int(n);
}

/** A duration of milliseconds with its unit. */
export function duration(ms) {
  if (ms == null) return NONE;
  if (ms < 1) return '<1 ms';
  if (ms < 999.5) return int(ms) + ' ms';
  if (ms < 9995) return dec(ms / 1000, 2) + ' s';
  if (ms < 59950) return dec(ms / 1000, 1) + ' s';
  return t('unit.min_s', { min: Math.floor(ms / 60e3), s: Math.round((ms % 60e3) / 1000) });
}

/** A span of seconds in two units. */
export function age(seconds) {
  if (seconds == null) return NONE;
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days) return t('unit.d_h', { d: days, h: hours });
  if (hours) return t('unit.h_min', { h: hours, min: minutes });
  if (minutes) return t('unit.min', { min: minutes });
  return t('unit.s', { s: Math.round(seconds) });
}

/** How long ago a moment is, by the server's clock. */
export function ago(at) {
  if (at == null) return NONE;
  const seconds = (store.now - time(at)) / 1000;
  return seconds < 5 ? t('unit.now') : t('unit.ago', { age: age(seconds) });
}

/** Bytes in binary units. */
export function bytes(n) {
  if (n == null) return NONE;
  let rest = Math.abs(n);
  if (rest < 1024) return Math.round(n) + ' B';
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let unit = -1;
  do {
    rest /= 1024;
    unit++;
  } while (rest >= 1024 && unit < units.length - 1);
  return (n < 0 ? '−' : '') + dec(rest, rest >= 100 ? 0 : 1) + ' ' + units[unit];
}

/** A share of 0 to 100 in percent; never 0 % or 100 % when it is not. */
export function percent(p) {
  if (p == null || Number.isNaN(p)) return NONE;
  if (p === 0) return '0 %';
  if (p >= 100) return '100 %';
  if (p < 0.01) return '<0.01 %';
  return (p < 10 ? dec(p, 2) : dec(Math.min(p, 99.9), 1)) + ' %';
}

/** A rate with three digits that count, without its unit. */
export const rateNumber = (r) => (r == null ? NONE : r >= 100 ? int(r) : r >= 10 ? dec(r, 1) : r > 0 && r < 0.005 ? '<0.01' : dec(r, 2));

/** A rate with its unit. */
export const rate = (r) => (r == null ? NONE : rateNumber(r) + t('unit.per_s'));

/**
 * How a number changed against one before: percent, or a factor from 2.5 on.
 *
 * @param {number | null | undefined} now
 * @param {number | null | undefined} before
 */
export function change(now, before) {
  if (!before || now == null) return NONE;
  const ratio = now / before;
  if (ratio >= 2.5) return '×' + dec(ratio, 1);
  const points = Math.round(Math.abs(ratio - 1) * 100);
  return points === 0 ? '0 %' : (ratio > 1 ? '+' : '−') + points + ' %';
}

/**
 * A moment as epoch milliseconds.
 *
 * @param {string | number | null | undefined} at ISO 8601 or epoch milliseconds
 * @returns {number}
 */
export const time = (at) => (typeof at === 'number' ? at : at == null ? NaN : Date.parse(at));

const two = (n) => String(n).padStart(2, '0');
const isUtc = () => get('tz') === 'utc';

function shifted(at) {
  const ms = time(at);
  return new Date(isUtc() ? ms : ms - new Date(ms).getTimezoneOffset() * 60e3);
}

/** Hours and minutes in the chosen zone. */
export const hm = (at) => two(shifted(at).getUTCHours()) + ':' + two(shifted(at).getUTCMinutes());
/** The same with seconds. */
export const hms = (at) => hm(at) + ':' + two(shifted(at).getUTCSeconds());
/** The same with milliseconds. */
export const hmsMillis = (at) => hms(at) + '.' + String(shifted(at).getUTCMilliseconds()).padStart(3, '0');
/** The date. */
export const day = (at) => shifted(at).getUTCFullYear() + '-' + two(shifted(at).getUTCMonth() + 1) + '-' + two(shifted(at).getUTCDate());
/** Date and time. */
export const dateTime = (at) => (at == null ? NONE : day(at) + ' ' + hms(at));

/** The chosen zone, such as `UTC+8`. */
export function zone() {
  const minutes = isUtc() ? 0 : -new Date(store.now).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const rest = Math.abs(minutes) % 60;
  return 'UTC' + (minutes > 0 ? '+' : '−') + Math.floor(Math.abs(minutes) / 60) + (rest ? ':' + two(rest) : '');
}

/**
 * Number and unit apart.
 *
 * @param {string} text such as `237 ms`
 * @returns {[string, string]}
 */
export function split(text) {
  const found = /^(\S+) (.+)$/.exec(text);
  return found ? [found[1], found[2]] : [text, ''];
}
