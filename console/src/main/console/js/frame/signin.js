// Signing in: a page for those who come, a dialog for those whose session has ended.
import { h, mark, useEffect, useRef, useState } from '../core/dom.js';
import { ApiError, apiUrl, call } from '../core/api.js';
import { store, update } from '../core/store.js';
import { isChinese, t } from '../core/words.js';
import { keepInside } from './dialogs.js';
import { setLanguage } from './preferences.js';

/**
 * @param {{inDialog: boolean, onClose?: () => void}} props with `onClose` it can be left without signing in
 */
export function SignIn({ inDialog, onClose }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [waits, setWaits] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    place.current?.querySelector('input')?.focus();
  }, []);
  useEffect(() => {
    if (waits <= 0) return undefined;
    const timer = setTimeout(() => setWaits(waits - 1), 1000);
    return () => clearTimeout(timer);
  }, [waits]);

  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const session = await call(apiUrl('/v1/session'), { method: 'POST', body: { name, password } });
      setPassword('');
      update({ session, signedOut: false });
      document.dispatchEvent(new Event('opsagent-entered'));
      onClose?.();
    } catch (error) {
      const failure = error instanceof ApiError ? error : new ApiError(-1, '', String(error));
      if (failure.status === 429) setWaits(failure.retrySeconds || 1);
      setProblem(failure.status === 401 ? t('signin.wrong') : failure.status === 0 ? t('signin.gone') : failure.status === 429 ? '' : failure.message);
    } finally {
      setBusy(false);
    }
  };

  const form = h('form.s-form', { onsubmit: submit },
    h('div.s-brand', null, mark(), h('b', null, 'OpsAgent')),
    h(inDialog ? 'h2' : 'h1', null, inDialog && !onClose ? t('signin.again') : t('signin.title')),
    h('p.sub', null, store.service ? store.service + ' · ' : '', location.host),
    h('label', null, t('signin.user'), h('input', { name: 'username', autocomplete: 'username', required: true, value: name, oninput: (e) => setName(e.target.value) })),
    h('label', null, t('signin.password'), h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true, value: password, oninput: (e) => setPassword(e.target.value) })),
    h('p.s-err', { role: 'alert' }, waits > 0 ? t('signin.throttled', { s: waits }) : problem),
    h('button.btn.solid.wide', { type: 'submit', disabled: isBusy || waits > 0 }, t('signin.title')),
    onClose ? h('button.btn.wide', { type: 'button', onclick: onClose }, t('frame.close')) : null,
    h('p.s-note', null, t('signin.how'), ' ', h('code', null, 'java -jar opsagent.jar user create NAME')),
    h('button.btn.ghost', { type: 'button', lang: isChinese() ? 'en' : 'zh-CN', onclick: () => setLanguage(isChinese() ? 'en' : 'zh') }, isChinese() ? 'English' : '中文'));
  const onkeydown = (event) => {
    if (event.key === 'Tab' && inDialog) keepInside(event, place.current);
    if (event.key === 'Escape' && onClose) onClose();
  };
  return h('div', { ref: place, class: inDialog ? 'modal' : 'sign', role: inDialog ? 'dialog' : 'main', 'aria-modal': inDialog ? 'true' : null, 'aria-label': t('signin.title'), onkeydown }, form);
}
