// Requests as a file: asked for in pages by key, as they are stored (masked), up to a bound that the menu states.
import { h, icon, outside, useEffect, useRef, useState } from '../core/dom.js';
import { get } from '../core/address.js';
import { apiUrl, call } from '../core/api.js';
import { span } from '../core/span.js';
import { day, hm, int } from '../core/format.js';
import { t } from '../core/words.js';
import { useDropDown } from '../frame/menu.js';

/** Most rows of a file: 40 calls, which leave room below the rate limit of an address. */
export const MAX_ROWS = 20000;
const FETCH = 500;
/** Between two calls, so that an export never takes the API from those who look. */
const PAUSE_MILLIS = 60;

const FIELDS = [
  'time', 'status', 'method', 'path', 'url', 'durationMicros', 'level', 'outcome', 'route', 'endpoint', 'exceptionType', 'fingerprint', 'user', 'ip', 'instance',
  'inBytes', 'outBytes', 'requestType', 'responseType', 'requestId', 'traceId', 'threadName', 'sqlCount', 'sqlMicros', 'connectionWaitMicros', 'id',
];

const OF_SQL = { sqlCount: 'count', sqlMicros: 'timeMicros', connectionWaitMicros: 'connectionWaitMicros' };
const valueOf = (row, field) => (OF_SQL[field] ? row.sql?.[OF_SQL[field]] : row[field]);

/**
 * One cell of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front (console.md section 13).
 *
 * @param {*} value
 * @returns {string}
 */
export function csvCell(value) {
  if (value == null) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) || safe !== text ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

/**
 * Rows as CSV with a head.
 *
 * @param {*[]} rows of /v1/logs
 * @returns {string}
 */
export const toCsv = (rows) => [FIELDS.join(','), ...rows.map((row) => FIELDS.map((field) => csvCell(valueOf(row, field))).join(','))].join('\r\n') + '\r\n';

async function collect(query, signal, onCount) {
  const rows = [];
  let before = '';
  do {
    const page = await call(apiUrl('/v1/logs', { ...query, limit: Math.min(FETCH, MAX_ROWS - rows.length), before }), { signal });
    rows.push(...page.items);
    before = page.next || '';
    onCount(rows.length);
    if (before) await new Promise((done) => setTimeout(done, PAUSE_MILLIS));
  } while (before && rows.length < MAX_ROWS && !signal.aborted);
  return { rows, isAll: !before };
}

/**
 * Lets the browser save a text as a file.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function saveFile(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10e3);
}

/**
 * The button, and what becomes of it.
 *
 * @param {{query: Object<string, *>}} props of /v1/logs: filters and span; the newest rows come first whatever the table's order
 */
export function ExportMenu({ query }) {
  const { isOpen, setOpen, place, onkeydown } = useDropDown('.m-item');
  const [count, setCount] = useState(/** @type {number | null} */ (null));
  const [said, setSaid] = useState('');
  const control = useRef(/** @type {AbortController | null} */ (null));
  const run = async (format) => {
    const mine = new AbortController();
    control.current = mine;
    setSaid('');
    setCount(0);
    try {
      // An open span would grow while it is read.
      const { rows, isAll } = await collect({ to: Math.round(span().to), ...query }, mine.signal, setCount);
      const name = `requests-${day(span().from)}-${hm(span().from).replace(':', '')}.${format}`;
      if (format === 'csv') saveFile(name, 'text/csv;charset=utf-8', '\ufeff' + toCsv(rows));
      else saveFile(name, 'application/json', JSON.stringify({ from: new Date(span().from).toISOString(), to: new Date(span().to).toISOString(), complete: isAll, items: rows }, null, 1));
      setSaid(isAll ? t('export.done', { n: int(rows.length) }) : t('export.cut', { n: int(rows.length) }));
    } catch (error) {
      if (!mine.signal.aborted) setSaid(error.message);
    }
    setCount(null);
  };
  // Whoever leaves the page wants no file of it any more.
  useEffect(() => () => control.current?.abort(), []);
  return h('div.menu-wrap', { ref: place, onkeydown },
    h('button.btn', { 'aria-expanded': String(isOpen), onclick: () => setOpen(!isOpen) }, icon('down'), h('span', null, t('export.title'))),
    isOpen ? h('div.menu.right.export', { role: 'group', 'aria-label': t('export.title'), tabindex: -1 },
      count == null
        ? [h('button.m-item', { key: 'csv', onclick: () => run('csv') }, h('span', null, t('export.csv'))), h('button.m-item', { key: 'json', onclick: () => run('json') }, h('span', null, t('export.json')))]
        : h('div.m-row', null, h('span.num', { role: 'status' }, t('export.running', { n: int(count) })), h('span.grow'), h('button.btn.sm', { onclick: () => control.current?.abort() }, t('export.stop'))),
      said ? h('p.m-note', { role: 'status' }, outside(said)) : null,
      h('p.m-note', null, t('export.note', { n: int(MAX_ROWS) })),
      get('sort') && get('sort') !== '-time' ? h('p.m-note', null, t('export.order')) : null) : null);
}
