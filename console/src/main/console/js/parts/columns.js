// The columns of the table of requests: which, in what order, how wide. The address wins (`cols`), then this browser's
// choice, then the default (console.md section 6.2).
import { h, icon, outside, useRef } from '../core/dom.js';
import { get, go, here, href } from '../core/address.js';
import { keepPreference, preference, store } from '../core/store.js';
import { bytes, dateTime, duration, hmsMillis, int } from '../core/format.js';
import { holdRefresh } from '../core/refresh.js';
import { key, t } from '../core/words.js';
import { useDropDown } from '../frame/menu.js';
import { method, operation, sortHead, status } from './parts.js';

const NONE = '–';
const MIN_WIDTH_PX = 48;
const MAX_WIDTH_PX = 900;
const STEP_WIDTH_PX = 16;

/**
 * @typedef {{id: string, name: string, cls?: string, sort?: boolean, filter?: [string, string], cell: (item: *, url: string) => *}} Column
 *   `filter`: the key of the address that its value filters by, and the member of the row with that value
 */

const text = (value, chars = 80) => (value == null || value === '' ? h('span.dim', null, NONE) : outside(value, chars));
const clientOf = (item) => (item.userAgent ? [item.userAgent.browser, item.userAgent.os].filter(Boolean).join(' · ') : null);
const endpointOf = (item) => {
  if (!item.endpoint) return null;
  const known = operation(item.endpoint);
  return known.method ? known.method + ' ' + known.route : item.endpoint;
};
const logShare = (ms) => Math.max(2, Math.min(100, (Math.log10(Math.max(1, ms)) / 4) * 100));

/** All columns, the default ones in their order first. */
export const COLUMNS = /** @type {Column[]} */ ([
  { id: 'time', name: key('col.time'), cls: 'num tm', sort: true, cell: (item, url) => h('a', { href: url, title: dateTime(item.time) }, hmsMillis(item.time)) },
  { id: 'status', name: key('col.status'), cls: 'stc', filter: ['status', 'status'], cell: (item) => status(item.status) },
  {
    id: 'request', name: key('col.request'), cls: 'pth',
    cell: (item) => [method(item.method), h('span.p', { title: item.url }, outside(item.path, 300)),
      item.exceptionType ? h('span.e', { title: item.exceptionType }, outside(item.exceptionType.split('.').pop(), 100)) : null],
  },
  {
    id: 'duration', name: key('col.duration'), cls: 'r num du', sort: true,
    cell: (item) => [h('span.dbar', { vars: { p: logShare(item.durationMicros / 1000) + '%' } }), h('span', null, duration(item.durationMicros / 1000))],
  },
  { id: 'user', name: key('col.user'), cls: 'num hide-s', filter: ['user', 'user'], cell: (item) => text(item.user, 40) },
  { id: 'ip', name: key('col.address'), cls: 'num hide-m', filter: ['ip', 'ip'], cell: (item) => text(item.ip, 60) },
  { id: 'node', name: key('col.node'), cls: 'hide-m', filter: ['instance', 'instance'], cell: (item) => text(item.instance == null ? null : store.instances.get(String(item.instance)) ?? item.instance, 60) },
  { id: 'out', name: key('col.out'), cls: 'r num hide-m', sort: true, cell: (item) => bytes(item.outBytes) },
  { id: 'in', name: key('col.in'), cls: 'r num hide-m', sort: true, cell: (item) => bytes(item.inBytes) },
  { id: 'level', name: key('filter.level'), cls: 'hide-s', filter: ['level', 'level'], cell: (item) => text(item.level) },
  { id: 'endpoint', name: key('col.endpoint'), cls: 'mono hide-s', filter: ['endpoint', 'endpoint'], cell: (item) => text(endpointOf(item), 200) },
  { id: 'client', name: key('request.client'), cls: 'hide-s', cell: (item) => text(clientOf(item)) },
  { id: 'sql', name: key('col.sql'), cls: 'r num hide-s', cell: (item) => (item.sql ? int(item.sql.count) : h('span.dim', null, NONE)) },
  { id: 'sqltime', name: key('col.sql_time'), cls: 'r num hide-s', cell: (item) => (item.sql ? duration(item.sql.timeMicros / 1000) : h('span.dim', null, NONE)) },
  { id: 'wait', name: key('request.wait'), cls: 'r num hide-s', cell: (item) => (item.sql ? duration(item.sql.connectionWaitMicros / 1000) : h('span.dim', null, NONE)) },
  { id: 'thread', name: key('request.thread'), cls: 'mono hide-s', cell: (item) => text(item.threadName) },
  { id: 'type', name: key('filter.type'), cls: 'hide-s', filter: ['type', 'responseType'], cell: (item) => text(item.responseType) },
  { id: 'request_id', name: key('filter.request'), cls: 'mono hide-s', filter: ['request', 'requestId'], cell: (item) => text(item.requestId) },
  { id: 'trace', name: key('filter.trace'), cls: 'mono hide-s', filter: ['trace', 'traceId'], cell: (item) => text(item.traceId) },
]);
const DEFAULT = ['time', 'status', 'request', 'duration', 'user', 'ip', 'node', 'out'];
const byId = new Map(COLUMNS.map((column) => [column.id, column]));

const readIds = (list) => [...new Set(list.split(','))].filter((id) => byId.has(id));

