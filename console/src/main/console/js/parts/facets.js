// Facets: how often each value is, under all filters but its own.
import { h, icon, outside, useEffect, useRef, useState } from '../core/dom.js';
import { address, all, go, here } from '../core/address.js';
import { useApi } from '../core/api.js';
import { store } from '../core/store.js';
import { spanParameters } from '../core/span.js';
import { compact, duration, int } from '../core/format.js';
import { key, t } from '../core/words.js';
import { afterClick, filterParameters, valueName } from './filters.js';
import { failure } from './parts.js';

const FACETS = /** @type {Array<{id: string, filter: string, name: string, isMono?: boolean, isShut?: boolean}>} */ ([
  { id: 'status', filter: 'status', name: key('filter.status') },
  { id: 'duration', filter: 'min', name: key('filter.duration') },
  { id: 'endpoint', filter: 'endpoint', name: key('filter.endpoint'), isMono: true },
  { id: 'error', filter: 'error', name: key('filter.error'), isMono: true },
  { id: 'method', filter: 'method', name: key('filter.method') },
  { id: 'level', filter: 'level', name: key('filter.level') },
  { id: 'instance', filter: 'instance', name: key('filter.instance') },
  { id: 'user', filter: 'user', name: key('filter.user'), isShut: true },
  { id: 'ip', filter: 'ip', name: key('filter.ip'), isShut: true },
  { id: 'type', filter: 'type', name: key('filter.type'), isShut: true },
]);
const STATUS_ORDER = ['5xx', '4xx', '3xx', '2xx', '1xx'];
const MANY = 200;

/** What statistics or an index know at once; the others read rows, for up to two seconds. */
const QUICK_ONES = ['status', 'endpoint'];
/** An answer that took longer is not asked for again at each refresh. */
const SLOW_MILLIS = 500;
const REST_MILLIS = 120e3;

/**
 * Facets of the filters in the address. What costs the database much is asked for again when filters or span are others, or
 * after two minutes, and not with each refresh.
 *
 * @param {string[]} ids
 */
function useFacets(ids) {
  const held = useRef({ key: '', at: 0, tick: 0, span: /** @type {*} */ ({}), isSlow: false, beganAt: 0 });
  const filters = filterParameters();
  const key = JSON.stringify([filters, ids, address.query.get('range'), address.query.get('from'), address.query.get('to')]);
  const now = held.current;
  if (now.key !== key || !now.isSlow || store.now - now.at > REST_MILLIS) {
    held.current = { key, at: store.now, tick: store.tick, span: spanParameters(), isSlow: now.key === key && now.isSlow, beganAt: now.tick === store.tick && now.key === key ? now.beganAt : Date.now() };
  }
  const result = useApi(ids.length ? '/v1/logs/facets' : null, { ...held.current.span, ...filters, facets: ids }, { isLast: ids.some((id) => !QUICK_ONES.includes(id)), tick: held.current.tick });
  useEffect(() => {
    if (result.data) held.current.isSlow = Date.now() - held.current.beganAt > SLOW_MILLIS;
  }, [result.data]);
  return result;
}

/** All facets of the filters in the address. Those that are folded are not counted. */
export function Facets() {
  const [opened, setOpened] = useState(/** @type {string[]} */ ([]));
  const isWanted = (facet) => !facet.isShut || opened.includes(facet.id) || all(facet.filter).length > 0;
  const quick = useFacets(QUICK_ONES);
  const others = useFacets(FACETS.filter((facet) => !QUICK_ONES.includes(facet.id) && isWanted(facet)).map((facet) => facet.id));
  const facets = { ...quick.data?.facets, ...others.data?.facets };
  const isFailed = quick.error != null || others.error != null;
  return h('div', null, failure(quick) || failure(others), FACETS.map((facet) => h(Facet, {
    key: facet.id, facet, view: facets[facet.id], isFailed,
    onOpen: () => { if (facet.isShut && !opened.includes(facet.id)) setOpened([...opened, facet.id]); },
  })));
}

function Facet({ facet, view, isFailed, onOpen }) {
  const [isWide, setWide] = useState(false);
  const chosen = facet.id === 'duration' ? [...all('min'), ...all('max')] : all(facet.filter);
  return h('details.facet', { open: !facet.isShut || chosen.length > 0, ontoggle: (event) => { if (event.target.open) onOpen(); } },
    h('summary', null, t(facet.name), chosen.length ? h('i.dot.acc') : null,
      !view && !isFailed && !facet.isShut ? h('span.f-how', null, t('facets.counting')) : null, view && !view.exact ? h('span.f-how', { title: t('facets.rows') }, view.complete ? t('facets.of_rows') : t('facets.at_least')) : null, icon('chev')),
    facet.id === 'duration' ? h(DurationFacet, { view })
      : isWide ? h(WideFacet, { facet, chosen }) : h(Values, { facet, values: ordered(facet, view?.values || [], chosen) }),
    facet.id !== 'duration' && view?.otherValues > 0 && !isWide ? h('button.fmore', { onclick: () => setWide(true) }, t('facets.more', { n: int(view.otherValues) })) : null);
}

