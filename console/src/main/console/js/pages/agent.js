// Agent: what does it cost, what did it attach to, how is it set, who may enter?
import { h } from '../core/dom.js';
import { href } from '../core/address.js';
import { can } from '../core/store.js';
import { key, t } from '../core/words.js';
import { head } from '../parts/parts.js';
import { Audit, Tokens, Users } from './access.js';
import { Settings, Switches } from './settings.js';
import { State } from './state.js';

const TABS = /** @type {Array<{id: string, name: string, scope: string, View: Function}>} */ ([
  { id: '', name: key('agent.state'), scope: 'agent.view', View: State },
  { id: 'settings', name: key('agent.settings'), scope: 'settings.view', View: Settings },
  { id: 'switches', name: key('agent.switches'), scope: 'agent.view', View: Switches },
  { id: 'tokens', name: key('agent.tokens'), scope: 'token.view', View: Tokens },
  { id: 'users', name: key('agent.users'), scope: 'users.manage', View: Users },
  { id: 'audit', name: key('agent.audit'), scope: 'audit.view', View: Audit },
]);

/** The page. */
export default function Agent({ id }) {
  const chosen = TABS.find((tab) => tab.id === id) || TABS[0];
  return h('div.page', null,
    head(t('nav.agent'), t('agent.sub')),
    h('div.tabs', { role: 'tablist', 'aria-label': t('nav.agent') }, TABS.map((tab) => h('a', { key: tab.id, role: 'tab', 'aria-selected': String(tab === chosen), href: href('agent', tab.id), class: can(tab.scope) ? '' : 'dim' }, t(tab.name)))),
    can(chosen.scope) ? h(chosen.View, { key: chosen.id }) : h('div.empty', null, h('p', null, t('page.scope', { scope: chosen.scope }))));
}
