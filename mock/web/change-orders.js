// The change orders, live.

import * as api from './api.js';
import { byId, h, reconcile, setText, timeOfDay } from './dom.js';

const SHOWN_AT_FIRST = 10;

const ACTIONS = [
  ['continue', 'Continue'],
  ['abort', 'Abort'],
  ['abort-and-rollback', 'Abort and roll back'],
  ['retry', 'Retry'],
  ['fail', 'Fail stage'],
];

const STATUS_TEXTS = {
  InProgress: 'in progress',
  WaitingForConfirmation: 'waiting for confirmation',
  WaitingForNextBatch: 'waiting for the next batch',
};

const container = byId('change-orders');
const news = byId('change-order-news');
const more = byId('all-change-orders');
const views = new Map();
let latest = [];
let showAll = false;
let refresh = () => {};

export function start(afterAction) {
  refresh = afterAction;
}

export function show({ change_orders: orders }) {
  latest = orders;
  render();
}

function render() {
  const shown = showAll ? latest : latest.slice(0, SHOWN_AT_FIRST);
  reconcile(container, views, shown, (order) => order.id, create);
  setText(byId('change-order-count'), latest.length ? `${latest.length}` : '');
  byId('no-change-orders').hidden = latest.length > 0;
  more.hidden = shown.length === latest.length;
  setText(more, `Show all ${latest.length}`);
}

more.addEventListener('click', () => {
  showAll = true;
  render();
});

const statusText = (name) => STATUS_TEXTS[name] ?? name.toLowerCase();

function create(order) {
  const status = h('span', {});
  const times = h('span', { class: 'muted' });
  const batches = h('div', { class: 'batches' });
  const batchViews = new Map();
  const error = h('p', { class: 'error', role: 'alert' });
  const summary = h(
    'summary',
    {},
    h('span', { class: 'title' }, h('strong', {}, order.application_name), ' ', order.kind),
    ' ',
    status,
  );
  let busy = false;
  let current = order;

  const buttons = ACTIONS.map(([action, label]) => [
    action,
    h(
      'button',
      {
        type: 'button',
        class: action === 'continue' || action === 'retry' ? null : 'danger',
        'data-action': action,
        onclick: () => act(action),
      },
      label,
    ),
  ]);

  function enable() {
    for (const [action, button] of buttons) {
      const disabled = busy || !current.actions.includes(action);
      // A disabled button loses the focus to nowhere; the summary is the nearest place that stays.
      if (disabled && !busy && button === document.activeElement) summary.focus();
      button.disabled = disabled;
    }
  }

  async function act(action) {
    busy = true;
    setText(error, '');
    try {
      await api.actOnChangeOrder(order.id, action);
    } catch (failure) {
      setText(error, failure.message);
    }
    busy = false;
    await refresh();
    enable();
  }

  const element = h(
    'details',
    { class: 'order', open: order.finished === null, 'data-id': order.id },
    summary,
    h('p', { class: 'about' }, h('code', {}, order.id), ' ', times),
    batches,
    h(
      'div',
      { class: 'row actions', role: 'group', 'aria-label': `Actions on ${order.application_name}` },
      ...buttons.map(([, button]) => button),
    ),
    error,
  );

  let before = null;
  function update(next) {
    current = next;
    setText(status, statusText(next.status_name));
    status.className = `status ${next.status_name}`;
    setText(
      times,
      [
        `${next.batch_type.toLowerCase()} batches`,
        `created ${timeOfDay(next.created)}`,
        next.finished === null ? null : `finished ${timeOfDay(next.finished)}`,
      ]
        .filter(Boolean)
        .join(', '),
    );
    if (before !== null && before !== next.status_name) {
      setText(news, `${next.application_name}: ${next.kind} ${statusText(next.status_name)}`);
    }
    before = next.status_name;
    reconcile(batches, batchViews, next.batches, (batch) => batch.id, createBatch);
    enable();
  }
  return { element, update };
}

function createBatch() {
  const name = h('h3', {});
  const status = h('span', {});
  const stages = h('ul', { class: 'plain stages' });
  const stageViews = new Map();
  const element = h('section', { class: 'batch' }, h('div', { class: 'row spread' }, name, status), stages);
  function update(batch) {
    setText(name, batch.name);
    setText(status, statusText(batch.status_name));
    status.className = `status ${batch.status_name}`;
    reconcile(stages, stageViews, batch.stages, (stage) => stage.id, createStage);
  }
  return { element, update };
}

function createStage() {
  const name = h('span', { class: 'name' });
  const percent = h('span', { class: 'percent' });
  const bar = h('progress', { max: '1' });
  const message = h('p', { class: 'hint' });
  const element = h('li', {}, name, bar, percent, message);
  function update(stage) {
    const share = Math.min(Math.max(stage.progress, 0), 1);
    element.className = `stage ${stage.status_name}`;
    setText(name, stage.name);
    setText(
      percent,
      stage.status_name === 'InProgress' ? `${Math.round(share * 100)} %` : statusText(stage.status_name),
    );
    bar.value = share;
    bar.setAttribute('aria-label', `${stage.name}, ${statusText(stage.status_name)}`);
    setText(message, stage.message ?? '');
    message.hidden = !stage.message;
  }
  return { element, update };
}
