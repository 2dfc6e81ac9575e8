// The agent itself: its cost, the way of a request through it, what it attached to.
import { h, icon, outside } from '../core/dom.js';
import { href } from '../core/address.js';
import { useApi } from '../core/api.js';
import { can } from '../core/store.js';
import { ago, bytes, compact, dec, duration, int, percent, split } from '../core/format.js';
import { named, t } from '../core/words.js';
import { meter } from '../charts/spark.js';
import { failure, figure, more, section } from '../parts/parts.js';
import { Wide } from '../parts/wide.js';

const sum = (counts) => Object.values(counts || {}).reduce((total, count) => total + Number(count), 0);
/** Reasons that are no rows: what they count is something else. */
const NO_ROWS = new Set(['statistics', 'error_groups', 'live_tail', 'body_memory', 'routes', 'open_exchanges_not_listed', 'facts_not_readable', 'exceptions_not_read', 'operations_calls']);

/** The tab. */
export function State() {
  const result = useApi('/v1/agent');
  const agent = result.data;
  if (!agent) return failure(result) || h('div.outline-2');
  const dropped = sum(agent.ring.droppedByReason);
  const leftOut = Object.entries(agent.rows.leftOutByReason).filter(([reason, count]) => count > 0 && !NO_ROWS.has(reason));
  const others = [...Object.entries(agent.rows.leftOutByReason).filter(([reason, count]) => count > 0 && NO_ROWS.has(reason)), ...Object.entries(agent.refusedByReason || {}).filter(([, count]) => count > 0)];
  const notKept = leftOut.reduce((total, [, count]) => total + count, 0);
  const upMillis = Math.max(1, Date.parse(agent.updatedAt) - Date.parse(agent.createdAt));
  const spool = agent.queues.find((queue) => queue.name === 'spool');
  const [heap, heapUnit] = split(bytes(agent.cost.jvmHeapUsedBytes));
  const offered = Math.max(1, agent.ring.offered);
  const stage = (count, label, note, cls = '') => h('li', { key: label, class: cls, vars: { w: Math.min(100, count / offered * 100) + '%' } }, h('div.st-b'), h('b.num', null, int(count)), h('span', null, label), h('small', null, note));
  return [
    h('p.sub', { key: 'sub' }, 'OpsAgent ', outside(agent.version), ' · pid ', String(agent.id), ' · ', outside(agent.host.hostname), ' · ', outside([agent.host.system, agent.host.platform].join(' ')), ' · ', t('state.attached', { ago: ago(agent.createdAt) })),
    agent.storage.problem ? h('div.callout.bad', { key: 'problem', role: 'alert' }, icon('errors'), outside(agent.storage.problem)) : null,
    h('h2.lead', { key: 'cost' }, t('state.cost')),
    h('div.figs.six', { key: 'figs', role: 'group', 'aria-label': t('state.cost') },
      figure({ label: t('state.cpu'), value: dec(agent.cost.cpuMillis / upMillis * 100, 2), unit: '%', note: h('span.dim', null, t('state.cpu.note')) }),
      figure({ label: t('state.threads'), value: int(agent.cost.threads) }),
      figure({ label: t('state.bodies'), value: split(bytes(agent.cost.bodyBytes))[0], unit: split(bytes(agent.cost.bodyBytes))[1], note: h('span.dim', null, t('state.bodies.note')) }),
      figure({ label: t('state.heap'), value: heap, unit: heapUnit, note: h('span.dim', null, t('servers.of', { n: bytes(agent.cost.jvmHeapMaxBytes) })) }),
      figure({ label: t('state.open'), value: int(agent.openExchanges.length), note: h('span.dim', null, t('state.open.note')) }),
      figure({ label: t('state.dropped'), value: int(dropped), note: h('span.dim', null, t('state.ring', { n: int(agent.queues[0]?.length), max: int(agent.ring.capacity) })), cls: dropped ? 'bad' : '' })),
    section(t('state.way'), t('state.way.note', { ago: ago(agent.createdAt) }), null,
      h('ol.stages', null, stage(agent.ring.offered, t('state.seen'), t('state.seen.note')), stage(dropped, t('state.dropped'), dropped ? t('state.dropped.note') : t('state.dropped.never'), dropped ? 'b' : ''), stage(notKept, t('state.not_kept'), leftOut.length ? leftOut.map(([reason]) => named('reason.', reason)).join(', ') : t('state.nothing'), 'q'),
        stage(agent.rows.written, t('state.written'), t('state.written.note')), stage(agent.rows.failed, t('state.failed'), agent.rows.failed ? t('state.failed.note') : t('state.nothing'), agent.rows.failed ? 'b' : ''), stage(spool?.length || 0, t('state.spool'), agent.storage.state === 'ok' ? t('state.spool.ok') : named('storage.', agent.storage.state), spool?.length ? 'b' : '')),
      leftOut.length + others.length ? h('div.foot-note', null, icon('info'), [...leftOut, ...others].map(([reason, count]) => named('reason.', reason) + ' ' + int(count)).join(' · ')) : null),
    h('div.cols-main', { key: 'main' },
      section(t('state.joins'), t('state.joins.note', { n: int(agent.joinPoints.length), off: int(agent.joinPoints.filter((one) => one.state !== 'attached').length) }), can('switches.change') ? more(t('agent.switches'), href('agent', 'switches')) : null, h(Joins, { agent })),
      h('div.stack', null, section(t('state.storage'), named('storage.', agent.storage.state), null, h(Storage, { storage: agent.storage, queues: agent.queues })),
        section(t('state.start'), null, null, h('table.tbl.mini', null, h('tbody', null, agent.startSteps.map((step) => h('tr', { key: step.name }, h('td', null, outside(named('start.', step.name))), h('td.r.num', null, duration(step.durationMillis))))))))),
  ];
}

