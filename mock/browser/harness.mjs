// What the tests of the page share: a mock of their own, a browser, and ways to call both.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { chromium } from 'playwright-core';

const PATIENCE = 10_000;
/** Reads, takes no parameter that is required, and therefore succeeds whatever the mock's state is. */
export const READING = { method: 'POST', path: '/pop/v5/user_region_defs', action: 'ListUserDefineRegion' };

export let context;
/** The page at `/`, open from the first test to the last. */
export let page;
export let origin;

let server;
let browser;
/** What the browser complained about, and whom else it asked, since the current test began. */
let complaints = [];
let foreign = [];

function start() {
  const binary = process.env.EDAS_MOCK;
  assert.ok(binary, 'EDAS_MOCK must name the binary of the mock');
  server = spawn(path.resolve(binary), ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(new Error(`No address within ${PATIENCE} ms: ${said}`)), PATIENCE);
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`The mock ended with ${code}: ${said}`)));
    // Read on after the address has come: a full pipe would stop the server.
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) {
        clearTimeout(limit);
        resolve(found[0]);
      }
    });
  });
}

export async function mock(method, where, body) {
  const response = await fetch(`${origin}/_mock/${where}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${where}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

/** Calls EDAS from within the page by the page's own module, so that it is the one that is tested. */
export function signed(call) {
  return page.evaluate(
    async ({ method, url, action, form }) => {
      const { signedFetch } = await import('/_mock/web/sign.js');
      const { accounts } = await (await fetch('/_mock/info')).json();
      const account = accounts.find((one) => one.access_key_secret !== null);
      const response = await signedFetch({ method, url, action, form, account });
      return { status: response.status, text: await response.text() };
    },
    { ...call, url: call.path + (call.query ? `?${new URLSearchParams(call.query)}` : '') },
  );
}

export async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  while (!(await condition())) {
    if (Date.now() > end) assert.fail(`Not within ${PATIENCE} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function picture(name, of = page) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await of.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

function watch(one) {
  one.setDefaultTimeout(PATIENCE);
  one.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  one.on('pageerror', (error) => complaints.push(error.stack));
  one.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) foreign.push(request.url());
  });
}

/** A refused call is a console error, too; that it is refused is what some tests are about. */
const unexpected = () => complaints.filter((text) => !/Failed to load resource.*\/pop\//s.test(text));

export function assertNoComplaint() {
  assert.deepEqual(complaints, []);
}

/** For a test that provokes errors of its own. */
export function forgetComplaints(part) {
  complaints = complaints.filter((text) => !text.includes(part));
}

export async function open(where = '/', options = {}) {
  const one = await context.newPage();
  watch(one);
  if (options.viewport) await one.setViewportSize(options.viewport);
  if (options.colorScheme) await one.emulateMedia({ colorScheme: options.colorScheme });
  await one.goto(origin + where);
  return one;
}

/** The row of the newest request that the server knows of, once the page shows it. */
export async function newestRow() {
  const { last } = await mock('GET', 'requests?after=0');
  const row = page.locator(`#request-rows tr[data-number="${last}"]`);
  await row.waitFor();
  return row;
}

export async function unfold(row) {
  const button = row.getByRole('button');
  await button.click();
  return page.locator(`#${await button.getAttribute('aria-controls')}`);
}
export const scrollsSideways = (one) =>
  one.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

before(async () => {
  origin = await start();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await open();
});

after(async () => {
  await browser?.close();
  server?.removeAllListeners('exit');
  server?.kill();
});

beforeEach(() => {
  complaints = [];
  foreign = [];
});

afterEach(() => {
  assert.deepEqual(unexpected(), []);
  assert.deepEqual(foreign, []);
});
