// What the process was started with: arguments, properties, variables. Secrets are masked before they leave the process.
import { h, icon, outside, useState } from '../core/dom.js';
import { get, go, here } from '../core/address.js';
import { useApi } from '../core/api.js';
import { bytes, dateTime, int } from '../core/format.js';
import { t } from '../core/words.js';
import { LongText, isMasked, masked } from '../parts/json.js';
import { failure, section } from '../parts/parts.js';
import { Wide } from '../parts/wide.js';

/** The tab. */
export function Environment() {
  const result = useApi('/v1/runtime/environment', {}, { once: true });
  const [text, setText] = useState(get('q'));
  const data = result.data;
  if (!data) return failure(result) || h('div.outline-3');
  const wanted = text.toLowerCase();
  const facts = [['pid', String(data.pid)], [t('env.started'), dateTime(data.startedAt)], ['JVM', data.vm + ' ' + data.vmVersion], [t('env.vendor'), data.vendor], ['Java', data.javaVersion], [t('env.processors'), int(data.processors)], [t('heap.max'), bytes(data.heapMaxBytes)], ['GC', data.collectors.join(', ')]];
  return h('div.stack', null,
    h('div.kv', null, facts.map(([label, value]) => h('div', { key: label }, h('span.dim', null, label), h('span.kv-v.num', { title: value }, outside(value, 120))))),
    h('div.tools', null, h('div.qbox.small', null, icon('search'), h('input', { type: 'search', value: text, placeholder: t('env.filter'), 'aria-label': t('env.filter'), oninput: (event) => { setText(event.target.value); go(here({ q: event.target.value }), true); } })), h('span.dim', null, t('env.masked'))),
    section(t('env.arguments'), int(data.arguments.length), null, data.arguments.length ? h('ul.list.args', null, data.arguments.filter((one) => one.toLowerCase().includes(wanted)).map((one, i) => h('li.mono', { key: i }, h(LongText, { text: one, cls: 'wrap' })))) : h('p.none', null, t('env.no_arguments'))),
    h(Pairs, { title: t('env.properties'), pairs: data.properties, wanted }),
    h(Pairs, { title: t('env.variables'), pairs: data.variables, wanted }),
    data.entriesLeftOut ? h('p.dim', null, t('env.left_out', { n: int(data.entriesLeftOut) })) : null);
}

function Pairs({ title, pairs, wanted }) {
  const all = Object.entries(pairs);
  const found = all.filter(([name, value]) => (name + '=' + value).toLowerCase().includes(wanted));
  return section(title, found.length === all.length ? int(all.length) : int(found.length) + ' / ' + int(all.length), null,
    found.length ? h(Wide, null, h('table.tbl.attrs', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('env.name')), h('th', { scope: 'col' }, t('beans.value')))),
      h('tbody', null, found.map(([name, value]) => h('tr', { key: name }, h('td.mono.a-n', null, outside(name, 200)), h('td.a-v.mono', null, isMasked(value) ? masked() : value === '' ? h('span.dim', null, t('env.empty')) : h(LongText, { text: visible(value), cls: 'wrap' })))))))
      : h('p.none', null, t('env.none')));
}

/** Line ends are values of some properties; an empty cell would say nothing. */
const visible = (value) => (value.trim() === '' ? JSON.stringify(value) : value);
