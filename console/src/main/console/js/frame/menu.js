// A button with a menu below it.
import { h, icon, useEffect, useRef, useState } from '../core/dom.js';
import { holdRefresh } from '../core/refresh.js';

/**
 * What every button with something below it does: it closes when somebody points elsewhere or presses Escape, gives the focus back, and
 * holds the refresh meanwhile.
 *
 * @param {string} first selector of what gets the focus when it opens
 */
export function useDropDown(first) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!isOpen) return undefined;
    const release = holdRefresh();
    const away = (event) => {
      if (place.current && !place.current.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    focusFirst(place.current, first);
    return () => {
      document.removeEventListener('pointerdown', away);
      release();
    };
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    /** @type {HTMLElement | null} */ (place.current?.querySelector('button'))?.focus();
  };
  const onkeydown = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return { isOpen, setOpen, place, close, onkeydown };
}

// In the order of the selectors, not of the document.
function focusFirst(place, selectors) {
  for (const selector of selectors.split(', ')) {
    const found = /** @type {HTMLElement | null} */ (place?.querySelector(selector));
    if (found) return found.focus();
  }
  return undefined;
}

/**
 * @typedef {string | {label: *, href?: string, act?: () => void, isChosen?: boolean, hint?: string}} MenuItem a string is a heading
 * @param {{
 *   label: *, title?: string, cls?: string, align?: string, extra?: (close: () => void) => *, items: MenuItem[]
 * }} props
 */
export function Menu({ label, title, cls, align, items, extra }) {
  const { isOpen, setOpen, place, close } = useDropDown('[aria-checked=true], .m-item');
  const onkeydown = (event) => {
    const all = /** @type {HTMLElement[]} */ ([...(place.current?.querySelectorAll('.m-item') || [])]);
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const move = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (move !== undefined && all.length && !/INPUT/.test(event.target.tagName)) {
      event.preventDefault();
      all[(move + all.length) % all.length].focus();
    }
  };
  return h('div.menu-wrap', { ref: place, onkeydown: isOpen ? onkeydown : null },
    h('button.ctl', { class: cls, title, 'aria-label': title, 'aria-haspopup': 'menu', 'aria-expanded': String(isOpen), onclick: () => setOpen(!isOpen) }, label),
    isOpen ? h('div.menu', { role: 'menu', class: align },
      items.map((item, i) => (typeof item === 'string' ? h('div.m-head', { key: i, role: 'presentation' }, item)
        : h('a.m-item', {
          key: i, role: item.isChosen == null ? 'menuitem' : 'menuitemradio', 'aria-checked': item.isChosen == null ? null : String(item.isChosen),
          tabindex: -1, href: item.href || '#',
          onclick: (event) => {
            if (item.act) {
              event.preventDefault();
              item.act();
            }
            close();
          },
        }, h('span.tickbox', null, item.isChosen ? icon('check') : null), h('span', null, item.label), item.hint ? h('kbd', null, item.hint) : null))),
      extra ? extra(close) : null) : null);
}
