// Address, clock and accounts.

import * as api from './api.js';
import { byId, copyButton, h, setText } from './dom.js';

const speed = byId('speed');
const clockError = byId('clock-error');
let refresh = () => {};

export function start(afterAction) {
  refresh = afterAction;
}

export function showInfo(info) {
  setText(byId('endpoint'), info.endpoint);
  setText(byId('region'), info.region);
  setText(byId('version'), `version ${info.version}, seed ${info.seed}`);
  byId('accounts').replaceChildren(...info.accounts.map(account));
}

export function showClock(clock) {
  const now = byId('now');
  now.dateTime = clock.now;
  setText(now, clock.now.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'));
  const value = String(clock.speed);
  // The command line accepts any speed, so the list may lack the one that is set.
  if (![...speed.options].some((option) => option.value === value)) speed.append(h('option', { value }, `${value} ×`));
  if (!pending) speed.value = value;
}

let pending = false;
async function change(what) {
  pending = true;
  setText(clockError, '');
  try {
    showClock(await api.setClock(what));
  } catch (failure) {
    setText(clockError, failure.message);
  }
  pending = false;
  await refresh();
}

speed.addEventListener('change', () => change({ speed: Number(speed.value) }));
byId('advance').addEventListener('click', () => change({ advance_ms: 10_000 }));

/** Single quotes keep a shell from reading anything into a value, whatever it holds. */
const quote = (text) => (/^[\w.\-/:+=]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function account(of) {
  const lines = [
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', of.access_key_id],
    ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', of.access_key_secret],
  ];
  if (of.security_token !== null) lines.push(['ALIBABA_CLOUD_SECURITY_TOKEN', of.security_token]);
  const shell = lines.map(([name, value]) => `export ${name}=${quote(value ?? '')}`).join('\n');

  const values = h(
    'dl',
    { class: 'facts-list' },
    ...pair('Access key ID', of.access_key_id),
    ...(of.access_key_secret === null
      ? [h('dt', {}, 'Secret'), h('dd', { class: 'muted' }, 'yours, not shown')]
      : pair('Secret', of.access_key_secret)),
    ...(of.security_token === null ? [] : pair('Security token', of.security_token)),
  );
  if (of.expires !== null) values.append(h('dt', {}, 'Expires'), h('dd', {}, h('code', {}, of.expires)));
  return h(
    'div',
    { class: 'account' },
    values,
    of.access_key_secret === null
      ? null
      : h(
          'details',
          {},
          h('summary', {}, 'For a shell'),
          h(
            'div',
            { class: 'copyable' },
            h('pre', { tabindex: '0', 'aria-label': 'Shell commands' }, shell),
            copyButton(() => `${shell}\n`, 'Copy the shell commands'),
          ),
        ),
  );
}

function pair(name, value) {
  return [
    h('dt', {}, name),
    h(
      'dd',
      { class: 'copyable' },
      h('code', {}, value),
      copyButton(() => value, `Copy ${name.toLowerCase()}`),
    ),
  ];
}