function Joins({ agent }) {
  const groups = new Map();
  for (const one of agent.joinPoints) {
    const name = one.name.replace(/ in [^ ]*$/, '');
    const known = groups.get(name);
    if (known) {
      known.count++;
      known.failures += one.failures;
      if (one.state !== 'attached') Object.assign(known, { state: one.state, lastFailure: one.lastFailure });
    } else {
      groups.set(name, { ...one, name, count: 1 });
    }
  }
  const rows = [...groups.values()];
  return h(Wide, null, h('table.tbl.inst', null,
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('state.library')), h('th', { scope: 'col' }, t('state.place')), h('th', { scope: 'col' }, t('agent.state')), h('th.r.hide-s', { scope: 'col' }, t('state.failures')))),
    h('tbody', null, rows.map((row) => {
      const [plugin, place] = row.name.split(/: (.*)/s);
      return h('tr', { key: row.name, class: row.state === 'attached' ? '' : 'fail' }, h('td', null, h('b', null, outside(place ? plugin : '–')), row.count > 1 ? h('span.dim', null, ' × ' + row.count) : null), h('td.gv.mono', null, outside((place || row.name).replace(/^.*\.(?=[A-Z])/, ''), 120), row.lastFailure ? h('small.bad', null, outside(row.lastFailure, 300)) : null),
        h('td', null, h('span.ths', null, h('i.dot', { class: row.state === 'attached' ? 'ok' : 'bad' }), named('join.', row.state))), h('td.r.num.hide-s', null, int(row.failures)));
    }), agent.notAttached.map((one) => {
      const text = typeof one === 'string' ? one : [one.name, one.reason || one.why || one.failure].filter(Boolean).join(': ');
      return h('tr.no', { key: text }, h('td', { colspan: 2 }, outside(text, 300)), h('td', null, h('span.ths', null, h('i.dot'), t('join.not_attached'))), h('td.hide-s'));
    }))));
}

function Storage({ storage, queues }) {
  const embedded = storage.embedded;
  const rows = queues.map((queue) => [t('state.queue', { name: named('queue.', queue.name) }), `${compact(queue.length)} / ${compact(queue.capacity)}`, queue.length / Math.max(1, queue.capacity) * 100]);
  if (embedded) {
    rows.unshift([t('state.file'), bytes(embedded.fileBytes) + ' / ' + bytes(embedded.maxBytes), embedded.fileBytes / Math.max(1, embedded.maxBytes) * 100], [t('state.reclaimable'), bytes(embedded.reclaimableBytes), embedded.reclaimableBytes / Math.max(1, embedded.fileBytes) * 100]);
  }
  return h('table.glance', null, h('tbody', null, rows.map(([label, text, share]) => h('tr', { key: label }, h('th', { scope: 'row' }, label), h('td', null, meter(share, share > 90 ? 'bad' : '', label + ' ' + percent(share)), h('span.num', null, text))))));
}
