// An exception as text of the JVM: own frames in ink, libraries folded, causes apart.
import { h, icon, outside } from '../core/dom.js';
import { t } from '../core/words.js';

const LIBRARIES = /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|groovy|org\.(?:apache|springframework|eclipse|hibernate|jboss|wildfly|glassfish|thymeleaf|aspectj|slf4j|h2|postgresql|mariadb|quartz)|com\.(?:fasterxml|zaxxer|mysql|google|netflix|ibm|oracle|weblogic|microsoft)|io\.(?:netty|undertow|vertx|micrometer|javalin|lettuce|reactivex)|reactor|redis|ch\.qos|net\.bytebuddy|weblogic)\./;
const FRAME = /^\s*at (?:[\w.$-]*\/{1,2}|[\w.-]+@[^/]+\/)*([^(]+)\.([^.(]+)\(([^)]*)\)/;

/**
 * @typedef {{type: string, message: string, frames: Array<{place: string, method: string, at: string, isOwn: boolean}>, omitted: string}} Thrown
 */

/** A hidden class has an address behind its name: it is no part of a module. */
const plain = (line) => line.replace(/\/0x[0-9a-f]+(?=\.)/, '');

/**
 * Takes a frame apart, as the JVM writes it in a thread dump.
 *
 * @param {string} text such as `java.base@17/java.lang.Thread.run(Thread.java:840)`
 * @returns {{text: string, place: string, method: string, at: string, isOwn: boolean}}
 */
export function frameOf(text) {
  const frame = FRAME.exec('at ' + plain(text));
  if (!frame) return { text, place: '', method: text, at: '', isOwn: false };
  return { text, place: frame[1], method: frame[2], at: frame[3], isOwn: !LIBRARIES.test(frame[1] + '.') };
}

/** The frames of a stack: own ones in ink, libraries folded. */
export function Frames({ frames }) {
  const runs = [];
  for (const frame of frames) {
    const last = runs[runs.length - 1];
    if (last && last.isOwn === frame.isOwn) last.frames.push(frame);
    else runs.push({ isOwn: frame.isOwn, frames: [frame] });
  }
  return runs.map((run, i) => (run.isOwn
    ? run.frames.map((frame, k) => h('li.fr', { key: i + '.' + k }, h('span.dim', null, outside(packageOf(frame.place))), h('b', null, outside(classOf(frame.place) + '.' + frame.method)), h('span.at', null, outside(frame.at))))
    : h('li', { key: i }, h('details.frames', null, h('summary', null, icon('right'), t(run.frames.length === 1 ? 'stack.library.one' : 'stack.library', { n: run.frames.length })),
      h('ul', null, run.frames.map((frame, k) => h('li.fr.lib', { key: k }, outside(`${frame.place}.${frame.method}(${frame.at})`))))))));
}

/**
 * Takes the text of an exception apart.
 *
 * @param {string} text as `printStackTrace` writes it
 * @returns {Thrown[]} the exception and its causes
 */
export function parseStack(text) {
  const found = /** @type {Thrown[]} */ ([]);
  for (const line of text.split('\n')) {
    const frame = FRAME.exec(plain(line));
    const last = found[found.length - 1];
    if (frame && last) {
      last.frames.push({ place: frame[1], method: frame[2], at: frame[3], isOwn: !LIBRARIES.test(frame[1] + '.') });
    } else if (/^\s*\.\.\. \d+/.test(line) && last) {
      last.omitted = line.trim();
    } else {
      const head = /^(?:\s*(?:Caused by|Suppressed): )?([\w.$]+(?:Exception|Error|Throwable|[\w$]+))(?:: ([\s\S]*))?$/.exec(line);
      const isStart = !last || /^\s*(?:Caused by|Suppressed): /.test(line);
      if (isStart && head) found.push({ type: head[1], message: head[2] || '', frames: [], omitted: '' });
      else if (last && !last.frames.length && line.trim()) last.message += '\n' + line;
    }
  }
  return found;
}

/**
 * The stack of an exception.
 *
 * @param {{text: string, link?: *, note?: *}} props
 */
export function Stack({ text, link, note }) {
  const all = parseStack(text);
  if (!all.length) return h('section.panel.flush.err', null, h('div.sec-h', null, h('h2', null, t('request.error')), note, link), h('pre.raw-stack', null, outside(text)));
  return h('section.panel.flush.err', null,
    h('div.sec-h', null, h('h2', null, t('request.error')), note, link),
    all.map((thrown, i) => h('div', { key: i }, i ? h('p.cause', null, t('stack.caused')) : null, h(One, { thrown }))));
}

function One({ thrown }) {
  const dot = thrown.type.lastIndexOf('.');
  return [
    h('div.e-msg', null, h('span.mono', null, h('span.dim', null, outside(thrown.type.slice(0, dot + 1))), h('b', null, outside(thrown.type.slice(dot + 1)))),
      thrown.message ? h('p', null, outside(thrown.message)) : null),
    thrown.frames.length ? h('ol.frames-l', { tabindex: 0 }, h(Frames, { frames: thrown.frames }),
      thrown.omitted ? h('li.fr.lib', null, outside(thrown.omitted)) : null) : null];
}

const packageOf = (place) => place.slice(0, place.lastIndexOf('.') + 1);
const classOf = (place) => place.slice(place.lastIndexOf('.') + 1);
