// One operation of a document: what it takes, what it answers, how it is used.
import { h, icon, outside, useState } from '../core/dom.js';
import { href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can, store } from '../core/store.js';
import { compact, duration, percent, rateNumber, split } from '../core/format.js';
import { t } from '../core/words.js';
import { sparkBars } from '../charts/spark.js';
import { BodyView } from '../parts/json.js';
import { bounds, contents, partsOf, refName, resolve, typeOf } from '../parts/openapi.js';
import { copyButton, failure, figure, method, route, section, statusClass } from '../parts/parts.js';
import { Wide } from '../parts/wide.js';

const DAY_MILLIS = 86400e3;
const STEP_SECONDS = 3600;
const MAX_DEPTH = 24;
const MAX_PARTS = 500;
const METHODS_THAT_CHANGE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** @param {{document: *, one: import('../parts/openapi.js').Operation, isOwn: boolean}} props */
export function OperationView({ document, one, isOwn }) {
  const { operation } = one;
  const scopes = Array.isArray(operation['x-scopes']) ? operation['x-scopes'] : [];
  const bodies = contents(document, operation.requestBody);
  const body = resolve(document, operation.requestBody);
  const answers = Object.entries(operation.responses && typeof operation.responses === 'object' ? operation.responses : {});
  return [
    h('section.panel.about', { key: 'head' },
      h('div.o-h', null, h('h2', null, h('span.route', null, method(one.method), route(one.path))), h('span.grow'), copyButton(t('api.copy_path'), () => one.path)),
      operation.summary ? h('p', { lang: isOwn ? 'en' : null }, outside(operation.summary, 1000)) : null,
      operation.description ? h('p', { lang: isOwn ? 'en' : null }, outside(operation.description, 4000)) : null,
      h('p.dim', null, h('span.mono', null, outside(one.id, 200)), operation['x-ref'] ? [' · ', h('span.mono', null, outside(operation['x-ref'], 300))] : null, operation['x-origin'] === 'traffic' ? ' · ' + t('api.origin.traffic') : isOwn ? '' : ' · ' + t('api.origin.given'),
        scopes.length ? [' · ', t('api.scopes'), ' ', h('code', null, outside(scopes.join(', '), 200))] : null, operation.deprecated ? h('span.tag.warn', null, t('api.deprecated')) : null, METHODS_THAT_CHANGE.has(one.method) ? h('span.tag', null, t('api.changes')) : null)),
    !isOwn && can('stats.view') ? h(Traffic, { key: 'traffic', id: one.id }) : null,
    section(t('api.parameters'), one.parameters.length ? null : t('api.none_of_them'), null, one.parameters.length ? h(Wide, null, h('table.tbl.attrs', null,
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('env.name')), h('th', { scope: 'col' }, t('api.type')), h('th', { scope: 'col' }, t('api.meaning')))),
      h('tbody', null, one.parameters.map((parameter) => h('tr', { key: parameter.in + ':' + parameter.name },
        h('td', null, h('b.mono', null, outside(parameter.name, 200)), parameter.required ? h('span.tag', null, t('api.required')) : null, h('small.dim', null, t('api.in'), ' ', outside(parameter.in, 20))),
        h('td.mono', null, outside(typeOf(document, parameter.schema), 100), h('small.dim', null, outside(bounds(document, parameter.schema), 600))),
        h('td.wrap', { lang: isOwn ? 'en' : null }, outside(parameter.description || '', 1000), parameter.example === undefined ? null : h('small.dim', null, t('api.example'), ' ', outside(JSON.stringify(parameter.example), 300)))))))) : null),
    body ? section(t('api.body'), body.required ? t('api.required') : t('api.optional'), null, bodies.length ? bodies.map(([type, media]) => h(Media, { key: type, type, media, document })) : h('p.none', null, t('api.no_schema'))) : null,
    section(t('api.answers'), null, null, answers.length ? h('ul.list.answers', null, answers.map(([status, given]) => h(Answer, { key: status, status, given, document, isLearned: operation['x-origin'] === 'traffic' }))) : h('p.none', null, t('api.none_of_them'))),
    isOwn ? null : h('p.dim', { key: 'later' }, t('api.later.try'))];
}

