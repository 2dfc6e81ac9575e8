// What the frame knows of the service besides the page: its nodes, its endpoints, how the agent is, whether this console is
// still the newest. Asked for when somebody enters, and every half minute while the tab is looked at.
import { get } from '../core/address.js';
import { apiUrl, call } from '../core/api.js';
import { can, store, update } from '../core/store.js';

const EVERY_MILLIS = 30e3;
const BUILD_EVERY_MILLIS = 300e3;
const LOOK_MILLIS = 3e3;
let buildAskedAt = Date.now();

/** Asks for all of it. */
export function learn() {
  call(apiUrl('')).then((info) => update({ service: info?.result?.service || '' }), () => {});
  learnNodes();
  learnOperations();
  learnHealth();
}

/** Goes on asking; called once. */
export function keepLearning() {
  let { returns } = store;
  setInterval(() => {
    if (document.hidden || !store.session) return;
    learnNodes();
    learnOperations();
    learnHealth();
  }, EVERY_MILLIS);
  setInterval(() => {
    if (document.hidden || store.goneSince != null) return;
    // Where the agent was away it may have been replaced.
    if (returns !== store.returns || Date.now() - buildAskedAt > BUILD_EVERY_MILLIS) learnBuild();
    returns = store.returns;
  }, LOOK_MILLIS);
}

function learnNodes() {
  if (!can('resources.view')) return;
  call(apiUrl('/v1/resources')).then((service) => {
    const nodes = /** @type {import('../core/store.js').Node[]} */ ([]);
    const starts = /** @type {Array<{at: number, version: string, node: string}>} */ ([]);
    const collect = (node, server) => {
      if (node.kind === 'instance') nodes.push(nodeOf(node, starts));
      (node.children || []).forEach((child) => collect(child, node.kind === 'server' ? node : server));
    };
    collect(service, null);
    const alive = nodes.filter((node) => node.state === 'connected' && node.startedAt != null);
    const own = alive.filter((node) => node.id === get('node'));
    // All that is shown has run since then; the newest start is when what runs now was put there.
    const times = (own.length ? own : alive).map((node) => /** @type {number} */ (node.startedAt));
    update({
      nodes, starts: starts.sort((a, b) => a.at - b.at), instances: new Map(nodes.map((node) => [node.id, node.name])),
      startedAt: times.length ? Math.min(...times) : null, deployedAt: times.length ? Math.max(...times) : null,
    });
  }, () => {});
}

function nodeOf(instance, starts) {
  const version = instance.facts?.version || '';
  let startedAt = null;
  let heardAt = null;
  const own = /** @type {Array<{at: number, version: string, node: string}>} */ ([]);
  for (const worker of instance.children || []) {
    const at = Date.parse(worker.facts?.startedAt);
    if (at) own.push({ at, version: '', node: instance.name });
    if (worker.state !== 'ended') startedAt = Math.max(startedAt ?? 0, at || 0) || null;
    heardAt = Math.max(heardAt ?? 0, Date.parse(worker.facts?.lastSeenAt) || 0) || null;
  }
  // The version is that of what runs now; what ran before may have been another.
  const newest = own.reduce((last, one) => (one.at > (last?.at ?? 0) ? one : last), own[0]);
  if (newest) newest.version = version;
  starts.push(...own);
  return { id: String(instance.id), name: instance.name, version, state: instance.state, startedAt, heardAt };
}

function learnOperations() {
  if (!can('api.view')) return;
  call(apiUrl('/openapi')).then((answer) => {
    const operations = new Map();
    for (const [route, methods] of Object.entries((answer?.result || answer)?.paths || {})) {
      for (const [method, operation] of Object.entries(methods || {})) {
        if (operation?.operationId) operations.set(operation.operationId, { method: method.toUpperCase(), route });
      }
    }
    // The same again: nothing is drawn anew.
    if (JSON.stringify([...operations]) !== JSON.stringify([...store.operations])) update({ operations });
  }, () => {});
}

function learnHealth() {
  if (!can('agent.view')) return;
  Promise.all([call(apiUrl('/v1/agent')), call(apiUrl('/v1/switches'))]).then(([agent, switches]) => {
    const recording = (switches?.switches || []).find((one) => one.key === 'capture.enabled');
    const spool = (agent?.queues || []).find((queue) => queue.name === 'spool');
    update({ health: { isPaused: recording?.on === false, storage: agent?.storage?.state || 'ok', spooledRows: spool?.length || 0 } });
  }, () => {});
}

// A file of this build: whoever answers that there is none has another console.
function learnBuild() {
  buildAskedAt = Date.now();
  fetch(`${store.root}/ui/_/${store.build}/mark.svg`, { method: 'HEAD', cache: 'no-store', credentials: 'same-origin' }).then((answer) => {
    if (answer.status === 404) update({ isOutdated: true });
  }, () => {});
}
