// A table that may be wider than its place: then it can be moved by keys, too.
import { h, useLayoutEffect, useRef, useState } from '../core/dom.js';

/** @param {{children?: *}} props the table */
export function Wide({ children }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [isWide, setWide] = useState(false);
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const measure = () => setWide(box.scrollWidth > box.clientWidth);
    measure();
    const size = new ResizeObserver(measure);
    size.observe(box);
    if (box.firstElementChild) size.observe(box.firstElementChild);
    return () => size.disconnect();
  }, []);
  return h('div.tbl-wrap', { ref: place, tabindex: isWide ? 0 : null }, children);
}
