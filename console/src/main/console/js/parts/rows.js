// The table of requests: only the rows that are seen are in the document.
import { h, icon, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../core/dom.js';
import { address, all, get, go, here, href } from '../core/address.js';
import { apiUrl, call, counted } from '../core/api.js';
import { store } from '../core/store.js';
import { duration, int } from '../core/format.js';
import { t } from '../core/words.js';
import { hasLetters } from '../frame/keys.js';
import { ColumnHeads, chosenColumns, sized, urlOf } from './columns.js';

const FETCH = 200;
const MAX_PAGES = 3;
const OVERSCAN = 12;
const PANE_FROM = 1280;
const SLOW_MICROS = 3e6;
const SLOW_WAIT_MICROS = 100e3;

/** Whether there is room for a pane beside the list. */
export const hasPane = () => innerWidth >= PANE_FROM;

/**
 * Rows in pages by key, in both directions; at most three fetches are held.
 *
 * @param {Object<string, *>} query of /v1/logs, without `limit`
 * @returns {{items: *[], first: *, isLoading: boolean, error: *, retry: () => void, atEnd: boolean, dropped: number, generation: number,
 *   onNearEnd: () => void, onNearTop: () => void, pause: (isAway: boolean) => void}} `dropped` are rows in front of those that are held
 */
export function useRows(query) {
  const url = apiUrl('/v1/logs', { ...query, limit: FETCH, count: 'true' });
  const stable = url.replace(/([?&])from=\d+/, get('from') ? '$&' : '$1');
  const [state, setState] = useState({ pages: /** @type {*[]} */ ([]), first: null, isLoading: true, error: null, dropped: 0, generation: 0 });
  const [again, setAgain] = useState(0);
  const isAway = useRef(false);
  const busy = useRef(false);
  const known = useRef('');
  useEffect(() => {
    const isSame = known.current === stable;
    // A refresh never moves the rows under somebody who has scrolled down.
    if (isSame && isAway.current) return undefined;
    known.current = stable;
    const control = new AbortController();
    setState((old) => ({ ...old, isLoading: true }));
    counted(call(url, { signal: control.signal })).then(
      (data) => setState((old) => ({ pages: [data], first: data, isLoading: false, error: null, dropped: 0, generation: old.generation + 1 })),
      (error) => { if (!control.signal.aborted) setState((old) => ({ ...old, error, isLoading: false })); });
    return () => control.abort();
  }, [url, store.tick, again]);
  const { pages } = state;
  const turn = (key, value, put) => {
    if (busy.current || !value) return;
    busy.current = true;
    const { generation } = state;
    call(apiUrl('/v1/logs', { ...query, limit: FETCH, [key]: value })).then(
      (data) => setState((old) => (old.generation === generation && data.items.length ? put(old, data) : old)),
      (error) => setState((old) => ({ ...old, error }))).finally(() => { busy.current = false; });
  };
  const onNearEnd = () => turn('before', pages[pages.length - 1]?.next, (old, page) => {
    const isFull = old.pages.length >= MAX_PAGES;
    return { ...old, pages: [...old.pages.slice(isFull ? 1 : 0), page], dropped: old.dropped + (isFull ? old.pages[0].items.length : 0) };
  });
  const onNearTop = () => {
    if (state.dropped > 0) {
      turn('after', pages[0]?.previous, (old, page) => ({ ...old, pages: [page, ...old.pages.slice(0, MAX_PAGES - 1)], dropped: Math.max(0, old.dropped - page.items.length) }));
    }
  };
  const items = useMemo(() => pages.flatMap((page) => page.items), [pages]);
  return {
    ...state, items, atEnd: !pages[pages.length - 1]?.next, onNearEnd, onNearTop, retry: () => setAgain((n) => n + 1), pause: (away) => { isAway.current = away; },
  };
}

/**
 * The table.
 *
 * @param {{items: *[], dropped?: number, generation?: number, onNearEnd?: () => void, onNearTop?: () => void, onAway?: (isAway: boolean) => void, isLive?: boolean, atEnd?: boolean}} props
 */
export function RowTable({ items, dropped = 0, generation = 0, onNearEnd, onNearTop, onAway, isLive = false, atEnd = true }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [seen, setSeen] = useState({ top: 0, height: 900, row: 30 });
  const [, setWidths] = useState(0);
  const looked = seen;
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const measure = () => {
      const row = /** @type {HTMLElement | null} */ (box.querySelector('tbody tr:not(.pad)'));
      setSeen((old) => {
        const fresh = { top: box.scrollTop, height: box.clientHeight, row: row?.offsetHeight || old.row };
        return fresh.top === old.top && fresh.height === old.height && fresh.row === old.row ? old : fresh;
      });
    };
    measure();
    const size = new ResizeObserver(measure);
    size.observe(box);
    return () => size.disconnect();
  }, [items.length === 0]);
  // Rows that come or go in front of what is seen do not move it.
  const front = useRef({ dropped, generation });
  useLayoutEffect(() => {
    const box = place.current;
    if (box && front.current.generation === generation) box.scrollTop -= (dropped - front.current.dropped) * looked.row;
    front.current = { dropped, generation };
  }, [dropped, generation]);
  const first = Math.max(0, Math.floor(looked.top / looked.row) - OVERSCAN);
  const last = Math.min(items.length, Math.ceil((looked.top + looked.height) / looked.row) + OVERSCAN);
  const onscroll = () => {
    const box = place.current;
    if (!box) return;
    setSeen((old) => ({ ...old, top: box.scrollTop, height: box.clientHeight }));
    onAway?.(box.scrollTop > looked.row || dropped > 0);
    if (box.scrollTop < 20 * looked.row) onNearTop?.();
    if (box.scrollTop + box.clientHeight > box.scrollHeight - 40 * looked.row) onNearEnd?.();
  };
  const open = get('open');
  /** The cell that the pointer is on: its column and row. */
  const under = useRef(/** @type {{column: import('./columns.js').Column, item: *} | null} */ (null));
  useEffect(() => {
    const onKey = (event) => {
      if (event.key.length === 1 && !hasLetters()) return;
      if (event.key === 'x' || event.key === 'X') return filterBy(event, under.current);
      if (/INPUT|TEXTAREA/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = items.findIndex((item) => String(item.id) === open || item === current.current);
      if (event.key === 'j' || event.key === 'k') {
        const to = Math.max(0, Math.min(items.length - 1, at + (event.key === 'j' ? 1 : -1)));
        const box = place.current;
        if (!items[to] || !box) return;
        current.current = items[to];
        const y = to * looked.row;
        if (y < box.scrollTop) box.scrollTop = y;
        else if (y + 2 * looked.row > box.scrollTop + box.clientHeight) box.scrollTop = y + 2 * looked.row - box.clientHeight;
        if (hasPane() && items[to].id != null) go(here({ open: items[to].id }), true);
      } else if ((event.key === 'Enter' || event.key === 'o') && items[at]?.id != null && !/^(A|BUTTON)$/.test(event.target.tagName)) {
        go(event.key === 'o' && hasPane() ? here({ open: items[at].id }) : href('requests', items[at].id));
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [items, open, looked.row]);
  const current = useRef(/** @type {*} */ (null));
  const columns = chosenColumns();
  const width = columns.length + 1;
  return h('div.tbl-wrap.reqs.rows-body', { ref: place, onscroll, tabindex: 0, role: 'region', 'aria-label': t('nav.requests') },
    h('table.tbl.rows', { 'aria-rowcount': atEnd ? items.length + dropped : -1 },
      h('thead', null, h('tr', null,
        h(ColumnHeads, { columns, onWidth: () => setWidths((n) => n + 1) }), h('th.hide-s', { scope: 'col' }, h('span.vh', null, t('col.marks'))))),
      h('tbody', null,
        first > 0 ? h('tr.pad', { key: 'top', 'aria-hidden': 'true', vars: { h: first * looked.row + 'px' } }, h('td', { colspan: width })) : null,
        items.slice(first, last).map((item, i) => h(Row, { key: item.id ?? item.requestId, item, columns, isOpen: open !== '' && String(item.id) === open, isLive, index: first + i + dropped + 2, onUnder: (cell) => { under.current = cell; } })),
        last < items.length ? h('tr.pad', { key: 'end', 'aria-hidden': 'true', vars: { h: (items.length - last) * looked.row + 'px' } }, h('td', { colspan: width })) : null)));
}

// Filters for the value under the pointer; with Shift excludes it.
function filterBy(event, cell) {
  if (!cell?.column.filter || /INPUT|TEXTAREA/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  const [name, member] = cell.column.filter;
  const value = cell.item[member];
  if (value == null || value === '') return;
  event.preventDefault();
  go(here({ [name]: event.shiftKey ? [...all(name).filter((one) => one !== '!' + value), '!' + value] : String(value) }));
}

/** From how many executions of one statement on it is worth a second look. */
const MANY_STATEMENTS = 20;

function Row({ item, columns, isOpen, isLive, index, onUnder }) {
  const cls = item.status == null || item.status >= 500 ? 'r5' : item.status >= 400 ? 'r4' : '';
  const url = urlOf(item);
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || String(getSelection() || '')) return;
    event.preventDefault();
    go(item.id != null && hasPane() && address.page === 'requests' ? here({ open: isOpen ? '' : item.id }) : url);
  };
  return h('tr', { class: cls + (isLive ? ' fresh' : ''), 'aria-selected': isOpen ? 'true' : null, 'aria-rowindex': index, onclick: click },
    columns.map((column) => {
      const attributes = sized(column.id);
      const slow = column.id === 'duration' && item.durationMicros > SLOW_MICROS ? 'slow' : '';
      return h('td', { ...attributes, key: column.id, class: [column.cls || '', attributes.class || '', slow].join(' ').trim(), onpointerenter: () => onUnder({ column, item }) }, column.cell(item, url));
    }),
    h('td.hide-s.fl', null,
      item.sql?.count ? h('span.flag', { class: item.sql.count >= MANY_STATEMENTS ? 'warn' : '', title: t('mark.sql', { n: int(item.sql.count), time: duration(item.sql.timeMicros / 1000) }) }, icon('db'), int(item.sql.count)) : null,
      item.sql?.connectionWaitMicros >= SLOW_WAIT_MICROS ? h('span.flag.bad', { title: t('mark.wait', { time: duration(item.sql.connectionWaitMicros / 1000) }) }, icon('clock')) : null,
      item.traceId ? h('span.flag', { title: t('mark.trace') }, icon('link')) : null,
      item.hasBody ? h('span.flag.mask', { title: t('mark.body') }, icon('lock')) : null));
}
