// A request as a command line. Whatever was masked stays a placeholder.
import { isMasked } from './json.js';

const LEFT_OUT = new Set(['content-length', 'host', 'connection', 'transfer-encoding', 'accept-encoding']);

/** Quotes a word for a POSIX shell: nothing in it is expanded. */
export const quote = (word) => "'" + String(word).replaceAll("'", "'\\''") + "'";

function body(value, type) {
  if (value == null) return null;
  if (typeof value !== 'object') return String(value);
  const open = replaceMasked(value);
  if (/x-www-form-urlencoded/i.test(type || '')) {
    const form = new URLSearchParams();
    for (const [name, one] of Object.entries(open)) for (const each of Array.isArray(one) ? one : [one]) form.append(name, String(each));
    return form.toString();
  }
  return JSON.stringify(open);
}

function replaceMasked(value) {
  if (isMasked(value)) return '<masked>';
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(replaceMasked);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaceMasked(one)]));
}

/**
 * The command for a row of /v1/logs/{id}.
 *
 * @param {*} log
 * @returns {string}
 */
export function curl(log) {
  const words = ['curl', '-X', log.method || 'GET', quote(log.url || log.path)];
  for (const [name, value] of Object.entries(log.requestHeaders || {})) {
    if (LEFT_OUT.has(name.toLowerCase())) continue;
    for (const one of Array.isArray(value) ? value : [value]) words.push('-H', quote(`${name}: ${isMasked(one) ? '<masked>' : one}`));
  }
  const data = body(log.requestBody, log.requestType);
  if (data != null) words.push('--data-raw', quote(data));
  return words.join(' ');
}
