// API: what can be called, with what?
import { h, icon, outside, useMemo, useState } from '../core/dom.js';
import { get, go, here, href } from '../core/address.js';
import { apiUrl, useApi } from '../core/api.js';
import { can } from '../core/store.js';
import { int } from '../core/format.js';
import { t } from '../core/words.js';
import { Outline } from '../frame/app.js';
import { grouped, operationsOf } from '../parts/openapi.js';
import { empty, failure, head, method, route } from '../parts/parts.js';
import { OperationView } from './operation.js';

const OPEN_UP_TO = 20;

/** The page. */
export default function Api({ id }) {
  const isOwn = get('view') === 'own';
  const answer = useApi(isOwn ? '/v1/openapi' : '/openapi', {}, { once: true });
  const document = answer.data?.paths ? answer.data : answer.data?.result || null;
  const operations = useMemo(() => operationsOf(document), [document]);
  if (answer.error && !document) return h('div.page', null, head(t('nav.api')), failure(answer));
  if (!document) return h(Outline, null);
  const chosen = operations.find((one) => one.id === id);
  return h('div.page', null,
    head(t('nav.api'), [outside(document.info?.title || t('api.untitled'), 200), document.info?.version ? [' · ', outside(document.info.version, 60)] : null, ' · ', t('api.operations', { n: int(operations.length) })],
      h('div.seg', { role: 'group', 'aria-label': t('api.document') },
        h('a', { role: 'button', href: href('api'), 'aria-pressed': String(!isOwn) }, t('api.application')),
        h('a', { role: 'button', href: href('api', '', { view: 'own' }), 'aria-pressed': String(isOwn) }, t('api.own'))),
      h('a.btn', { href: apiUrl(isOwn ? '/v1/openapi' : '/openapi'), download: isOwn ? 'opsagent-openapi.json' : 'openapi.json' }, icon('copy'), t('api.download'))),
    operations.length ? h('div.page.srv.inner', null,
      h(Tree, { key: String(isOwn), operations, chosen }),
      h('div.srv-main', null,
        id && !chosen ? h('div.callout', null, icon('info'), h('span', null, t('api.unknown', { id: id.slice(0, 200) }))) : null,
        chosen ? h(OperationView, { key: chosen.id, document, one: chosen, isOwn }) : h(About, { document, operations, isOwn })))
      : empty(t('api.none'), t('api.none.text')));
}

function Tree({ operations, chosen }) {
  const [text, setText] = useState(get('q'));
  const hasTags = operations.some((one) => one.tags.length);
  const byTag = hasTags && get('sort') !== 'path';
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter((one) => wanted.every((word) => one.words.includes(word)));
  const groups = grouped(found, byTag);
  return h('nav.tree.beans', { 'aria-label': t('nav.api') },
    h('div.qbox.small', null, icon('search'), h('input', { type: 'search', value: text, placeholder: t('api.search'), 'aria-label': t('api.search'), oninput: (event) => { setText(event.target.value); go(here({ q: event.target.value }), true); } })),
    hasTags ? h('div.seg', { role: 'group', 'aria-label': t('thread.group') }, h('a', { role: 'button', href: here({ sort: '' }), 'aria-pressed': String(byTag) }, t('api.by_tag')), h('a', { role: 'button', href: here({ sort: 'path' }), 'aria-pressed': String(!byTag) }, t('api.by_path'))) : null,
    groups.length ? groups.map(([name, all]) => h('details', { key: name, open: groups.length === 1 || operations.length <= OPEN_UP_TO || (wanted.length > 0 && found.length <= OPEN_UP_TO) || all.includes(chosen) },
      h('summary', null, icon('right'), h('b.mono', null, name ? outside(name, 100) : t('api.no_tag')), h('span.num.dim', null, int(all.length))),
      h('ul', null, all.map((one) => h('li', { key: one.id }, h('a.t-item', { href: href('api', one.id, { view: get('view'), q: get('q'), sort: get('sort') }), 'aria-current': one === chosen ? 'true' : null, title: one.operation.summary || one.path, vars: { d: 0 } },
        h('span.t-n.t-op', null, method(one.method), route(byTag ? one.path : rest(one.path, name)))))))))
      : h('p.none', null, t('api.no_match')));
}

/** A path without the name of its group. */
const rest = (path, group) => (group !== '/' && path.startsWith(group) ? path.slice(group.length) || '/' : path);

function About({ document, operations, isOwn }) {
  const learned = operations.filter((one) => one.operation['x-origin'] === 'traffic').length;
  return h('section.panel.about', null,
    h('h2', null, outside(document.info?.title || t('api.untitled'), 200)),
    document.info?.description ? h('p', { lang: 'en' }, outside(document.info.description, 2000)) : null,
    h('p', null, t('api.choose')),
    isOwn ? h('p', null, t('api.own.text')) : [
      learned ? h('p', { key: 'learned' }, t('api.learned', { n: int(learned) })) : null,
      h('p', { key: 'given' }, t('api.given'), ' ', can('settings.view') ? h('a', { href: href('agent', 'settings', { q: 'openapi' }) }, h('code', null, 'openapi')) : h('code', null, 'openapi')),
      h('p.dim', { key: 'later' }, t('api.later'))]);
}
