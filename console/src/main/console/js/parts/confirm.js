// A button that asks once before it does what cannot be undone.
import { h, useEffect, useState } from '../core/dom.js';
import { t } from '../core/words.js';

const ASK_MILLIS = 8000;

/**
 * @param {{label: string, question: string, act: () => Promise<*>}} props `question` says the object, the effect and whether it can be undone
 */
export function Confirm({ label, question, act }) {
  const [isAsked, setAsked] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!isAsked) return undefined;
    const timer = setTimeout(() => setAsked(false), ASK_MILLIS);
    return () => clearTimeout(timer);
  }, [isAsked]);
  const run = () => {
    setAsked(false);
    setProblem('');
    act().catch((error) => setProblem(error.message));
  };
  if (!isAsked) return h('span', null, h('button.btn.sm.danger', { onclick: () => setAsked(true) }, label), problem ? h('small.bad', { role: 'alert' }, ' ', problem) : null);
  return h('span.confirm', { role: 'alert' }, h('small', null, question), h('button.btn.sm.danger', { onclick: run }, label), h('button.btn.sm', { onclick: () => setAsked(false) }, t('frame.close')));
}
