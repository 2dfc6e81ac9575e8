// What a thread dump means: states, the frame that a person looks for, pools, findings.
import { key } from '../core/words.js';
import { frameOf } from './stack.js';

/** States in the order of how much they matter: name of the colour and of the word. */
export const STATES = /** @type {Array<{id: string, colour: string, name: string}>} */ ([
  { id: 'block', colour: 'th-block', name: key('thread.block') },
  { id: 'run', colour: 'th-run', name: key('thread.run') },
  { id: 'io', colour: 'th-io', name: key('thread.io') },
  { id: 'timed', colour: 'th-timed', name: key('thread.timed') },
  { id: 'wait', colour: 'th-wait', name: key('thread.wait') },
]);

/** The JVM calls a thread that waits for a socket or a file running: these frames tell. */
const INPUT_OUTPUT = /^(?:sun\.nio\.ch\.(?:\w*Poll\w*|Net|KQueue\w*|WEPoll|Iocp|\w*DispatcherImpl|\w*Dispatcher|UnixDomainSockets|ServerSocketChannelImpl|\w*AsynchronousChannel\w*)|sun\.nio\.fs\.\w*WatchService\w*|sun\.nio\.fs\.\w*NativeDispatcher|java\.net\.\w*Socket\w*|java\.io\.(?:FileInputStream|FileOutputStream|RandomAccessFile|UnixFileSystem)|java\.lang\.ProcessHandleImpl|org\.apache\.tomcat\.jni\.\w+|io\.netty\.channel\.(?:epoll|kqueue|uring)\.\w+)$/;
const NATIVE_WAIT = /wait|poll|read|write|accept|connect|select|recv|send|open|close/i;
/** Threads of the JVM itself that wait without saying so. */
const JVM_WAIT = /^java\.lang\.ref\.Reference\.waitForReferencePendingList$/;
const JDK = /^(?:java|javax|jdk|sun|com\.sun)\./;
const PARKING = /^(?:jdk\.internal\.|sun\.misc\.Unsafe$|java\.util\.concurrent\.locks\.|java\.lang\.(?:Object|Thread)$)/;
const AGENT = /^opsagent-/;
const AGENT_FRAME = /^io\.opsagent\./;
const POOL_WAIT = /(?:HikariPool\.getConnection|BasicDataSource\.getConnection|GenericObjectPool\.borrowObject|ConnectionPool\.borrowConnection|Semaphore\.acquire|SynchronousQueue\.(?:put|take))$/;
const MANY = 5;
/** Percent of a core from which on a thread that waits just now is no idle one. */
const BUSY_SHARE = 1;

/**
 * @typedef {{text: string, place: string, method: string, at: string, isOwn: boolean}} Frame
 * @typedef {{id: number, name: string, state: string, frames: Frame[], stands: Frame | null, isMore: boolean, pool: string, isAgent: boolean, isIdle: boolean, raw: *, serves: * | null, cpu: number | null, allocates: number | null}} Thread
 */

/** The state that a person means. */
export function stateOf(jvmState, frames) {
  if (jvmState === 'BLOCKED') return 'block';
  if (jvmState === 'TIMED_WAITING') return 'timed';
  if (jvmState !== 'RUNNABLE') return 'wait';
  const top = frames[0];
  if (top && JVM_WAIT.test(top.place + '.' + top.method)) return 'wait';
  return top && INPUT_OUTPUT.test(top.place) && NATIVE_WAIT.test(top.method) ? 'io' : 'run';
}

/** The frame that a person looks for: the application's own, else where a library called the JDK, else the current one. */
export const standsAt = (frames) => frames.find((frame) => frame.isOwn && !AGENT_FRAME.test(frame.place)) || frames.find((frame) => !JDK.test(frame.place)) || frames.find((frame) => !PARKING.test(frame.place)) || frames[0] || null;

/** Frames of a stack as the API has them. */
export const framesOf = (stack) => (stack || []).map(frameOf);

/** Threads of the same pool: the number at the end of the name is that of the thread. */
const poolOf = (name) => name.replace(/\d+$/, '#').slice(0, 120);

/**
 * All threads of a dump, with the requests that they serve and what each used since another reading.
 *
 * @param {*} dump of /v1/runtime/threads
 * @param {*[]} requests of /v1/runtime/requests
 * @param {{time: number, threads: Map<number, *>} | null} before
 * @returns {Thread[]}
 */
