// Filters of requests: keys of the address, words of the search box, parameters of the API (console.md sections 3 and 6.2).
import { address, all, get } from '../core/address.js';
import { store } from '../core/store.js';
import { key, t } from '../core/words.js';
import { operation } from './parts.js';

/** Key of the address to its name; the API has the same keys. */
export const FILTERS = {
  status: key('filter.status'), method: key('filter.method'), endpoint: key('filter.endpoint'), route: key('filter.route'), level: key('filter.level'),
  error: key('filter.error'), fingerprint: key('filter.fingerprint'), user: key('filter.user'), ip: key('filter.ip'), instance: key('filter.instance'),
  request: key('filter.request'), trace: key('filter.trace'), type: key('filter.type'), host: key('filter.host'), min: key('filter.min'), max: key('filter.max'), text: key('filter.text'),
};

/** The filters of the address as parameters of the API. */
export function filterParameters() {
  const parameters = {};
  for (const name of Object.keys(FILTERS)) {
    const values = all(name);
    if (values.length) parameters[name] = values;
  }
  if (get('node') !== 'all' && !parameters.instance) parameters.instance = [get('node')];
  return parameters;
}

/** Whether anything is filtered. */
export const isFiltered = () => Object.keys(FILTERS).some((name) => address.query.has(name));

/** The filters of the address as [key, value]. */
export const chosen = () => Object.keys(FILTERS).flatMap((name) => all(name).map((value) => [name, value]));

/** How a value of a filter reads. */
export function valueName(name, value) {
  const isNot = value.startsWith('!');
  const plain = isNot ? value.slice(1) : value;
  let text = plain;
  if (name === 'endpoint') {
    const known = operation(plain);
    text = known.method ? known.method + ' ' + known.route : plain;
  } else if ((name === 'min' || name === 'max') && /^\d+$/.test(plain)) {
    text = plain + ' ms';
  } else if (name === 'instance') {
    text = store.instances.get(plain) || plain;
  } else if (name === 'error') {
    text = plain.split('.').pop() || plain;
  }
  return (isNot ? t('filter.not') + ' ' : '') + text;
}

const WORD = /(\w+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/g;

/**
 * What was typed into the search box, as changes of the address.
 *
 * @param {string} typed such as `status:5xx duration:>1s coupon`
 * @returns {Object<string, string[]>} values to add, by key
 */
export function parseSearch(typed) {
  const found = /** @type {Object<string, string[]>} */ ({});
  const add = (name, value) => {
    (found[name] = found[name] || []).push(value);
  };
  const free = [];
  for (const [whole, name, quoted, plain, text, word] of typed.matchAll(WORD)) {
    const value = quoted ?? plain;
    const asked = name === 'address' ? 'ip' : name === 'node' ? 'instance' : name;
    if (name === 'duration' && value) {
      const bound = /^([<>])=?(.+)$/.exec(value);
      add(bound && bound[1] === '<' ? 'max' : 'min', bound ? bound[2] : value);
    } else if (name && FILTERS[asked] && value) {
      add(asked, value);
    } else {
      free.push(text ?? word ?? whole);
    }
  }
  if (free.length) add('text', free.join(' '));
  return found;
}

/**
 * The values of a filter after a click on one of them.
 *
 * @param {string} name
 * @param {string} value
 * @param {{shiftKey?: boolean, altKey?: boolean}} event Shift adds ("or"), Alt excludes
 * @returns {string[]}
 */
export function afterClick(name, value, event) {
  const now = all(name);
  if (event.altKey) return [...now.filter((one) => one !== value && one !== '!' + value), '!' + value];
  if (event.shiftKey) return now.includes(value) ? now.filter((one) => one !== value) : [...now.filter((one) => !one.startsWith('!')), value];
  return now.length === 1 && now[0] === value ? [] : [value];
}
