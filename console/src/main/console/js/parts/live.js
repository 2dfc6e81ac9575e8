// The live tail: server-sent events with the filters of the page (console.md section 8).
import { h, icon, useEffect, useRef, useState } from '../core/dom.js';
import { here } from '../core/address.js';
import { apiUrl } from '../core/api.js';
import { store, update } from '../core/store.js';
import { int } from '../core/format.js';
import { named, t } from '../core/words.js';
import { RowTable } from './rows.js';

const MAX_HELD = 500;
const HIDDEN_MILLIS = 60e3;
const RECONNECT_MILLIS = 3000;

/**
 * @param {{query: Object<string, *>}} props the filters
 */
export function LiveTail({ query }) {
  const [rows, setRows] = useState(/** @type {*[]} */ ([]));
  const [stat, setStat] = useState({ matchedPerSecond: 0, sentPerSecond: 0, skipped: 0 });
  const [state, setState] = useState('connecting');
  const [isPaused, setPaused] = useState(false);
  const [lost, setLost] = useState(0);
  const waiting = useRef(/** @type {*[]} */ ([]));
  const [held, setHeld] = useState(0);
  const paused = useRef(false);
  paused.current = isPaused;
  const url = apiUrl('/v1/logs/stream', query);

  useEffect(() => {
    let source = /** @type {EventSource | null} */ (null);
    let timer = 0;
    let hiddenTimer = 0;
    let isOver = false;
    const open = () => {
      if (isOver || source) return;
      const mine = new EventSource(url);
      source = mine;
      const stop = (state) => {
        mine.close();
        if (source === mine) source = null;
        setState(state);
      };
      mine.addEventListener('hello', () => setState('following'));
      mine.addEventListener('row', (event) => {
        const row = JSON.parse(event.data);
        if (paused.current) {
          waiting.current = [row, ...waiting.current].slice(0, MAX_HELD);
          setHeld((n) => n + 1);
        } else {
          setRows((old) => [row, ...old].slice(0, MAX_HELD));
        }
      });
      mine.addEventListener('stat', (event) => setStat(JSON.parse(event.data)));
      mine.addEventListener('gap', (event) => setLost((n) => n + (JSON.parse(event.data).rows || 0)));
      mine.addEventListener('bye', (event) => {
        const { why } = JSON.parse(event.data);
        stop('bye.' + why);
        isOver = why === 'scope';
        if (why === 'credentials') update({ signedOut: true });
      });
      mine.onerror = () => {
        // The browser tries again by itself, unless the server refused.
        if (mine.readyState === EventSource.CLOSED) {
          stop('refused');
          timer = window.setTimeout(open, RECONNECT_MILLIS);
        } else {
          setState('reconnecting');
        }
      };
    };
    const onHidden = () => {
      clearTimeout(hiddenTimer);
      if (document.hidden) {
        hiddenTimer = window.setTimeout(() => {
          source?.close();
          source = null;
          setState('hidden');
        }, HIDDEN_MILLIS);
      } else {
        open();
      }
    };
    setRows([]);
    setState('connecting');
    open();
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(hiddenTimer);
      source?.close();
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [url, store.session?.instanceID]);

  const resume = () => {
    const fresh = waiting.current;
    waiting.current = [];
    setHeld(0);
    setRows((old) => [...fresh, ...old].slice(0, MAX_HELD));
    setPaused(false);
  };
  useEffect(() => {
    const onKey = (event) => {
      if (event.key !== ' ' || /INPUT|TEXTAREA|BUTTON|SUMMARY/.test(event.target.tagName)) return;
      event.preventDefault();
      if (paused.current) resume();
      else setPaused(true);
    };
    const onSelect = () => {
      if (String(getSelection() || '').length > 1 && document.getSelection()?.anchorNode?.parentElement?.closest('.rows')) setPaused(true);
    };
    addEventListener('keydown', onKey);
    document.addEventListener('selectionchange', onSelect);
    return () => {
      removeEventListener('keydown', onKey);
      document.removeEventListener('selectionchange', onSelect);
    };
  }, []);

  const words = isPaused ? t('live.paused', { n: int(held) }) : named('live.', state);
  return [
    h('div.live', { class: isPaused || state !== 'following' ? 'paused' : '' },
      h('i.pulse'), h('b', null, words),
      h('span.dim', { 'aria-live': 'off' }, t('live.stat', { matched: int(stat.matchedPerSecond), sent: int(stat.sentPerSecond), skipped: int(stat.skipped) }), lost ? ' · ' + t('live.lost', { n: int(lost) }) : ''),
      h('span.grow'), h('span.dim.hide-s', null, t('live.space')),
      h('button.btn', { onclick: () => (isPaused ? resume() : setPaused(true)) }, icon(isPaused ? 'play' : 'pause'), isPaused ? t('live.resume') : t('live.pause')),
      h('a.btn', { href: here({ live: '' }) }, t('live.stop'))),
    rows.length ? h(RowTable, { items: rows, isLive: true, onAway: (away) => { if (away && !paused.current) setPaused(true); } })
      : h('p.none', null, t('live.empty'))];
}
