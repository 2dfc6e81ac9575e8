// Management beans: a tree of names, and the attributes of one. Nothing is called and nothing set.
import { h, icon, outside, useState } from '../core/dom.js';
import { get, go, here } from '../core/address.js';
import { useApi } from '../core/api.js';
import { int } from '../core/format.js';
import { t } from '../core/words.js';
import { BodyView, LongText, isMasked, masked } from '../parts/json.js';
import { empty, failure, section } from '../parts/parts.js';
import { Wide } from '../parts/wide.js';

const OPEN_UP_TO = 12;
const FEW = 12;

/** The tab. */
export function Beans() {
  const result = useApi('/v1/runtime/mbeans', {}, { once: true });
  const [text, setText] = useState(get('q'));
  const data = result.data;
  if (!data) return failure(result) || h('div.outline-3');
  const wanted = text.toLowerCase();
  const domains = data.domains.map((domain) => ({ ...domain, names: domain.names.filter((name) => name.toLowerCase().includes(wanted)) })).filter((domain) => domain.names.length);
  const chosen = get('open');
  return h('div.page.srv.inner', null,
    h('nav.tree.beans', { 'aria-label': 'MBeans' },
      h('div.qbox.small', null, icon('search'), h('input', { type: 'search', value: text, placeholder: t('beans.filter'), 'aria-label': t('beans.filter'), oninput: (event) => { setText(event.target.value); go(here({ q: event.target.value }), true); } })),
      domains.length ? domains.map((domain) => h('details', { key: domain.name, open: (wanted !== '' && domain.names.length <= OPEN_UP_TO) || domain.names.includes(chosen) },
        h('summary', null, icon('right'), h('b', null, outside(domain.name, 100)), h('span.num.dim', null, int(domain.names.length))),
        h('ul', null, domain.names.map((name) => h('li', { key: name }, h('a.t-item', { href: here({ open: name }), 'aria-current': name === chosen ? 'true' : null, title: name, vars: { d: 0 } }, h('span.t-n', null, outside(keys(name), 200)))))))) : h('p.none', null, t('beans.none')),
      data.beansLeftOut ? h('p.none', null, t('beans.left_out', { n: int(data.beansLeftOut) })) : null),
    h('div.srv-main', null, chosen ? h(Bean, { key: chosen, name: chosen }) : empty(t('beans.choose'), t('beans.choose.text', { n: int(data.beans) }))));
}

/** What tells a bean from the others of its domain: values of its keys. */
function keys(name) {
  const all = name.slice(name.indexOf(':') + 1);
  const parts = all.match(/(?:[^,="]+)=(?:"[^"]*"|[^,]*)/g) || [all];
  const type = parts.find((part) => part.startsWith('type='));
  return [type?.slice(5), ...parts.filter((part) => part !== type).map((part) => part.slice(part.indexOf('=') + 1))].filter(Boolean).join(' · ');
}

function Bean({ name }) {
  const result = useApi('/v1/runtime/mbeans/attributes', { name });
  const data = result.data;
  if (!data) return failure(result) || h('div.outline-3');
  return section(h('span.mono.wrap', null, outside(data.name, 300)), null, null,
    data.description ? h('p.none.wrap', { lang: 'en' }, outside(data.description, 500)) : null,
    h(Wide, null, h('table.tbl.attrs', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('beans.attribute')), h('th', { scope: 'col' }, t('beans.value')))),
      h('tbody', null, data.attributes.map((one) => h('tr', { key: one.name },
        h('td.mono.a-n', { title: one.description }, outside(one.name, 200), h('small.dim', null, outside(kind(one.type), 80), one.writable ? ' · ' + t('beans.writable') : '')),
        h('td.a-v', null, one.problem ? h('span.dim', { lang: 'en' }, outside(one.problem, 300)) : h(Value, { value: one.value }))))))),
    data.attributes.length ? null : h('p.none', null, t('beans.no_attributes')),
    data.attributesLeftOut ? h('p.foot-note', null, icon('info'), t('beans.attributes_left_out', { n: int(data.attributesLeftOut) })) : null);
}

const kind = (type) => type.replace(/^\[L(.+);$/, '$1[]').replace(/^.*\.(?=[A-Z])/, '');

function Value({ value }) {
  if (value === null) return h('span.dim', null, 'null');
  if (isMasked(value)) return masked();
  if (typeof value === 'number') return h('span.num', null, Number.isInteger(value) && Math.abs(value) >= 10000 ? int(value) : String(value));
  if (typeof value !== 'object') return h(LongText, { text: String(value), cls: 'mono wrap' });
  const size = Object.keys(value).length;
  if (!size) return h('span.dim', null, Array.isArray(value) ? '[]' : '{}');
  const entries = Object.entries(value);
  if (size <= FEW && entries.every(([, one]) => one === null || typeof one !== 'object')) {
    return h('dl.few', null, entries.map(([name, one]) => [h('dt', null, outside(name, 100)), h('dd', null, h(Value, { value: one }))]));
  }
  return h('details.grp', null, h('summary', null, t(Array.isArray(value) ? 'body.items' : 'body.fields', { n: int(size) })), h(BodyView, { value }));
}
