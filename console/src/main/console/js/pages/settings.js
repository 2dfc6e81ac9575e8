// Settings and switches of the agent.
import { h, icon, outside, useState } from '../core/dom.js';
import { get, go, here } from '../core/address.js';
import { apiUrl, call, useApi } from '../core/api.js';
import { can } from '../core/store.js';
import { int } from '../core/format.js';
import { named, t } from '../core/words.js';
import { empty, failure, section } from '../parts/parts.js';

/** All settings, where each was set, what is allowed. */
export function Settings() {
  const result = useApi('/v1/settings');
  const items = result.data?.items;
  const [text, setText] = useState(get('q'));
  if (!items) return failure(result) || h('div.outline-3');
  const isChanged = (item) => item.source !== 'default';
  const isOnly = get('view') === 'changed';
  const wanted = text.toLowerCase();
  const shown = items.filter((item) => (!isOnly || isChanged(item)) && (item.key + ' ' + item.summary + ' ' + (item.value ?? '')).toLowerCase().includes(wanted));
  const groups = [...new Set(shown.map((item) => item.group))];
  return h('div.stack', null,
    h('div.tools', null,
      h('div.qbox.small', null, icon('search'), h('input', { type: 'search', value: text, placeholder: t('settings.search'), 'aria-label': t('settings.search'), oninput: (event) => { setText(event.target.value); go(here({ q: event.target.value }), true); } }), h('kbd', null, '/')),
      h('div.seg', null, h('a', { role: 'button', href: here({ view: '' }), 'aria-pressed': String(!isOnly) }, t('settings.all', { n: int(items.length) })), h('a', { role: 'button', href: here({ view: 'changed' }), 'aria-pressed': String(isOnly) }, t('settings.changed', { n: int(items.filter(isChanged).length) })))),
    shown.length ? groups.map((group) => section(outside(group), null, null, h('ul.list.sets', null, shown.filter((item) => item.group === group).map((item) => h('li', { key: item.key },
      h('div', null,
        h('div.li-t.mono.wrap', null, outside(item.key), ' = ', h('b', null, item.value == null ? '–' : outside(item.value, 400)), isChanged(item) ? h('span.tag.warn', null, t('settings.set')) : null),
        h('div.li-s.wrap', { lang: 'en' }, outside(item.summary, 600)),
        h('div.li-s.wrap', null, t('settings.from', { source: named('source.', item.source) }), ' · ', t('settings.default'), ' ', h('span', { lang: 'en' }, outside(item.defaultValue ?? '–', 200)), ' · ', t('settings.allowed'), ' ', h('span', { lang: 'en' }, outside(item.allowed, 300)))),
      h('span.dim.set-live', null, item.live ? t('settings.live') : t('settings.restart')))))))
      : empty(t('settings.none'), null));
}

/** What is recorded: switched at once, until the process ends or the file changes. */
export function Switches() {
  const result = useApi('/v1/switches');
  const [changed, setChanged] = useState(/** @type {*} */ (null));
  const [problem, setProblem] = useState('');
  const data = changed || result.data;
  if (!data) return failure(result) || h('div.outline-3');
  const mayChange = can('switches.change');
  const change = (body) => {
    setProblem('');
    call(apiUrl('/v1/switches'), { method: 'PATCH', body }).then(setChanged, (error) => setProblem(error.message));
  };
  const plugins = new Map(data.plugins.map((plugin) => [plugin.key, plugin]));
  return h('div.stack', null,
    problem ? h('div.callout.bad', { role: 'alert' }, icon('errors'), outside(problem)) : null,
    section(t('agent.switches'), t('switches.note'), mayChange && data.plugins.some((one) => one.switchedOff) ? h('button.btn.sm.to-right', { onclick: () => change({ resetBreakers: true }) }, t('switches.reset')) : null,
      h('ul.list.sets', null, data.switches.map((one) => {
        const plugin = plugins.get(one.key);
        return h('li', { key: one.key },
          h('div', null, h('div.li-t.mono', null, outside(one.key)), h('div.li-s.wrap', { lang: 'en' }, outside(one.summary, 300)),
            h('div.li-s.wrap', null, t('settings.from', { source: named('source.', one.source) }), plugin ? ' · ' + t('switches.plugin', { linked: int(plugin.linked), off: int(plugin.switchedOff) }) : '', plugin?.failure ? [' · ', h('span.bad', null, outside(plugin.failure, 300))] : null)),
          one.source === 'api' && mayChange ? h('button.btn.ghost.sm', { onclick: () => change({ switches: { [one.key]: null } }) }, t('switches.take_back')) : null,
          h('button.switch', { role: 'switch', 'aria-checked': String(one.on), 'aria-label': one.key, disabled: !mayChange, title: mayChange ? '' : t('page.scope', { scope: 'switches.change' }), onclick: () => change({ switches: { [one.key]: !one.on } }) }, h('i')));
      })),
      data.notLinked?.length ? h('p.foot-note', null, icon('info'), outside(data.notLinked.map((one) => (typeof one === 'string' ? one : Object.values(one).join(' '))).join('; '))) : null));
}
