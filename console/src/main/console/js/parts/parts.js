// Parts that several pages share.
import { h, icon, outside } from '../core/dom.js';
import { href, here, get } from '../core/address.js';
import { store } from '../core/store.js';
import { change } from '../core/format.js';
import { t } from '../core/words.js';

/** Head of a page: title, a line below, tools at the right. */
export function head(title, sub, ...tools) {
  return h('div.head', null, h('div', null, h('h1', null, title), sub ? h('p.sub', null, sub) : null), tools.length ? h('div.tools', null, tools) : null);
}

/** First digit of the class of a status, 5 where nothing was answered. */
export const statusClass = (status) => (status == null || status >= 500 || status < 100 ? 5 : status >= 400 ? 4 : status >= 300 ? 3 : 2);

/** A status: colour, shape and number. */
export function status(code) {
  return h('span.st', { class: 's' + statusClass(code) }, h('i.shape'), code == null ? '–' : String(code));
}

/** A method. */
export const method = (name) => h('span.mth', { class: String(name || '').toLowerCase() }, name || '');

/** Method and route of an operation id, as far as the API document knows them. */
export function operation(id) {
  return store.operations.get(id) || { method: '', route: id };
}

/** A route with its variables told apart. */
export function route(text) {
  return h('span.rt', null, String(text).split(/(\{[^}]+\})/).map((part) => (part.startsWith('{') ? h('span.var', null, part) : outside(part))));
}

/** The name of an endpoint with a link to its page. */
export function endpointName(id, isLink = true) {
  const known = operation(id);
  const inner = [known.method ? method(known.method) : null, route(known.route)];
  return isLink ? h('a.route', { href: href('endpoints', id), title: id }, inner) : h('span.route', null, inner);
}

/**
 * How a figure changed against the span before; coloured only where it got worse by more than a quarter.
 *
 * @param {number | null | undefined} now
 * @param {number | null | undefined} before
 * @param {boolean} [isNeutral] more is neither good nor bad
 */
export function delta(now, before, isNeutral = false) {
  const isWorse = !isNeutral && before && now != null && now / before > 1.25;
  return h('span.delta', { class: isWorse ? 'worse' : '', title: t('delta.title') }, change(now, before));
}

/**
 * A figure of a band of figures.
 *
 * @param {{label: string, value: *, unit?: string, note?: *, chart?: *, url?: string, cls?: string, title?: string}} props with `url` it is a link
 */
export function figure({ label, value, unit, note, chart, url, cls, title }) {
  return h(url ? 'a.fig' : 'div.fig', { href: url, class: cls || '', title },
    h('span.f-l', null, label), h('span.f-v', null, value, unit && value !== '–' ? h('small', null, unit) : null), h('span.f-d', null, note), chart);
}

/** A link to where there is more. */
export const more = (label, url) => h('a.more', { href: url }, label, icon('right'));

/**
 * A panel with a head.
 *
 * @param {*} title
 * @param {*} note beside the title
 * @param {*} link at the right
 * @param {...*} kids
 */
export function section(title, note, link, ...kids) {
  return h('section.panel.flush', null,
    h('div.sec-h', null, h('h2', null, title), note ? h('span.dim', null, note) : null, link), kids);
}

/** What an answer did not cover, in one line, or null. */
export function reach(data) {
  if (!data) return null;
  const lines = [];
  if (data.missing?.length) lines.push(t('reach.missing', { names: data.missing.map((one) => (typeof one === 'string' ? one : one.name || one.instanceID)).join(', ') }));
  if (data.complete === false && !data.missing?.length) lines.push(t('reach.incomplete'));
  return lines.length ? h('p.foot-note', null, icon('info'), lines.join(' ')) : null;
}

/**
 * What stands in a panel whose call failed: what happened, the request's id, a way to try again.
 *
 * @param {{error: *, retry: () => void}} result of `useApi`
 */
export function failure(result) {
  const { error } = result;
  if (!error || error.status === 0 || error.status === 401) return null;
  const text = error.status === 403 ? t('error.scope') : error.message;
  return h('div.callout.bad', { role: 'alert' }, icon('errors'), h('span', null, outside(text), error.code ? [' ', h('code', null, error.code)] : null,
    error.requestId ? [' ', h('span.dim', null, t('error.request', { id: error.requestId }))] : null),
  h('span.grow'), h('button.btn.sm', { onclick: result.retry }, t('error.retry')));
}

/** Nothing there: what will appear, and one thing to do. */
export function empty(title, text, ...tools) {
  return h('div.empty', null, h('h2', null, title), text ? h('p', null, text) : null, tools.length ? h('div.tools', null, tools) : null);
}

/**
 * The head of a column that sorts.
 *
 * @param {string} id of the column; the address has `sort=-id` or `sort=+id`
 * @param {*} label
 * @param {string} initial what holds without `sort`
 * @param {Object} [attributes]
 * @param {...*} more behind the label
 */
export function sortHead(id, label, initial, attributes = {}, ...more) {
  const sort = get('sort') || initial;
  const isChosen = sort.slice(1) === id;
  const isUp = sort.startsWith('+');
  return h('th', { ...attributes, scope: 'col', 'aria-sort': isChosen ? (isUp ? 'ascending' : 'descending') : null },
    h('a', { href: here({ sort: (isChosen && !isUp ? '+' : '-') + id }) }, label, isChosen ? h('i.sort', { class: isUp ? 'up' : '' }) : null), more);
}

/**
 * Rows in the order of the address.
 *
 * @template R
 * @param {R[]} rows
 * @param {Object<string, (row: R) => *>} values by id of the column
 * @param {string} initial
 * @returns {R[]}
 */
export function sorted(rows, values, initial) {
  let sort = get('sort') || initial;
  if (!values[sort.slice(1)]) sort = initial;
  const value = values[sort.slice(1)];
  const sign = sort.startsWith('+') ? 1 : -1;
  return rows.slice().sort((a, b) => {
    const x = value(a) ?? -Infinity;
    const y = value(b) ?? -Infinity;
    return (x > y ? 1 : x < y ? -1 : 0) * sign;
  });
}

/** Copies a text and says so on the button for a moment. */
export function copyButton(label, text, shape = 'copy') {
  const copy = async (event) => {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text());
      button.classList.add('done');
      setTimeout(() => button.classList.remove('done'), 1400);
    } catch {
      button.title = t('copy.refused');
    }
  };
  return h('button.btn', { onclick: copy, title: label }, icon(shape), h('span', null, label));
}