function chosenIds() {
  for (const list of [get('cols'), preference('columns', '')]) {
    const ids = readIds(list);
    if (ids.length) return ids;
  }
  // One node: its name is the same in each row.
  return store.instances.size > 1 ? DEFAULT : DEFAULT.filter((id) => id !== 'node');
}

/** The chosen columns in their order. */
export const chosenColumns = () => /** @type {Column[]} */ (chosenIds().map((id) => byId.get(id)));

function choose(ids) {
  const isDefault = ids.join() === DEFAULT.join();
  keepPreference('columns', isDefault ? '' : ids.join(','));
  go(here({ cols: isDefault ? '' : ids.join(',') }), true);
}

function widths() {
  try {
    const kept = JSON.parse(preference('widths', '{}'));
    return kept && typeof kept === 'object' ? kept : {};
  } catch {
    return {};
  }
}

/** The width of a column that somebody has set, in CSS pixels, or null. */
function widthOf(id) {
  const px = Number(widths()[id]);
  return px >= MIN_WIDTH_PX && px <= MAX_WIDTH_PX ? px : null;
}

function keepWidth(id, px) {
  const all = widths();
  if (px == null) delete all[id];
  else all[id] = Math.round(Math.max(MIN_WIDTH_PX, Math.min(MAX_WIDTH_PX, px)));
  keepPreference('widths', JSON.stringify(all));
}

/** Attributes of a cell whose width was set. */
export const sized = (id) => {
  const px = widthOf(id);
  return px == null ? {} : { vars: { cw: px + 'px' }, class: 'sized' };
};

/**
 * The head of the chosen columns. The grip at the right of each sets its width: drag it, or press arrow keys on it; a double
 * click gives it back.
 *
 * @param {{columns: Column[], onWidth: () => void}} props
 */
export function ColumnHeads({ columns, onWidth }) {
  return columns.map((column) => {
    const attributes = sized(column.id);
    const cls = [column.cls?.replace(/\b(mono|num|du|pth)\b/g, '') || '', attributes.class || ''].join(' ').trim();
    const grip = h(Grip, { column, onWidth });
    if (column.sort) return sortHead(column.id, t(column.name), '-time', { ...attributes, class: cls, key: column.id }, grip);
    return h('th', { ...attributes, class: cls, key: column.id, scope: 'col' }, t(column.name), grip);
  });
}

function Grip({ column, onWidth }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const now = () => /** @type {HTMLElement} */ (place.current?.closest('th')).getBoundingClientRect().width;
  const set = (px) => {
    keepWidth(column.id, px);
    onWidth();
  };
  const onpointerdown = (event) => {
    event.preventDefault();
    const release = holdRefresh();
    const from = event.clientX - now();
    const move = (moved) => set(moved.clientX - from);
    const end = () => {
      release();
      removeEventListener('pointermove', move);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, { once: true });
    addEventListener('pointercancel', end, { once: true });
  };
  const onkeydown = (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    set(now() + (event.key === 'ArrowLeft' ? -STEP_WIDTH_PX : STEP_WIDTH_PX));
  };
  return h('span.grip', {
    ref: place, role: 'separator', tabindex: 0, 'aria-orientation': 'vertical', 'aria-label': t('columns.width', { name: t(column.name) }), 'aria-valuenow': widthOf(column.id) ?? 0,
    onpointerdown, onkeydown, ondblclick: () => set(null), onclick: (event) => event.preventDefault(),
  });
}

/** The button that chooses columns, with a list to tick and to move. */
export function ColumnMenu() {
  const { isOpen, setOpen, place, onkeydown } = useDropDown('input');
  const ids = chosenIds();
  const listed = [...ids, ...COLUMNS.map((column) => column.id).filter((id) => !ids.includes(id))];
  const move = (id, by) => {
    const at = ids.indexOf(id);
    const moved = ids.filter((one) => one !== id);
    moved.splice(Math.max(0, at + by), 0, id);
    choose(moved);
  };
  return h('div.menu-wrap.cols-menu.hide-s', { ref: place, onkeydown },
    h('button.btn', { 'aria-expanded': String(isOpen), title: t('columns.title'), 'aria-label': t('columns.title'), onclick: () => setOpen(!isOpen) }, icon('columns')),
    isOpen ? h('div.menu.right', { role: 'group', 'aria-label': t('columns.title') },
      h('div.m-head', null, t('columns.title')),
      h('ul.cols-list', null, listed.map((id) => {
        const at = ids.indexOf(id);
        const name = t(/** @type {Column} */ (byId.get(id)).name);
        return h('li', { key: id },
          h('label', null, h('input', { type: 'checkbox', checked: at >= 0, disabled: at >= 0 && ids.length === 1, onchange: () => choose(at >= 0 ? ids.filter((one) => one !== id) : [...ids, id]) }), name),
          at >= 0 ? h('span.cols-move', null,
            h('button.ico.sm', { disabled: at === 0, 'aria-label': t('columns.left', { name }), title: t('columns.left', { name }), onclick: () => move(id, -1) }, icon('left')),
            h('button.ico.sm', { disabled: at === ids.length - 1, 'aria-label': t('columns.right', { name }), title: t('columns.right', { name }), onclick: () => move(id, 1) }, icon('right'))) : null);
      })),
      h('div.m-foot', null, h('button.btn.sm', { onclick: () => { keepPreference('widths', '{}'); choose(DEFAULT); } }, t('columns.reset')))) : null);
}

/** The page of a row; one that is not stored yet is found by its request id. */
export const urlOf = (item) => (item.id != null ? href('requests', item.id) : href('requests', '', { request: item.requestId }));