function WideFacet({ facet, chosen }) {
  const [text, setText] = useState('');
  const result = useApi('/v1/logs/facets', { ...spanParameters(), ...filterParameters(), facets: facet.id, limit: MANY });
  const values = (result.data?.facets?.[facet.id]?.values || []).filter(({ value }) => valueName(facet.filter, value).toLowerCase().includes(text.toLowerCase()));
  return h('div', null,
    h('input.f-search', { type: 'text', value: text, 'aria-label': t('facets.search'), placeholder: t('facets.search'), oninput: (e) => setText(e.target.value) }),
    h('div.f-wide', null, h(Values, { facet, values: ordered(facet, values, chosen) })));
}

// Chosen ones stand first, also those that nothing has.
function ordered(facet, values, chosen) {
  const first = chosen.map((value) => ({ value, count: values.find((one) => one.value === value)?.count ?? 0 }));
  const rest = values.filter((one) => !chosen.includes(one.value));
  if (facet.id !== 'status') return [...first, ...rest];
  const classes = STATUS_ORDER.slice(0, 4).map((value) => ({ value, count: values.find((one) => one.value === value)?.count ?? 0 }));
  return [...first.filter((one) => !STATUS_ORDER.includes(one.value)), ...classes];
}

function Values({ facet, values }) {
  const chosen = all(facet.filter);
  const max = Math.max(1, ...values.map((one) => one.count));
  const click = (event, value) => {
    event.preventDefault();
    go(here({ [facet.filter]: afterClick(facet.filter, value, event) }));
  };
  return h('ul', null, values.map(({ value, count }) => h('li', { key: value },
    h('a', {
      href: here({ [facet.filter]: afterClick(facet.filter, value, {}) }), 'aria-current': chosen.includes(value) ? 'true' : null,
      class: (facet.isMono ? 'mono' : '') + (count ? '' : ' nil') + (value.startsWith('!') ? ' not' : ''), title: t('facets.hint', { value: valueName(facet.filter, value) }), onclick: (event) => click(event, value),
    }, h('i.fbar', { vars: { p: (count / max * 100).toFixed(1) + '%' } }),
    facet.id === 'status' ? h('span.st', { class: 's' + (value.replace('!', '')[0]) }, h('i.shape')) : null,
    h('span.fv', null, outside(valueName(facet.filter, value), 200)), h('span.fn.num', { title: int(count) }, compact(count))))));
}

const QUICK = /** @type {Array<[string, string]>} */ ([['100', '> 100 ms'], ['1000', '> 1 s'], ['3000', '> 3 s']]);

function DurationFacet({ view }) {
  // Eight bars are wide enough to be hit; the API has finer ones at both ends.
  const bounds = [0, 10, 30, 100, 300, 1000, 3000, 10000];
  const counts = bounds.map((bound, i) => (view?.values || []).filter((one) => Number(one.value) >= bound && Number(one.value) < (bounds[i + 1] ?? Infinity)).reduce((sum, one) => sum + one.count, 0));
  const max = Math.max(1, ...counts);
  return h('div', null,
    h('div.hist', { role: 'group', 'aria-label': t('filter.duration') }, bounds.map((bound, i) => h('a.hb', {
      key: bound, href: here({ min: bound || '', max: bounds[i + 1] ?? '' }), class: bound >= 1000 ? 'sl' : '', vars: { p: counts[i] / max * 100 + '%' },
      title: (bounds[i + 1] ? duration(bound) + ' – ' + duration(bounds[i + 1]) : '> ' + duration(bound)) + ': ' + int(counts[i]),
      'aria-label': duration(bound) + ': ' + int(counts[i]),
    })), h('span.hx', null, h('span', null, '0'), h('span', null, '300 ms'), h('span', null, '10 s'))),
    h('div.dq', null, QUICK.map(([value, label]) => {
      const isChosen = all('min')[0] === value && !all('max').length;
      return h('a', { key: value, href: here({ min: isChosen ? '' : value, max: '' }), 'aria-current': isChosen ? 'true' : null }, label);
    })));
}
