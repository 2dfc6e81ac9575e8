// The search box of requests: chips before free text, keys and values completed with their counts (console.md section 6.2).
import { h, icon, outside, useRef, useState } from '../core/dom.js';
import { all, go, here, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { holdRefresh } from '../core/refresh.js';
import { spanParameters } from '../core/span.js';
import { compact, int } from '../core/format.js';
import { t } from '../core/words.js';
import { chosen, filterParameters, FILTERS, isFiltered, parseSearch, valueName } from './filters.js';

/** Keys that have a facet, whose values can be told. */
const COUNTED = new Set(['status', 'method', 'endpoint', 'route', 'level', 'error', 'fingerprint', 'user', 'ip', 'instance', 'type']);
const OTHER_NAMES = { address: 'ip', node: 'instance' };
const TYPED_KEYS = ['status', 'duration', 'method', 'endpoint', 'error', 'level', 'user', 'address', 'node', 'route', 'type', 'trace', 'request', 'host'];
const MAX_SHOWN = 9;
const MAX_VALUES = 50;
const DURATIONS = ['>100', '>1s', '>3s', '<50'];

/** The word that is being typed: what stands in front of it, and key, colon and value of it. */
function wordOf(text) {
  const found = /^(.*?)(!?)(\w*)(:?)("?)([^"\s]*)$/s.exec(text);
  return { before: found?.[1] ?? text, key: found?.[3] ?? '', hasColon: found?.[4] === ':', value: found?.[6] ?? '' };
}

/**
 * What could be meant.
 *
 * @param {ReturnType<typeof wordOf>} word
 * @param {Array<{value: string, count: number}>} values of the key that was typed
 * @returns {Array<{insert: string, label: string, count: number | null}>}
 */
function proposals(word, values) {
  if (!word.hasColon) {
    if (!word.key) return [];
    return TYPED_KEYS.filter((name) => name.startsWith(word.key.toLowerCase())).map((name) => ({ insert: name + ':', label: name + ':', count: null }));
  }
  const wanted = word.value.replace(/^!/, '').toLowerCase();
  const not = word.value.startsWith('!') ? '!' : '';
  if (word.key === 'duration') return DURATIONS.filter((one) => one.startsWith(wanted)).map((one) => ({ insert: 'duration:' + one, label: one, count: null }));
  const filter = OTHER_NAMES[word.key] ?? word.key;
  return values.filter(({ value }) => (value + ' ' + valueName(filter, value)).toLowerCase().includes(wanted)).slice(0, MAX_SHOWN)
    .map(({ value, count }) => ({ insert: word.key + ':' + quoted(not + value), label: not + valueName(filter, value), count }));
}

const quoted = (value) => (/\s/.test(value) ? '"' + value + '"' : value);

/** The box. */
export function SearchBox() {
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const release = useRef(/** @type {(() => void) | null} */ (null));
  const chips = chosen();
  const word = wordOf(text);
  const key = OTHER_NAMES[word.key] ?? word.key;
  const isCounted = isOpen && word.hasColon && COUNTED.has(key);
  const counts = useApi(isCounted ? '/v1/logs/facets' : null, { ...spanParameters(), ...filterParameters(), facets: key, limit: MAX_VALUES }, { once: true });
  const found = isOpen ? proposals(word, (isCounted && counts.data?.facets?.[key]?.values) || []) : [];
  const without = (name, value) => all(name).filter((one) => one !== value);
  const close = () => {
    setOpen(false);
    setAt(-1);
    release.current?.();
    release.current = null;
  };
  const take = (one) => {
    const whole = word.before + one.insert;
    setAt(-1);
    if (one.insert.endsWith(':')) setText(whole);
    else apply(whole);
  };
  const apply = (typed) => {
    const parsed = parseSearch(typed);
    const change = {};
    for (const [name, values] of Object.entries(parsed)) change[name] = name === 'text' || name === 'min' || name === 'max' ? values.slice(-1) : [...new Set([...all(name), ...values])];
    setText('');
    close();
    if (Object.keys(change).length) go(here(change));
  };
  const submit = (event) => {
    event.preventDefault();
    if (found[at]) take(found[at]);
    else apply(text);
  };
  const onkeydown = (event) => {
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length) {
      event.preventDefault();
      setAt(Math.max(-1, Math.min(found.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Tab' && !event.shiftKey && text && found.length) {
      event.preventDefault();
      take(found[Math.max(0, at)]);
    } else if (event.key === 'Backspace' && !text && chips.length) {
      const [name, value] = chips[chips.length - 1];
      event.preventDefault();
      go(here({ [name]: without(name, value) }));
      setText(name === 'text' ? value : name + ':' + quoted(value));
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (found.length) close();
      else event.target.blur();
    }
  };
  return h('form.qbox', { onsubmit: submit, role: 'search' }, icon('search'),
    chips.map(([name, value]) => h('span.chip', { key: name + value, class: value.startsWith('!') ? 'not' : '' }, h('span', null, t(FILTERS[name])), h('b', null, outside(valueName(name, value), 120)),
      h('a', { href: here({ [name]: without(name, value) }), 'aria-label': t('requests.remove', { name: t(FILTERS[name]) }) }, icon('close')))),
    h('span.q-in', null,
      h('input', {
        type: 'search', value: text, placeholder: chips.length ? t('requests.and') : t('requests.search'), 'aria-label': t('requests.search.label'), onkeydown, autocomplete: 'off', spellcheck: false,
        role: 'combobox', 'aria-expanded': String(found.length > 0), 'aria-controls': 'q-found', 'aria-autocomplete': 'list', 'aria-activedescendant': found[at] ? 'q-found-' + at : null,
        oninput: (event) => {
          setText(event.target.value);
          setAt(-1);
          setOpen(true);
        },
        onfocus: () => { release.current ??= holdRefresh(); },
        onblur: close,
      }),
      h('ul.q-list', { id: 'q-found', role: 'listbox', 'aria-label': t('requests.search.label'), hidden: !found.length }, found.map((one, i) => h('li', {
        key: one.insert, id: 'q-found-' + i, role: 'option', 'aria-selected': String(i === at),
        // The field keeps the focus: a blur would close the list in front of the click.
        onpointerdown: (event) => {
          event.preventDefault();
          take(one);
        },
      }, h('span.mono.cut', null, outside(one.label, 120)), one.count == null ? null : h('span.dim.num', { title: int(one.count) }, compact(one.count)))))),
    chips.length ? h('a.clear', { href: href('requests') }, t('requests.clear')) : isFiltered() ? null : h('kbd', null, '/'));
}