function Traffic({ id }) {
  const from = Math.round((store.now - DAY_MILLIS) / 60e3) * 60e3;
  const totals = useApi('/v1/stats/endpoints', { from, endpoint: id });
  const series = useApi('/v1/stats/series', { from, endpoint: id, step: STEP_SECONDS });
  const row = (totals.data?.endpoints || []).find((item) => item.endpoint === id);
  const f = row?.figures;
  if (totals.error && !totals.data) return failure(totals);
  if (totals.data && !f) return section(t('api.traffic'), null, null, h('p.none', null, t('api.no_traffic')));
  const rows = (series.data?.points || []).map((point) => point.figures);
  const [p95, unit] = split(duration(f?.p95Millis));
  return section(t('api.traffic'), null, h('span.to-right.tools', null, h('a.more', { href: href('endpoints', id, { range: '24h' }) }, t('nav.endpoints'), icon('right')), can('log.view') ? h('a.more', { href: href('requests', '', { endpoint: id, range: '24h' }) }, t('nav.requests'), icon('right')) : null),
    h('div.figs.six.flat', { role: 'group', 'aria-label': t('api.traffic') },
      figure({ label: t('col.requests'), value: compact(f?.requests), note: rows.length ? sparkBars(rows) : null }), figure({ label: t('col.rate'), value: f ? rateNumber(f.requests / (DAY_MILLIS / 1000)) : '–', unit: t('unit.per_s') }),
      figure({ label: t('figure.errors'), value: f ? percent(f.requests ? f.errors / f.requests * 100 : 0).replace(' %', '') : '–', unit: '%', cls: f?.requests && f.errors / f.requests > 0.01 ? 'bad' : '' }), figure({ label: 'p95', value: p95, unit })));
}

function Answer({ status, given, document, isLearned }) {
  const one = resolve(document, given) || {};
  const number = Number(status);
  const all = contents(document, given);
  const label = h('span.st', { class: 's' + (number ? statusClass(number) : 3) }, h('i.shape'), status === 'default' ? t('api.default') : outside(status, 20));
  const text = h('span.dim.wrap', null, isLearned ? t('api.answers.unknown') : outside(one.description || '', 500));
  if (!all.length) return h('li', null, h('div.a-l', null, label, text));
  return h('li', null, h('details.grp', { open: number >= 200 && number < 300 }, h('summary', null, icon('right'), label, text), all.map(([type, media]) => h(Media, { key: type, type, media, document }))));
}

function Media({ type, media, document }) {
  const examples = [...(media.example === undefined ? [] : [['', media.example]]), ...Object.entries(media.examples && typeof media.examples === 'object' ? media.examples : {}).map(([name, given]) => [name, resolve(document, given)?.value])].filter(([, value]) => value !== undefined);
  return h('div.media', null,
    h('p.dim.mono', null, outside(type, 100), ' · ', outside(typeOf(document, media.schema), 120)),
    h(Parts, { document, schema: media.schema, depth: 0 }),
    examples.map(([name, value]) => h('div.o-ex', { key: name }, h('h3', null, t('api.example'), name ? [' ', outside(name, 100)] : null), h(BodyView, { value }))));
}

function Parts({ document, schema, depth }) {
  const all = partsOf(document, schema);
  if (!all.length) {
    const words = bounds(document, schema);
    return words ? h('p.dim.wrap', null, outside(words, 600)) : null;
  }
  return h('ul.schema', null, all.slice(0, MAX_PARTS).map((part) => h(Part, { key: part.name, document, part, depth })));
}

// What is folded is not in the document of the browser: a schema may hold itself.
function Part({ document, part, depth }) {
  const [isOpen, setOpen] = useState(depth < 1 && !refName(part.schema));
  const one = resolve(document, part.schema);
  const canOpen = depth < MAX_DEPTH && partsOf(document, part.schema).length > 0;
  const line = [h('b.mono', null, outside(part.name, 200)), part.isRequired ? h('span.req', { title: t('api.required') }, '*') : null, ' ', h('span.mono.dim', null, outside(typeOf(document, part.schema), 120)), ' ',
    h('span.dim', null, outside(bounds(document, part.schema), 400)), one?.description ? h('span.s-d', null, outside(one.description, 600)) : null];
  return h('li', null, canOpen ? [h('button.fold-b', { 'aria-expanded': String(isOpen), onclick: () => setOpen(!isOpen) }, icon('right'), h('span', null, line)), isOpen ? h(Parts, { document, schema: part.schema, depth: depth + 1 }) : null] : h('div.leaf', null, line));
}