export function threadsOf(dump, requests, before) {
  const serving = new Map();
  // A younger request on the same thread is the one that it serves.
  for (const one of requests) if (one.stack) serving.set(one.threadId, one);
  const millis = before ? Date.parse(dump.time) - before.time : 0;
  const all = [];
  for (const group of dump.groups) {
    const frames = framesOf(group.stack);
    const state = stateOf(group.state, frames);
    const stands = standsAt(frames);
    for (const raw of group.threads) {
      const old = millis > 0 ? before?.threads.get(raw.id) : null;
      const serves = serving.get(raw.id) || null;
      const isAgent = AGENT.test(raw.name);
      const rate = (name) => (old && raw[name] != null && old[name] != null ? Math.max(0, raw[name] - old[name]) / millis : null);
      const share = rate('cpuMillis');
      const cpu = share == null ? 0 : share * 100;
      const bytes = rate('allocatedBytes');
      all.push({
        id: raw.id, name: raw.name, state, frames, stands, isMore: group.stackLeftOut, pool: poolOf(raw.name), isAgent, raw, serves, cpu: share == null ? null : cpu, allocates: bytes == null ? null : bytes * 1000,
        isIdle: !serves && !raw.deadlocked && state !== 'block' && (state !== 'run' || !frames.length) && !(cpu > BUSY_SHARE) && (isAgent || !stands?.isOwn || AGENT_FRAME.test(stands.place)),
      });
    }
  }
  const rank = { block: 0, run: 1, io: 2, timed: 3, wait: 4 };
  const weight = (one) => (one.raw.deadlocked ? 0 : one.serves ? 1 : one.isIdle ? 9 : 2 + rank[one.state]);
  return all.sort((a, b) => weight(a) - weight(b) || (b.serves?.ageMillis || 0) - (a.serves?.ageMillis || 0) || (b.cpu || 0) - (a.cpu || 0) || (a.name < b.name ? -1 : 1));
}

/** What each thread had used at the time of a dump. */
export function usedAt(dump) {
  const threads = new Map();
  for (const group of dump.groups) for (const one of group.threads) threads.set(one.id, { cpuMillis: one.cpuMillis, allocatedBytes: one.allocatedBytes });
  return { time: Date.parse(dump.time), threads };
}

/**
 * The circles of threads that wait for each other.
 *
 * @param {Thread[]} threads
 * @returns {Thread[][]} each begins with the first in order of names; the last waits for the first
 */
export function cycles(threads) {
  const dead = new Map(threads.filter((one) => one.raw.deadlocked).map((one) => [one.id, one]));
  const done = new Set();
  const found = [];
  for (const one of [...dead.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const way = [];
    let at = /** @type {Thread | undefined} */ (one);
    while (at && !done.has(at.id) && !way.includes(at)) {
      way.push(at);
      at = dead.get(at.raw.ownerId);
    }
    way.forEach((thread) => done.add(thread.id));
    const first = at ? way.indexOf(at) : -1;
    if (first >= 0) found.push(way.slice(first));
  }
  return found;
}

/**
 * The frame at which the most threads that are no idle ones stand, from five on.
 *
 * @param {Thread[]} threads
 * @returns {{place: string, count: number, isPool: boolean} | null}
 */
export function crowd(threads) {
  const counts = new Map();
  for (const one of threads) {
    if (one.isAgent || one.state === 'run') continue;
    const wait = one.frames.find((frame) => POOL_WAIT.test(frame.place + '.' + frame.method));
    const named = wait && one.frames.some((frame) => frame.isOwn) ? wait : one.isIdle ? null : one.stands;
    if (!named) continue;
    const place = short(named);
    const known = counts.get(place) || { place, count: 0, isPool: Boolean(wait) };
    known.count++;
    counts.set(place, known);
  }
  const most = [...counts.values()].sort((a, b) => b.count - a.count)[0];
  return most && most.count >= MANY ? most : null;
}

/** Class, method and line of a frame, without its package. */
export function short(frame) {
  const line = /:(\d+)$/.exec(frame.at);
  return frame.place.slice(frame.place.lastIndexOf('.') + 1) + '.' + frame.method + (line ? ':' + line[1] : '');
}

/** The package of a frame with its point. */
export const packageOf = (frame) => frame.place.slice(0, frame.place.lastIndexOf('.') + 1);
