// Series of what requests run on, from the protocol's data frames.
import { useApi } from '../core/api.js';
import { can } from '../core/store.js';
import { span, stepSeconds } from '../core/span.js';

const RAW_UP_TO_MILLIS = 4 * 3600e3;
const MAX_POINTS = 600;

/**
 * Asks for the samples of a server, an instance, a worker or a database.
 *
 * @param {string} kind
 * @param {number | null | undefined} id null asks for nothing
 * @returns {{frame: *, isLoading: boolean, error: *, retry: () => void, step: number, from: number, to: number}}
 */
export function useMonitor(kind, id) {
  const { from, to, open } = span();
  const step = Math.max(30, stepSeconds(120));
  const isRaw = to - from <= RAW_UP_TO_MILLIS;
  const path = (kind === 'server' ? '/servers' : '/servers/' + kind) + '/metrics';
  const query = { [kind + '_id']: id, start: new Date(from).toISOString(), limit: MAX_POINTS };
  if (!open) query.end = new Date(to).toISOString();
  if (!isRaw) query.sample_interval = step;
  const result = useApi(id == null ? null : path, query);
  return { ...result, frame: result.data?.result || null, step, from, to };
}

/**
 * One value of a frame on a regular grid: the newest sample of each bucket.
 *
 * @param {*} frame
 * @param {string} name of a column, or `metrics.NAME` for one inside of the metrics; NAME may be `group.name`
 * @param {number} from epoch milliseconds
 * @param {number} to epoch milliseconds
 * @param {number} step seconds
 * @returns {{times: number[], values: Array<number | null>}}
 */
export function column(frame, name, from, to, step) {
  const first = Math.floor(from / 1000 / step) * step;
  const count = Math.max(1, Math.ceil((to / 1000 - first) / step));
  const times = Array.from({ length: count }, (_, i) => first + i * step);
  const values = new Array(count).fill(null);
  const at = frame?.time || [];
  const inner = name.startsWith('metrics.') ? name.slice('metrics.'.length) : null;
  const cells = inner ? frame?.metrics || [] : frame?.[name] || [];
  for (let i = 0; i < at.length; i++) {
    const seconds = typeof at[i] === 'number' ? at[i] : Date.parse(at[i]) / 1000;
    const bucket = Math.floor((seconds - first) / step);
    const value = inner ? inner.split('.').reduce((one, part) => one?.[part], cells[i]) : cells[i];
    if (bucket >= 0 && bucket < count && typeof value === 'number') values[bucket] = value;
  }
  return { times, values };
}

/** A counter that only grows, as a rate for each second. */
export function rates(values, step) {
  return values.map((value, i) => (i && value != null && values[i - 1] != null && value >= values[i - 1] ? (value - values[i - 1]) / step : null));
}

/** The newest known value, or null. */
export const newest = (values) => values.findLast((value) => value != null) ?? null;

/** All nodes of a kind in the tree of /v1/resources. */
export function ofKind(tree, kind, found = []) {
  if (!tree) return found;
  if (tree.kind === kind) found.push(tree);
  (tree.children || []).forEach((child) => ofKind(child, kind, found));
  return found;
}

/**
 * Asks for the samples of the process that answers.
 *
 * @param {{pid: number} | null | undefined} facts of /v1/runtime/environment
 * @returns {ReturnType<typeof useMonitor> & {missingScope: string | undefined, isPending: boolean}} `isPending`: nothing is known yet, but asked for
 */
export function useOwnMonitor(facts) {
  const tree = useApi(can('resources.view') ? '/v1/resources' : null);
  // It answers, whatever is said of its cycle: a silent one counts, too. A pid may have been used before.
  const workers = ofKind(tree.data, 'worker').filter((one) => one.state !== 'ended').sort((a, b) => b.id - a.id);
  const own = workers.find((one) => facts && one.facts?.pid === facts.pid) || (workers.length === 1 ? workers[0] : null);
  const missingScope = ['resources.view', 'metrics.view'].find((scope) => !can(scope));
  const monitor = useMonitor('worker', own && !missingScope ? own.id : null);
  return { ...monitor, missingScope, isPending: !monitor.frame && !monitor.error && (tree.isLoading || own != null) };
}
