// Small charts inside tables and figures: no axis, zero-based, drawn as SVG.
import { h } from '../core/dom.js';

/**
 * A sparkline.
 *
 * @param {Array<number | null>} values
 * @param {string} colour name of a token
 * @param {{width?: number, height?: number, max?: number}} [options]
 */
export function spark(values, colour, options = {}) {
  const { width = 120, height = 26 } = options;
  const known = values.filter((value) => value != null);
  const max = options.max ?? Math.max(...known, 0) ?? 1;
  const x = (i) => (values.length > 1 ? (i / (values.length - 1)) * width : width / 2);
  const y = (value) => height - 1.5 - (value / (max || 1)) * (height - 4);
  const runs = [];
  let run = [];
  values.forEach((value, i) => {
    if (value == null) {
      if (run.length) runs.push(run);
      run = [];
    } else {
      run.push([x(i), y(value)]);
    }
  });
  if (run.length) runs.push(run);
  return h('svg.spark', { class: 'ink-' + colour, width, height, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    runs.map((points) => {
      const path = points.length > 1 ? points : [[points[0][0] - 1.5, points[0][1]], [points[0][0] + 1.5, points[0][1]]];
      const line = 'M' + path.map((p) => p[0].toFixed(1) + ' ' + p[1].toFixed(1)).join('L');
      return [
        h('path.a', { d: `${line}L${path[path.length - 1][0].toFixed(1)} ${height}L${path[0][0].toFixed(1)} ${height}Z` }),
        h('path.l', { d: line })];
    }));
}

/**
 * Bars with failures at the base.
 *
 * @param {Array<{requests: number, clientErrors: number, serverErrors: number} | null>} rows
 */
export function sparkBars(rows, width = 106, height = 22) {
  const max = Math.max(1, ...rows.map((row) => row?.requests || 0));
  const each = width / Math.max(1, rows.length);
  const bars = [];
  rows.forEach((row, i) => {
    if (!row || !row.requests) return;
    let y = height;
    const bad = row.serverErrors || 0;
    const odd = row.clientErrors || 0;
    for (const [count, colour] of /** @type {Array<[number, string]>} */ ([[bad, 's5'], [odd, 's4'], [row.requests - bad - odd, 's2']])) {
      if (count <= 0) continue;
      const tall = Math.max(count / max * (height - 2), colour === 's5' ? 2 : 0.8);
      y -= tall;
      bars.push(h('rect.f', { key: i + colour, class: 'ink-' + colour, x: (i * each).toFixed(2), y: Math.max(0, y).toFixed(2), width: Math.max(0.8, each - 0.7).toFixed(2), height: tall.toFixed(2) }));
    }
  });
  return h('svg.spark', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, bars);
}

/**
 * A share of 0 to 100 as a bar.
 *
 * @param {number | null} share
 * @param {string} [cls] `bad`, `warn`, `time`, `s2`
 * @param {string} [label]
 */
export function meter(share, cls = '', label = '') {
  const shown = Math.max(0, Math.min(100, share || 0));
  return h('span.meter', { class: cls, role: 'img', 'aria-label': label || Math.round(shown) + ' %' }, h('i', { vars: { p: shown + '%' } }));
}
