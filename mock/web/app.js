// The page: asks the mock what happened and hands it to the sections.

import * as api from './api.js';
import * as changeOrders from './change-orders.js';
import { byId, setText } from './dom.js';
import * as faults from './faults.js';
import * as header from './header.js';
import * as requests from './requests.js';

const INTERVAL = 700;
const LONGEST_INTERVAL = 10_000;

const connection = byId('connection');
let timer;
let failures = 0;
let known = false;
let running = null;
let again = false;

function say(state, text) {
  connection.dataset.state = state;
  setText(connection, text);
}

async function greet() {
  const [info, effects] = await Promise.all([api.info(), api.effects()]);
  header.showInfo(info);
  faults.showOperations(info.operations);
  faults.showEffects(effects);
  requests.reset();
}

async function ask() {
  try {
    // After an outage this may be another server: other accounts, and requests counted from the beginning.
    if (!known) await greet();
    const [recent, orders, set, clock] = await Promise.all([
      api.requests(requests.lastNumber()),
      api.changeOrders(),
      api.faults(),
      api.clock(),
    ]);
    if (recent.last < requests.lastNumber()) {
      // Restarted between two polls.
      known = false;
      again = true;
      return;
    }
    requests.add(recent);
    changeOrders.show(orders);
    faults.show(set);
    header.showClock(clock);
    known = true;
    failures = 0;
    say('live', 'Live');
  } catch (failure) {
    known = false;
    failures += 1;
    // A refusal or a bug is not an outage, and hiding it behind one would mislead.
    if (failure instanceof TypeError || failure.name === 'TimeoutError') say('gone', 'Server is gone, trying again…');
    else say('gone', failure.message);
    if (!(failure instanceof TypeError)) console.warn(failure);
  }
}

/** Asks now. A call during another one asks once more after it, so that an action's effect is surely seen. */
function refresh() {
  if (running) {
    again = true;
    return running;
  }
  clearTimeout(timer);
  running = (async () => {
    do {
      again = false;
      await ask();
    } while (again);
  })().finally(() => {
    running = null;
    schedule();
  });
  return running;
}

function schedule() {
  clearTimeout(timer);
  // A page that nobody sees has nothing to show; it catches up when it becomes visible.
  if (document.hidden) return;
  timer = setTimeout(refresh, Math.min(INTERVAL * 2 ** failures, LONGEST_INTERVAL));
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) clearTimeout(timer);
  else refresh();
});

for (const section of [header, changeOrders, faults]) section.start(refresh);
refresh();
