// Nodes. Everything from outside becomes a text node here: no string is ever parsed as markup.
import { Fragment, createElement, render } from '../../lib/preact.js';

export { Fragment, render };
export { useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState } from '../../lib/hooks.js';

/**
 * A node: `h('div.a.b', {attribute: value}, ...children)`.
 *
 * @param {string | Function} tag name with classes behind points, or a component
 * @param {Object<string, *> | null} [attrs] attributes; `vars` are custom properties of the style, without dashes
 * @param {...*} kids texts, numbers, nodes, lists of these; null and false are left out
 * @returns {*} a node of the framework
 */
export function h(tag, attrs, ...kids) {
  if (typeof tag === 'function') return createElement(tag, attrs, ...clean(kids));
  const [name, ...classes] = tag.split('.');
  const all = { ...(attrs || {}) };
  if (all.vars) {
    const style = {};
    for (const [key, value] of Object.entries(all.vars)) style['--' + key] = String(value);
    all.style = style;
    delete all.vars;
  }
  const given = all.class ? [all.class] : [];
  if (classes.length || given.length) all.class = [...classes, ...given].join(' ');
  return createElement(name || 'div', all, ...clean(kids));
}

// An object that is no node came from an answer: it is shown as text, never taken for a node.
function clean(kids) {
  return kids.flat(Infinity).map((kid) => {
    if (kid == null || typeof kid !== 'object') return kid;
    return kid.constructor === undefined ? kid : String(kid);
  });
}

const SHAPES = {
  overview: 'M2.5 9.5 5 9.5 6.5 4 9 12.5 10.5 8 13.5 8',
  requests: 'M2.5 4h11M2.5 8h7.5M2.5 12h9.5',
  endpoints: 'M3 3.5v9M3 5.5h4.5M3 10.5h4.5M7.5 3.8h5.5v3.4H7.5zM7.5 8.8h5.5v3.4H7.5z',
  errors: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3',
  servers: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.3M5 11h.3',
  runtime: 'M3 3v10M6.3 6v7M9.6 4.5V13M13 8v5',
  api: 'M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4',
  data: 'M2.5 4.2c0-1 2.5-1.7 5.5-1.7s5.5.7 5.5 1.7-2.5 1.7-5.5 1.7-5.5-.7-5.5-1.7zM2.5 4.2v7.6c0 1 2.5 1.7 5.5 1.7s5.5-.7 5.5-1.7V4.2M2.5 8c0 1 2.5 1.7 5.5 1.7s5.5-.7 5.5-1.7',
  debug: 'M4 3l8.5 5L4 13z',
  alerts: 'M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.5H2.8zM6.6 14h2.8',
  cluster: 'M8 3.2a1.7 1.7 0 1 0 0 .1zM3.8 11a1.7 1.7 0 1 0 0 .1zM12.2 11a1.7 1.7 0 1 0 0 .1zM7 6.3 4.6 9.5M9 6.3l2.4 3.2M5.6 11.2h4.8',
  agent: 'M8 2.5a5.5 5.5 0 1 0 5.5 5.5M8 5.2A2.8 2.8 0 1 0 10.8 8M11 5l2.5-2.5',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  save: 'M4 2.5h8v11l-4-3-4 3z',
  down: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 6.3V13',
  trash: 'M3 4.5h10M6.3 4.5V3h3.4v1.5M4.5 4.5l.6 9h5.8l.6-9',
  more: 'M3.5 8h.3M8 8h.3M12.2 8h.3',
  chev: 'M4.5 6.5 8 10l3.5-3.5',
  right: 'M6.5 4.5 10 8l-3.5 3.5',
  left: 'M9.5 4.5 6 8l3.5 3.5',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.7h-2.7',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M3.6 12.4l1-1M11.4 4.6l1-1',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  system: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3.5 12 8l-7 4.5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l.8-.8',
  lock: 'M3.8 7.2h8.4v6H3.8zM5.5 7.2V5a2.5 2.5 0 0 1 5 0v2.2',
  filter: 'M2.5 3.5h11L9.5 8.3v4.2l-3 1V8.3z',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.5M8 5v.3',
  db: 'M3 4.2c0-1 2.2-1.7 5-1.7s5 .7 5 1.7v7.6c0 1-2.2 1.7-5 1.7s-5-.7-5-1.7zM3 4.2c0 1 2.2 1.7 5 1.7s5-.7 5-1.7',
  cache: 'M8 2.5 13.5 5.3 8 8 2.5 5.3zM2.5 8 8 10.8 13.5 8M2.5 10.7 8 13.5l5.5-2.8',
  keys: 'M2 4.5h12v7H2zM4.5 7h.3M7 7h.3M9.5 7h.3M12 7h-.3M5 9.3h6',
  check: 'M3.5 8.5 6.5 11.5 12.5 5',
  fold: 'M10 3 5.5 8 10 13',
  cmp: 'M2.5 11 6 6.5l2.5 2.5L13.5 4M2.5 13.5h1.2M6 13.5h1.2M9.5 13.5h1.2M13 13.5h.5',
};

/**
 * An icon, 16 x 16, in the colour of the text around it.
 *
 * @param {string} name one of the shapes above
 */
export function icon(name) {
  return createElement(
    'svg', { class: 'i', viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    createElement('path', { d: SHAPES[name] || SHAPES.info }));
}

/** The mark of the product. */
export function mark() {
  return createElement(
    'svg', { class: 'mark', viewBox: '0 0 32 32', 'aria-hidden': 'true' },
    createElement('rect', { width: 32, height: 32, rx: 7 }),
    createElement('path', { d: 'M23.4 11.2A9 9 0 1 1 16 7' }),
    createElement('circle', { cx: 21.2, cy: 8.6, r: 2.4 }));
}

// Characters that are not seen or turn the direction of a text: shown by their code instead.
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MAX_SHOWN_CHARS = 2000;

/**
 * A value from outside: in a direction of its own, hidden characters by their code, cut when long.
 *
 * @param {*} value shown as text
 * @param {number} [maxChars] 2,000 unless told
 */
export function outside(value, maxChars = MAX_SHOWN_CHARS) {
  const whole = String(value ?? '');
  const text = whole.length > maxChars ? whole.slice(0, maxChars) + '…' : whole;
  const parts = [];
  let last = 0;
  for (const hit of text.matchAll(HIDDEN)) {
    parts.push(text.slice(last, hit.index));
    const code = hit[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    parts.push(createElement('span', { class: 'hidden-char' }, 'U+' + code));
    last = hit.index + hit[0].length;
  }
  parts.push(text.slice(last));
  return createElement('bdi', null, ...parts);
}
