// A value of JSON as a tree that folds; nothing of it is ever markup.
import { h, icon, outside, useState } from '../core/dom.js';
import { int } from '../core/format.js';
import { t } from '../core/words.js';

const MAX_DEPTH = 32;
const MAX_NODES = 5000;
const SHOWN_CHARS = 2000;
const STEP_CHARS = 10000;
const MAX_TREE_CHARS = 2e6;
const MASK = /^\*{6}$/;

/** Whether the agent put this in the place of a secret. */
export const isMasked = (value) => typeof value === 'string' && MASK.test(value);

/** What stands where a secret was. */
export const masked = () => h('span.masked', { title: t('masked.title') }, icon('lock'), h('span', { 'aria-hidden': 'true' }, '••••••••'), h('span.vh', null, t('masked.word')));

/** How many values of it are masked. */
export function countMasked(value, depth = 0) {
  if (isMasked(value)) return 1;
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH) return 0;
  return Object.values(value).reduce((sum, one) => sum + countMasked(one, depth + 1), 0);
}

/** A long text in steps. */
export function LongText({ text, cls }) {
  const [chars, setChars] = useState(SHOWN_CHARS);
  const rest = text.length - chars;
  return h('div', { class: cls || '' }, outside(text, chars),
    rest > 0 ? h('button.btn.ghost.sm', { onclick: () => setChars(chars + STEP_CHARS) }, t('text.more', { n: int(Math.min(rest, STEP_CHARS)) })) : null);
}

/**
 * A body: as a tree where it is JSON, else as text; both can be chosen.
 *
 * @param {{value: *}} props
 */
export function BodyView({ value }) {
  const isTree = value !== null && typeof value === 'object';
  const [isRaw, setRaw] = useState(!isTree);
  const raw = isTree ? JSON.stringify(value, null, 2) : String(value);
  const budget = { nodes: MAX_NODES };
  return h('div', null,
    isTree ? h('div.seg.b-seg', null,
      h('button', { 'aria-pressed': String(!isRaw), onclick: () => setRaw(false) }, t('body.tree')),
      h('button', { 'aria-pressed': String(isRaw), onclick: () => setRaw(true) }, t('body.raw'))) : null,
    h('div.json', { tabindex: 0, role: 'group', 'aria-label': t('request.body') },
      isRaw || raw.length > MAX_TREE_CHARS ? h(LongText, { text: raw, cls: 'raw' }) : h(Node, { value, depth: 0, path: '$', budget }),
      budget.nodes <= 0 ? h('p.dim', null, t('body.cut')) : null));
}

function Node({ value, depth, name, path, budget }) {
  budget.nodes--;
  const label = name == null ? null : [h('span.j-key', { title: path }, outside(name, 200)), h('span.j-p', null, ': ')];
  if (budget.nodes <= 0) return [label, h('span.j-p', null, '…')];
  if (isMasked(value)) return [label, masked()];
  if (value === null || typeof value === 'boolean') return [label, h('span.j-lit', null, String(value))];
  if (typeof value === 'number') return [label, h('span.j-num', null, String(value))];
  if (typeof value === 'string') return [label, h('span.j-str', null, '"', h(LongInline, { text: value }), '"')];
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (depth >= MAX_DEPTH) return [label, h('span.j-p', null, isList ? '[…]' : '{…}')];
  return h('details.j', { open: depth < 3 },
    h('summary', null, label, h('span.j-p', null, isList ? '[' : '{'),
      h('span.j-n', null, t(isList ? 'body.items' : 'body.fields', { n: int(entries.length) }), isList ? ']' : '}')),
    h('ul', null, entries.slice(0, budget.nodes > 0 ? MAX_NODES : 0).map(([inner, one]) => h('li', { key: inner },
      h(Node, { value: one, depth: depth + 1, name: isList ? null : inner, path: path + (isList ? `[${inner}]` : '.' + inner), budget })))),
    h('span.j-p', null, isList ? ']' : '}'));
}

function LongInline({ text }) {
  const [chars, setChars] = useState(SHOWN_CHARS);
  return [outside(text, chars), text.length > chars ? h('button.btn.ghost.sm', { onclick: () => setChars(chars + STEP_CHARS) }, t('text.more', { n: int(Math.min(text.length - chars, STEP_CHARS)) })) : null];
}
