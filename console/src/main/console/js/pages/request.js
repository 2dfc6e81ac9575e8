// One request: what happened in it?
import { h, icon, outside } from '../core/dom.js';
import { here, href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { Outline } from '../frame/app.js';
import { bytes, day, dateTime, duration, hmsMillis, int, zone } from '../core/format.js';
import { store } from '../core/store.js';
import { named, t } from '../core/words.js';
import { BodyView, countMasked, isMasked, masked } from '../parts/json.js';
import { copyButton, empty, failure, head, method, operation, status } from '../parts/parts.js';
import { curl } from '../parts/curl.js';
import { Stack } from '../parts/stack.js';

/** The page of one request. */
export function RequestPage({ id }) {
  const result = useApi('/v1/logs/' + encodeURIComponent(id), {}, { once: true });
  const crumb = h('nav.crumb', { 'aria-label': t('nav.requests') }, h('a', { href: href('requests') }, icon('left'), t('nav.requests')));
  if (result.error) return h('div.page', null, crumb, head(t('nav.requests')), result.error.status === 404 ? empty(t('request.gone'), t('request.gone.text')) : failure(result));
  if (!result.data) return h(Outline, null);
  return h('div.page.one', null, crumb, h(Detail, { log: result.data, isPane: false }));
}

/** The same beside the list. */
export function RequestPane({ id }) {
  const result = useApi('/v1/logs/' + encodeURIComponent(id), {}, { once: true });
  return h('aside.pane', { 'aria-label': t('request.title') },
    h('nav.crumb', null, h('a', { href: href('requests', id) }, t('request.full'), icon('right')), h('span.grow'), h('span.dim', null, t('request.keys')),
      h('a.ico', { href: here({ open: '' }), 'aria-label': t('frame.close') }, icon('close'))),
    result.error ? (result.error.status === 404 ? empty(t('request.gone'), t('request.gone.text')) : failure(result)) : result.data ? h(Detail, { log: result.data, isPane: true }) : null);
}

function Detail({ log, isPane }) {
  const ms = log.durationMicros / 1000;
  const stack = stackOf(log);
  return [
    h('header.r-head', null,
      h('div.r-line', null, status(log.status), method(log.method), h(isPane ? 'h2.pt.mono' : 'h1.mono', null, outside(log.path)), h('span.r-dur', null, duration(ms))),
      h('p.sub', null, day(log.time), ' ', h('span.num', null, hmsMillis(log.time)), ' ', zone(), ' · ', t('request.request'), ' ', h('span.mono', null, outside(log.requestId)),
        log.endpoint ? [' · ', endpointLink(log)] : null),
      h('div.tools', null,
        copyButton(t('request.curl'), () => curl(log)), copyButton(t('request.link'), () => location.origin + href('requests', log.id), 'link'),
        h('span.sep'), h('span.dim', null, t('request.same')),
        same('endpoint', log.endpoint, t('filter.endpoint')), same('user', log.user, t('filter.user')), same('ip', log.ip, t('filter.ip')), same('error', log.exceptionType, t('filter.error')), same('trace', log.traceId, t('filter.trace')))),
    h('div.one-body', null,
      h('div.one-main', null,
        stack ? h(Stack, { text: stack, link: log.fingerprint ? h('a.more', { href: href('errors', log.fingerprint) }, t('request.this_error'), icon('right')) : null }) : null,
        h(Timeline, { log, ms }),
        h('div.rr', null, h(Message, { log, isRequest: true }), h(Message, { log, isRequest: false }))),
      h(Facts, { log }))];
}

const endpointLink = (log) => {
  const known = operation(log.endpoint);
  return h('a', { href: href('endpoints', log.endpoint) }, known.method ? known.method + ' ' + known.route : log.endpoint);
};

const same = (filter, value, label) => (value == null || value === '' ? null : h('a.btn.ghost', { key: filter, href: href('requests', '', { [filter]: value }) }, label));

/** The text of the exception: a message that the trace names, else the first one that looks like one. */
function stackOf(log) {
  const messages = log.messages || [];
  if (!log.exceptionType) return null;
  return messages.find((text) => typeof text === 'string' && text.startsWith(log.exceptionType)) || messages.find((text) => /\n\s*at /.test(text)) || log.exceptionType;
}

const KIND = (type) => (/sql|query|database/.test(type) ? 'sql' : /request|call|http|outbound/.test(type) ? 'out' : /wait/.test(type) ? 'wait' : /log|print/.test(type) ? 'log' : 'app');

function Timeline({ log, ms }) {
  const rows = [{ type: 'app', name: log.handler || log.route || log.path, at: 0, length: ms, note: '' }];
  for (const step of (log.trace || []).slice().sort((a, b) => (a.init || 0) - (b.init || 0))) {
    const text = typeof step.msg === 'number' ? String((log.messages || [])[step.msg] ?? '').split('\n')[0] : step.msg;
    const data = step.data || {};
    const isSql = /^sql/.test(step.type || '');
    rows.push({
      type: (step.type || '') + (data.errors ? '.error' : ''), name: isSql && text ? text : [step.name, text].filter(Boolean).join(' '), at: Math.min(ms, step.init || 0),
      length: data.time_micros ? data.time_micros / 1000 : step.time || 0, note: data.count > 1 ? t('request.times', { n: int(data.count) }) : '',
    });
  }
  if (rows.length < 2) return null;
  const sql = (log.capture?.sql?.time_micros || 0) / 1000;
  const wait = (log.capture?.sql?.connection_wait_micros || 0) / 1000;
  const parts = /** @type {Array<[string, string, number]>} */ ([['wait', t('request.wait'), wait], ['sql', 'SQL', sql], ['own', t('request.own'), Math.max(0, ms - sql - wait)]]).filter((part) => part[2] > 0);
  const share = (value) => (ms > 0 ? Math.min(100, value / ms * 100) : 0).toFixed(2) + '%';
  return h('section.panel.flush', null,
    h('div.sec-h', null, h('h2', null, t('request.time')), h('span.dim', null, sql ? parts.map((part) => part[1] + ' ' + duration(part[2])).join(' · ') : t(rows.length === 2 ? 'request.steps.one' : 'request.steps', { n: rows.length - 1 }))),
    sql ? h('div.split', null, parts.map(([kind, label, value]) => h('i', { key: kind, class: 'k-' + kind, vars: { p: share(value) }, title: label + ' ' + duration(value) }))) : null,
    h('div.wf', null, h('div.wf-ax', null, h('span'), h('div', null, [0, 0.25, 0.5, 0.75, 1].map((f) => h('span', { key: f, vars: { x: f * 100 + '%' } }, f ? duration(ms * f) : '0')))),
      rows.slice(0, 200).map((row, i) => {
        const kind = i ? KIND(row.type) : 'app';
        const isWide = row.length / (ms || 1) > 0.4;
        const isLate = !isWide && (row.at + row.length) / (ms || 1) > 0.7;
        const isBad = /error/i.test(row.type);
        return h('div.wf-r', { key: i, class: isBad ? 'bad' : '' },
          h('div.wf-n', { vars: { d: i ? 1 : 0 } }, h('span.wk', { class: 'k-' + kind }, named('kind.', kind)), h('span.wn.mono', { title: row.name }, outside(row.name, 300))),
          h('div.wf-b', null, h('i', { class: 'k-' + kind, vars: { a: share(row.at), w: i && !row.length ? '2px' : share(row.length) } }),
            i ? h('span.wl', { class: isWide ? 'in' : isLate ? 'left' : '', vars: { a: share(isLate || isWide ? row.at : row.at + row.length) } }, row.length ? duration(row.length) : '+' + duration(row.at), row.note ? ' · ' + row.note : '') : null));
      })));
}

function Message({ log, isRequest }) {
  const headers = Object.entries((isRequest ? log.requestHeaders : log.responseHeaders) || {});
  const value = isRequest ? log.requestBody : log.responseBody;
  const type = isRequest ? log.requestType : log.responseType;
  const captured = isRequest ? log.capture?.request_body : log.capture?.response_body;
  const hidden = countMasked(value) + headers.filter(([, one]) => isMasked(one)).length;
  const query = isRequest ? Object.entries(log.query || {}) : [];
  return h('section.panel.flush.msg', null,
    h('div.sec-h', null, h('h2', null, isRequest ? t('request.request_title') : t('request.response')), isRequest ? null : status(log.status), h('span.dim', null, bytes(isRequest ? log.inBytes : log.outBytes))),
    headers.length ? h('div.hdrs', null, headers.map(([name, one]) => [h('div.hk', { key: 'k' + name }, outside(name, 200)), h('div.hv', { key: 'v' + name }, isMasked(one) ? masked() : outside(Array.isArray(one) ? one.join(', ') : one))]))
      : h('p.none', null, t('request.no_headers')),
    query.length ? [h('div.b-h', null, h('h3', null, t('request.query'))), h('div.hdrs', null, query.map(([name, one]) => [h('div.hk', { key: 'k' + name }, outside(name, 200)), h('div.hv', { key: 'v' + name }, isMasked(one) ? masked() : outside(Array.isArray(one) ? one.join(', ') : one))]))] : null,
    h('div.b-h', null, h('h3', null, t('request.body')), h('span.dim', null, outside(type || '', 100)), captured?.bytes != null ? h('span.dim.num', null, bytes(captured.bytes)) : null),
    value == null ? h('p.none', null, whyNoBody(captured, log)) : h(BodyView, { value }),
    hidden ? h('p.trunc', null, icon('lock'), t(hidden === 1 ? 'request.masked.one' : 'request.masked', { n: int(hidden) })) : null,
    captured?.truncated ? h('p.trunc', null, icon('info'), t('request.truncated')) : null);
}

function whyNoBody(captured, log) {
  if (!captured || captured.bytes === 0) return t('request.no_body');
  const why = captured.left_out;
  return why && why !== 'not_kept' ? t('request.not_kept_why', { why }) : t('request.not_kept', { level: log.level });
}

const wait = (log) => (log.capture?.sql?.connection_wait_micros >= 1000 ? duration(log.capture.sql.connection_wait_micros / 1000) : null);

function Facts({ log }) {
  const row = (label, value, url) => (value == null || value === '' ? null : [h('dt', { key: 'k' + label }, label), h('dd', { key: 'v' + label }, url ? h('a', { href: url }, outside(value, 200)) : outside(value, 200))]);
  const client = log.userAgent ? [log.userAgent.browser, log.userAgent.os].filter(Boolean).join(' · ') : null;
  return h('aside.facts', null,
    h('h2', null, t('request.facts')),
    h('dl', null,
      row(t('filter.level'), log.level), row(t('request.outcome'), log.outcome === 'completed' ? t('request.completed') : log.outcome), row(t('filter.user'), log.user ?? t('request.no_user'), log.user == null ? null : href('requests', '', { user: log.user })),
      row(t('filter.ip'), log.ip, href('requests', '', { ip: log.ip })), row(t('request.peer'), log.peer !== log.ip ? log.peer : null), row(t('request.client'), client),
      row(t('request.protocol'), [log.scheme, log.protocol].filter(Boolean).join(' · ')), row(t('request.in_out'), bytes(log.inBytes) + ' / ' + bytes(log.outBytes))),
    h('h2', null, t('request.ran')),
    h('dl', null,
      row(t('filter.instance'), store.instances.get(String(log.instance)) ?? log.instance, href('servers')), row(t('request.worker'), log.workerPid == null ? null : 'pid ' + log.workerPid), row(t('request.thread'), log.threadName),
      row(t('request.entry'), log.capture?.entry_point), row(t('request.handler'), log.handler), row('CPU', log.capture?.cpu_micros != null ? duration(log.capture.cpu_micros / 1000) : null), row('SQL', log.capture?.sql ? t('request.sql', { n: int(log.capture.sql.count), time: duration(log.capture.sql.time_micros / 1000) }) : null), row(t('request.wait'), wait(log)), row(t('request.allocated'), log.capture?.allocated_bytes != null ? bytes(log.capture.allocated_bytes) : null)),
    log.traceId ? [h('h2', { key: 't' }, t('request.trace')), h('dl', { key: 'td' }, row(t('request.trace_id'), log.traceId, href('requests', '', { trace: log.traceId })))] : null,
    h('h2', null, t('request.kept')),
    h('p', null, log.volatile ? t('request.kept_volatile', { level: log.level }) : t('request.kept_long', { level: log.level }), ' ', t('request.expires', { time: dateTime(log.expiresAt) })));
}

