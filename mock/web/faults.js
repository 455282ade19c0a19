// The faults that are set, and the form to add one.

import * as api from './api.js';
import { byId, h, reconcile, setText } from './dom.js';

const container = byId('faults');
const listError = byId('faults-error');
const form = byId('fault-form');
const formError = byId('fault-error');
const operations = byId('fault-operations');
const effects = byId('fault-effects');
const rate = byId('fault-rate');
const times = byId('fault-times');
const deleteAll = byId('delete-faults');
const views = new Map();
let refresh = () => {};

export function start(afterAction) {
  refresh = afterAction;
}

export function show({ faults }) {
  reconcile(container, views, faults, (fault) => fault.id, create);
  setText(byId('fault-count'), faults.length ? `${faults.length}` : '');
  byId('no-faults').hidden = faults.length > 0;
  deleteAll.hidden = faults.length < 2;
}

export function showOperations(names) {
  byId('operation-names').replaceChildren(...['*', ...names].map((name) => h('option', { value: name })));
}

export function showEffects(known) {
  byId('effects').replaceChildren(
    ...known.map((effect) =>
      h(
        'li',
        {},
        h(
          'div',
          { class: 'row spread' },
          h('code', {}, effect.syntax),
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              'aria-label': `Use ${effect.example}`,
              onclick: () => use(effect.example),
            },
            'Use',
          ),
        ),
        h('p', { class: 'hint' }, effect.description),
      ),
    ),
  );
}

function use(example) {
  effects.value = [...split(effects.value), example].join(', ');
  effects.focus();
}

const split = (text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

async function attempt(errorPlace, action) {
  setText(errorPlace, '');
  let done = true;
  try {
    await action();
  } catch (failure) {
    setText(errorPlace, failure.message);
    done = false;
  }
  await refresh();
  return done;
}

function create(fault) {
  const label = `${fault.effects.join(', ')} on ${fault.operations.join(', ')}`;
  const toggle = h('input', { type: 'checkbox', role: 'switch', class: 'switch', 'aria-label': label });
  toggle.addEventListener('change', () => attempt(listError, () => api.switchFault(fault.id, toggle.checked)));
  const facts = h('span', { class: 'muted' });
  const remove = h('button', { type: 'button', class: 'quiet danger', 'aria-label': `Delete ${label}` }, 'Delete');
  remove.addEventListener('click', () => attempt(listError, () => api.deleteFault(fault.id)));
  const element = h(
    'li',
    { class: 'fault-item', 'data-id': fault.id },
    toggle,
    h(
      'div',
      { class: 'what' },
      h(
        'div',
        {},
        ...fault.effects.flatMap((effect) => [h('span', { class: 'chip fault' }, effect), ' ']),
        'on ',
        h('code', {}, fault.operations.join(', ')),
      ),
      facts,
    ),
    remove,
  );
  function update(next) {
    toggle.checked = next.enabled;
    element.classList.toggle('off', !next.enabled);
    setText(
      facts,
      [
        `${next.hits} ${next.hits === 1 ? 'hit' : 'hits'}`,
        next.rate === 1 ? null : `rate ${next.rate}`,
        next.times === null ? null : `at most ${next.times} ${next.times === 1 ? 'time' : 'times'}`,
      ]
        .filter(Boolean)
        .join(', '),
    );
  }
  return { element, update };
}

deleteAll.addEventListener('click', () => attempt(listError, () => api.deleteFaults()));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  // The browser gives no value for a number it cannot read, and that must not pass for "left out".
  const unreadable = [rate, times].find((field) => field.validity.badInput);
  const fault = {
    operations: split(operations.value),
    effects: split(effects.value),
    rate: rate.value === '' ? 1 : Number(rate.value),
    times: times.value === '' ? null : Number(times.value),
  };
  effects.removeAttribute('aria-invalid');
  const added = await attempt(formError, async () => {
    if (unreadable) throw new Error(`${unreadable === rate ? 'Rate' : 'Times'} is not a number`);
    await api.addFault(fault);
  });
  if (added) effects.value = '';
  else if (!unreadable) effects.setAttribute('aria-invalid', 'true');
});
