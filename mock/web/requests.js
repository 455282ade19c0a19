// The table of recent requests.

import { byId, h, setText, timeOfDay } from './dom.js';

const KEPT = 200;

/** Newest first: `{ request, row, details, text, refused }`. */
let entries = [];
let waiting = [];
let last = 0;
let paused = false;

const rows = byId('request-rows');
const filter = byId('request-filter');
const onlyRefused = byId('only-refused');
const pause = byId('pause-requests');

export const lastNumber = () => last;

/** Forgets everything: the server was started anew and counts from the beginning. */
export function reset() {
  entries = [];
  waiting = [];
  last = 0;
  rows.replaceChildren();
  refresh();
}

export function add({ last: newest, requests }) {
  last = newest;
  if (requests.length === 0) return;
  if (paused) {
    waiting = [...waiting, ...requests].slice(-KEPT);
    setText(pause, `Resume (${waiting.length} new)`);
    return;
  }
  for (const request of requests.slice(-KEPT)) {
    const entry = entryOf(request);
    entries.unshift(entry);
    rows.prepend(entry.row);
  }
  for (const entry of entries.splice(KEPT)) {
    entry.row.remove();
    entry.details?.remove();
  }
  refresh();
}

/** A reply with status 200 may carry an error, too: EDAS answers some failures with a `Code` that is not 200. */
const isFailure = (request) =>
  request.status === null || request.status >= 400 || (request.code !== null && !/^2\d\d$/.test(request.code));

const isRefused = (request) =>
  request.signature.outcome === 'failed' || request.parameters.outcome === 'failed' || isFailure(request);

function refresh() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const entry of entries) {
    const visible = (!onlyRefused.checked || entry.refused) && words.every((word) => entry.text.includes(word));
    entry.row.hidden = !visible;
    if (entry.details) entry.details.hidden = !visible || !isUnfolded(entry);
    if (visible) shown += 1;
  }
  setText(byId('request-count'), shown === entries.length ? `${shown}` : `${shown} of ${entries.length}`);
  const empty = byId('no-requests');
  empty.hidden = shown > 0;
  setText(empty, entries.length === 0 ? 'No request yet.' : 'No request matches the filter.');
}

const isUnfolded = (entry) => entry.button.getAttribute('aria-expanded') === 'true';

function entryOf(request) {
  const refused = isRefused(request);
  const name = request.operation ?? `${request.method} ${request.path}`;
  const detailsId = `request-${request.number}`;
  const button = h(
    'button',
    { type: 'button', class: 'unfold', 'aria-expanded': 'false', 'aria-controls': detailsId },
    name,
  );
  const row = h(
    'tr',
    { role: 'row', class: refused ? 'refused' : null, 'data-number': request.number },
    cell('when', h('time', { datetime: request.time, title: request.time }, timeOfDay(request.time, 3))),
    cell('operation', button),
    cell('signature', verdict(request.signature.outcome, request.signature.version, 'Signature')),
    cell('parameters', verdict(request.parameters.outcome, null, 'Parameters')),
    cell('fault', request.fault === null ? null : h('span', { class: 'chip fault' }, request.fault)),
    cell('status', status(request)),
    cell('duration', duration(request.duration_us)),
  );
  const entry = { request, row, details: null, button, refused, text: textOf(request) };
  button.addEventListener('click', () => toggle(entry, detailsId));
  return entry;
}

const cell = (name, content) => h('td', { role: 'cell', class: name }, content);

function verdict(outcome, version, subject) {
  const symbol = { passed: '✓', failed: '✗', skipped: '–' }[outcome] ?? '?';
  return h(
    'span',
    { class: `verdict ${outcome}`, title: version },
    h('span', { 'aria-hidden': 'true' }, `${symbol} `),
    // On a narrow screen the column headers are gone, so the subject has to be said here.
    h('span', { class: 'subject' }, `${subject} `),
    outcome,
  );
}

function status(request) {
  if (request.status === null) return h('span', { class: 'bad' }, 'connection reset');
  // A number after the status would be taken for a part of it.
  const code = /^\d+$/.test(request.code ?? '') ? `Code ${request.code}` : request.code;
  return h(
    'span',
    { class: isFailure(request) ? 'bad' : 'good' },
    String(request.status),
    code === null ? null : h('span', { class: 'code' }, ` ${code}`),
  );
}

const duration = (us) =>
  us < 1000 ? `${us} µs` : us < 1_000_000 ? `${(us / 1000).toFixed(1)} ms` : `${(us / 1_000_000).toFixed(2)} s`;

function textOf(request) {
  return [
    request.number,
    request.operation,
    request.method,
    request.path,
    request.signature.version,
    request.fault,
    request.status,
    request.code,
    request.message,
    request.request_id,
    request.access_key_id,
    request.format,
    ...request.arguments.flat(),
  ]
    .filter((value) => value !== null && value !== undefined)
    .join('\n')
    .toLowerCase();
}

function toggle(entry, id) {
  const unfold = !isUnfolded(entry);
  // Built on demand: two hundred unseen tables would cost more than the rest of the page.
  if (!entry.details) {
    entry.details = detailsOf(entry.request, id);
    entry.row.after(entry.details);
  }
  entry.button.setAttribute('aria-expanded', String(unfold));
  entry.details.hidden = !unfold;
}

function detailsOf(request, id) {
  const facts = h('dl', { class: 'facts-list' });
  const fact = (name, value, mono = true) => {
    if (value === null || value === undefined || value === '') return;
    facts.append(h('dt', {}, name), h('dd', mono ? { class: 'mono' } : {}, String(value)));
  };
  fact('Request', `${request.method} ${request.path}`);
  fact('Request ID', request.request_id);
  fact('Access key ID', request.access_key_id);
  fact('Signature', request.signature.version ?? 'none');
  fact('Format', request.format);
  if (request.fault !== null) fact('Fault', request.fault);

  const list =
    request.arguments.length === 0
      ? h('p', { class: 'hint' }, 'No parameters.')
      : h(
          'dl',
          { class: 'facts-list' },
          ...request.arguments.flatMap(([name, value]) => [h('dt', {}, name), h('dd', { class: 'mono' }, value)]),
        );
  return h(
    'tr',
    { role: 'row', class: 'details', id },
    h(
      'td',
      { role: 'cell', colspan: '7' },
      request.message === null
        ? null
        : h('pre', { class: 'message', tabindex: '0', 'aria-label': 'Message' }, request.message),
      h(
        'div',
        { class: 'columns' },
        h('div', {}, h('h3', {}, 'Request'), facts),
        h('div', {}, h('h3', {}, 'Parameters'), list),
      ),
    ),
  );
}

filter.addEventListener('input', refresh);
onlyRefused.addEventListener('change', refresh);
pause.addEventListener('click', () => {
  paused = !paused;
  pause.setAttribute('aria-pressed', String(paused));
  setText(pause, paused ? 'Resume' : 'Pause');
  if (!paused) {
    const held = waiting;
    waiting = [];
    add({ last, requests: held });
  }
});
