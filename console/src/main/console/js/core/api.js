// Calls to the API. The console asks nobody else.
import { useEffect, useRef, useState } from './dom.js';
import { store, update } from './store.js';

const MAX_TAGGED = 60;
/** A call that comes last waits so long at most for those in front of it. */
const MAX_LAST_MILLIS = 2000;
const LAST_STEP_MILLIS = 40;
let underWay = 0;
/** Address to its newest answer with a tag, the oldest first. */
const tagged = new Map();

/** What the API, or nobody, answered instead of data. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 when nobody answered
   * @param {string} code of the API's reference
   * @param {string} message in English, as the API said it
   * @param {string} requestId
   * @param {number} retrySeconds
   */
  constructor(status, code, message, requestId = '', retrySeconds = 0) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.retrySeconds = retrySeconds;
  }
}

/**
 * The address of a resource.
 *
 * @param {string} path below the root, such as `/v1/logs`
 * @param {Object<string, *>} [query] values or lists of values; empty ones are left out
 */
export function apiUrl(path, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== '' && one != null) parameters.append(name, String(one));
    }
  }
  const text = parameters.toString();
  return store.root + path + (text ? '?' + text : '');
}

/**
 * Asks the API.
 *
 * @param {string} url made by `apiUrl`
 * @param {{method?: string, body?: *, signal?: AbortSignal}} [options]
 * @returns {Promise<*>} the answer's JSON, or null when it is empty
 * @throws {ApiError}
 */
export async function call(url, options = {}) {
  const method = options.method || 'GET';
  const headers = { Accept: 'application/json', 'X-OpsAgent-Request': '1' };
  const known = method === 'GET' ? tagged.get(url) : undefined;
  if (known) headers['If-None-Match'] = known.tag;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(url, {
      method, headers, signal: options.signal, credentials: 'same-origin', redirect: 'error', cache: 'no-store',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (store.goneSince == null) update({ goneSince: Date.now() });
    throw new ApiError(0, 'no_answer', 'no answer');
  }
  heard(answer);
  if (answer.status === 304 && known) return known.data;
  const text = await answer.text();
  const data = parse(text);
  if (!answer.ok) {
    const code = data?.code || data?.error?.state || '';
    if (answer.status === 401 && method === 'GET') update({ signedOut: true });
    throw new ApiError(
      answer.status, String(code), String(data?.message || data?.msg || answer.statusText || answer.status),
      answer.headers.get('X-Request-ID') || '', Number(answer.headers.get('Retry-After')) || 0);
  }
  const tag = answer.headers.get('ETag');
  if (tag && method === 'GET') {
    tagged.delete(url);
    tagged.set(url, { tag, data });
    if (tagged.size > MAX_TAGGED) tagged.delete(tagged.keys().next().value);
  }
  return data;
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function heard(answer) {
  const date = Date.parse(answer.headers.get('Date') || '');
  if (date) {
    const skew = date - Date.now();
    // The header has whole seconds: less than that is no difference.
    store.skewMillis = Math.abs(skew) < 2000 ? 0 : skew;
  }
  store.lastAnswerAt = Date.now();
  if (store.goneSince != null) update({ goneSince: null, returns: store.returns + 1, tick: store.tick + 1 });
}

/** Counts a call among those that others wait for (`isLast`). */
export function counted(promise) {
  underWay++;
  return promise.finally(() => { underWay--; });
}

// Resolved when no other call of a component is under way.
function quiet(signal) {
  const until = Date.now() + MAX_LAST_MILLIS;
  return new Promise((go, stop) => {
    const look = () => {
      if (signal.aborted) stop(new DOMException('aborted', 'AbortError'));
      else if (underWay === 0 || Date.now() > until) go(null);
      else setTimeout(look, LAST_STEP_MILLIS);
    };
    setTimeout(look, LAST_STEP_MILLIS);
  });
}

/**
 * Asks for a resource now and at each refresh. The old answer stays until the new one is there; what
 * is not wanted any more is aborted.
 *
 * @param {string | null} path null asks for nothing
 * @param {Object<string, *>} [query]
 * @param {{once?: boolean, isLast?: boolean, tick?: number}} [options] `once`: not again at each refresh; `tick`: again when it
 *   grows, in the place of the page's refreshes; `isLast`: when the other calls of
 *   the page are answered, for what costs the database most and is looked at last
 * @returns {{data: *, error: ApiError | null, isLoading: boolean, url: string, retry: () => void}}
 */
export function useApi(path, query = {}, options = {}) {
  const [state, setState] = useState({ data: /** @type {*} */ (null), error: /** @type {ApiError | null} */ (null), isLoading: path != null, url: '' });
  const [again, setAgain] = useState(0);
  const url = path == null ? '' : apiUrl(path, query);
  const newest = useRef(0);
  const tick = options.once ? 0 : options.tick ?? store.tick;
  useEffect(() => {
    if (!url) {
      // What a caller with more rights was shown does not stay.
      setState({ data: null, error: null, isLoading: false, url: '' });
      return undefined;
    }
    const mine = ++newest.current;
    const control = new AbortController();
    setState((old) => ({ ...old, isLoading: true }));
    const turn = options.isLast ? quiet(control.signal) : null;
    const asked = turn ? turn.then(() => call(url, { signal: control.signal })) : counted(call(url, { signal: control.signal }));
    asked.then(
      (data) => {
        if (mine === newest.current) setState({ data, error: null, isLoading: false, url });
      },
      (error) => {
        if (mine === newest.current && !control.signal.aborted) {
          setState((old) => ({ ...old, error: error instanceof ApiError ? error : new ApiError(-1, 'console', String(error)), isLoading: false }));
        }
      });
    return () => control.abort();
  }, [url, tick, again]);
  return { ...state, retry: () => setAgain((n) => n + 1) };
}
