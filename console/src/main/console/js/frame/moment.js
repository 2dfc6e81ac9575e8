// What people type as a moment: `14:00`, `yesterday 9`, a date, ISO 8601, epoch seconds or milliseconds.
import { get } from '../core/address.js';
import { store } from '../core/store.js';

const DAY = 86400e3;

/**
 * A moment as somebody typed it, in the chosen zone.
 *
 * @param {string} text
 * @returns {number | null} epoch milliseconds, or null when it is not understood
 */
export function parseMoment(text) {
  const word = text.trim().toLowerCase();
  if (/^\d{10}$/.test(word)) return Number(word) * 1000;
  if (/^\d{13}$/.test(word)) return Number(word);
  const clock = /^(?:(today|yesterday|今天|昨天)\s*)?(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?$/.exec(word);
  if (clock && Number(clock[2]) < 24) {
    const isEarlier = clock[1] === 'yesterday' || clock[1] === '昨天';
    const at = atClock(store.now, Number(clock[2]), Number(clock[3] || 0), Number(clock[4] || 0)) - (isEarlier ? DAY : 0);
    return !clock[1] && at > store.now ? at - DAY : at;
  }
  const date = /^(\d{4}-\d{2}-\d{2})(?:[ t](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?$/.exec(word);
  const iso = date ? `${date[1]}T${date[2] || '00:00'}${get('tz') === 'utc' ? 'Z' : ''}` : word.toUpperCase();
  if (!date && !/^\d{4}-\d{2}-\d{2}T/.test(iso)) return null;
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : at;
}

function atClock(now, hours, minutes, seconds) {
  const at = new Date(now);
  if (get('tz') === 'utc') at.setUTCHours(hours, minutes, seconds, 0);
  else at.setHours(hours, minutes, seconds, 0);
  return at.getTime();
}
