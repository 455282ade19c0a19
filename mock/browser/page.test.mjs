// Drives the page at `/` in Chromium against the real server:
//
//     npm ci && EDAS_MOCK=../../target/debug/edas-mock npm test
//
// CHROMIUM names another browser, SCREENSHOTS a folder for pictures of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  READING,
  assertNoComplaint,
  context,
  forgetComplaints,
  mock,
  newestRow,
  open,
  origin,
  page,
  picture,
  scrollsSideways,
  signed,
  unfold,
  until,
} from './harness.mjs';

/** Starts a change order and gives its card. */
async function restartApplication() {
  const { applications } = await mock('GET', 'state');
  const { change_orders: orders } = await mock('GET', 'change-orders');
  const busy = new Set(orders.filter((order) => order.finished === null).map((order) => order.application_id));
  const refusals = [];
  // The mock may know applications of other kinds, too; those refuse this call.
  for (const id of Object.keys(applications).filter((one) => !busy.has(one))) {
    const answer = await signed({
      method: 'POST',
      path: '/pop/v5/k8s/acs/restart_k8s_app',
      query: { AppId: id },
      action: 'RestartK8sApplication',
    });
    const order = answer.status === 200 ? JSON.parse(answer.text).ChangeOrderId : undefined;
    if (order) {
      const card = page.locator(`.order[data-id="${order}"]`);
      await card.waitFor();
      return card;
    }
    refusals.push(answer.text);
  }
  return assert.fail(`No application can be restarted: ${refusals.join('\n')}`);
}

test('the page loads, asks its own server only and complains about nothing', async () => {
  await page.reload();
  await page.getByRole('status').getByText('Live').waitFor();
  assertNoComplaint();
  const info = await mock('GET', 'info');
  assert.equal(await page.locator('#endpoint').textContent(), info.endpoint);
  assert.equal(await page.locator('#region').textContent(), info.region);
  const account = info.accounts.find((one) => one.access_key_secret !== null);
  const accounts = page.locator('#accounts');
  await accounts.getByText(account.access_key_secret, { exact: true }).first().waitFor();
  await accounts.locator('summary').first().click();
  assert.match(
    await accounts.locator('pre').first().textContent(),
    /^export ALIBABA_CLOUD_ACCESS_KEY_ID=\S+\nexport ALIBABA_CLOUD_ACCESS_KEY_SECRET=\S+/,
  );
  await accounts.locator('summary').first().click();
});

test('the secret is copied', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const { accounts } = await mock('GET', 'info');
  const account = accounts.find((one) => one.access_key_secret !== null);
  await page.getByRole('button', { name: 'Copy secret' }).first().click();
  await page.getByRole('button', { name: 'Copy secret' }).getByText('Copied').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), account.access_key_secret);
});

test('a signed call passes', async () => {
  const answer = await signed(READING);
  assert.equal(answer.status, 200, answer.text);
  const row = await newestRow();
  assert.match(await row.locator('.operation').textContent(), new RegExp(READING.action));
  assert.match(await row.locator('.signature').textContent(), /passed/);
  assert.match(await row.locator('.status').textContent(), /^200/);
});

test('a parameter with characters that need care is signed as the server reads it', async () => {
  const value = "a b+c*d'(e)!~%/?&=中文 🙂";
  await signed({ ...READING, query: { Odd: value, 'a.1': '' } });
  const row = await newestRow();
  assert.match(await row.locator('.signature').textContent(), /passed/);
  const details = await unfold(row);
  await details.getByText(value, { exact: true }).waitFor();
  await row.getByRole('button').click();
});

test('a form is signed with its body', async () => {
  await signed({ ...READING, form: { Odd: 'a b+c' } });
  assert.match(await (await newestRow()).locator('.signature').textContent(), /passed/);
});

test('an unsigned call is refused, and its row unfolds to the message', async () => {
  await page.evaluate(async ({ method, path: url, action }) => {
    const headers = { 'x-acs-action': action, 'x-acs-version': '2017-08-01' };
    await fetch(url, { method, headers });
  }, READING);
  const last = (await mock('GET', 'requests?after=0')).requests.at(-1);
  assert.ok(last.status >= 400);
  assert.ok(last.code);
  assert.notEqual(last.signature.outcome, 'passed');
  const row = await newestRow();
  assert.equal(await row.getAttribute('class'), 'refused');
  await row.getByText(last.code).waitFor();
  const button = row.getByRole('button');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  assert.equal(await page.locator('tr.details:visible pre').textContent(), last.message);
  await picture('unfolded');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('tr.details:visible').count(), 0);
});

test('a wrong secret shows what the server signed', async () => {
  const refused = await page.evaluate(async ({ method, path: url, action }) => {
    const { signedFetch } = await import('/_mock/web/sign.js');
    const { accounts } = await (await fetch('/_mock/info')).json();
    const account = { ...accounts.find((one) => one.access_key_secret !== null), access_key_secret: 'wrong' };
    return (await signedFetch({ method, url, action, account })).status;
  }, READING);
  assert.ok(refused >= 400);
  const row = await newestRow();
  await row.getByText('SignatureDoesNotMatch').waitFor();
  const details = await unfold(row);
  assert.match(await details.locator('pre').textContent(), /ACS3-HMAC-SHA256/);
  await row.getByRole('button').click();
});

test('nothing in a request becomes markup', async () => {
  await signed({ ...READING, query: { Odd: '<img src=x onerror="document.title=1">' } });
  const row = await newestRow();
  const details = await unfold(row);
  await details.getByText('<img src=x').first().waitFor();
  assert.equal(await page.locator('#request-rows img').count(), 0);
  await row.getByRole('button').click();
});

test('filter, "only refused" and pause', async () => {
  const rows = page.locator('#request-rows tr:not(.details):visible');
  const all = await rows.count();
  await page.getByLabel('Only refused').check();
  const refused = await rows.count();
  assert.ok(refused > 0 && refused < all);
  await page.getByLabel('Only refused').uncheck();
  await page.getByLabel('Filter requests').fill('no such request');
  await page.getByText('No request matches the filter.').waitFor();
  await page.getByLabel('Filter requests').fill(READING.action.toLowerCase());
  assert.ok((await rows.count()) > 0);
  await page.getByLabel('Filter requests').fill('');

  await page.locator('#pause-requests').click();
  await signed(READING);
  await page.getByRole('button', { name: 'Resume (1 new)' }).waitFor();
  assert.equal(await rows.count(), all);
  await page.locator('#pause-requests').click();
  assert.equal(await rows.count(), all + 1);
});

test('a change order moves, and finishes when the clock does', async () => {
  await page.getByLabel('Speed').selectOption('1');
  const order = await restartApplication();
  const progress = () => order.locator('progress').evaluateAll((bars) => bars.reduce((sum, bar) => sum + bar.value, 0));
  const first = await progress();
  await page.getByLabel('Speed').selectOption('10');
  await until('progress', async () => (await progress()) > first);
  await page.getByLabel('Speed').selectOption('0');
  await until('the clock to stand', async () => (await mock('GET', 'clock')).speed === 0);
  await picture('change-order');
  for (let i = 0; i < 60 && (await order.locator('> summary .status').textContent()) !== 'succeeded'; i += 1) {
    const proceed = order.locator('[data-action="continue"]');
    if (await proceed.isEnabled()) await proceed.click();
    await page.getByRole('button', { name: 'Advance 10 s' }).click();
    await page.waitForTimeout(100);
  }
  assert.equal(await order.locator('> summary .status').textContent(), 'succeeded');
  for (const button of await order.locator('.actions button').all()) assert.ok(await button.isDisabled());
});

test('a change order is aborted by its button', async () => {
  await page.getByLabel('Speed').selectOption('1');
  const order = await restartApplication();
  const abort = order.getByRole('button', { name: 'Abort', exact: true });
  await until('the button', () => abort.isEnabled());
  await abort.click();
  await order.locator('> summary').getByText('terminated').waitFor();
  await until('the button to go', () => abort.isDisabled());
});

test('a stage fails by its button', async () => {
  const order = await restartApplication();
  const fail = order.getByRole('button', { name: 'Fail stage' });
  await until('the button', () => fail.isEnabled());
  await fail.click();
  await order.locator('> summary').getByText('failed').waitFor();
  assert.equal(await order.locator('.error').textContent(), '');
  await picture('change-orders');
});

test('a fault is added, plays, is switched off and deleted', async () => {
  await page.getByLabel('Operations').fill(READING.action);
  await page.getByLabel('Effects').fill('throttling:1000');
  await page.getByRole('button', { name: 'Add fault' }).click();
  const fault = page.locator('#faults li');
  await fault.getByText('throttling:1000').waitFor();
  assert.equal(await page.locator('#fault-error').textContent(), '');

  const refused = await signed(READING);
  assert.ok(refused.status >= 400);
  await fault.getByText('1 hit').waitFor();
  await (await newestRow()).locator('.fault').getByText('throttling:1000').waitFor();
  await picture('fault');

  await fault.getByRole('switch').click();
  await until('the fault to be off', async () => (await mock('GET', 'faults')).faults[0].enabled === false);
  assert.equal((await signed(READING)).status, 200);
  assert.equal(await fault.getByRole('switch').isChecked(), false);

  await fault.getByRole('button', { name: /^Delete/ }).click();
  await fault.waitFor({ state: 'detached' });
  assert.deepEqual((await mock('GET', 'faults')).faults, []);
});

test('a wrong effect shows what the server says', async () => {
  await page.getByLabel('Operations').fill('*');
  await page.getByLabel('Effects').fill('no-such-effect:1');
  await page.getByRole('button', { name: 'Add fault' }).click();
  const error = page.locator('#fault-error');
  await until('the error', async () => (await error.textContent()).includes('no-such-effect'));
  assert.equal(await page.getByLabel('Effects').getAttribute('aria-invalid'), 'true');
  await picture('wrong-effect');
  forgetComplaints('/_mock/faults');

  await page.getByText('Known effects').click();
  await page.getByLabel('Effects').fill('');
  const example = (await mock('GET', 'effects'))[0].example;
  await page.getByRole('button', { name: `Use ${example}`, exact: true }).click();
  assert.equal(await page.getByLabel('Effects').inputValue(), example);
  await page.getByLabel('Effects').fill('');
  await page.getByText('Known effects').click();
});

test('an outage is said, and the page recovers', async () => {
  await page.route('**/_mock/**', (route) => route.abort());
  await page.getByRole('status').getByText('Server is gone').waitFor();
  await picture('gone');
  await page.unroute('**/_mock/**');
  await page.getByRole('status').getByText('Live').waitFor();
  await newestRow();
  forgetComplaints('net::ERR_FAILED');
});

test('360 pixels are wide enough', async () => {
  const narrow = await open('/', { viewport: { width: 360, height: 740 } });
  await narrow.getByRole('status').getByText('Live').waitFor();
  await narrow.locator('#request-rows tr').first().waitFor();
  for (const button of await narrow.locator('#request-rows .unfold').all()) await button.click();
  // By hand, as the list of folded ones would shrink under a locator.
  await narrow.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  assert.equal(await scrollsSideways(narrow), false);
  await picture('narrow', narrow);
  await narrow.close();
});

test('a dark scheme is followed', async () => {
  const dark = await open('/', { colorScheme: 'dark' });
  await dark.locator('#request-rows tr').first().waitFor();
  const background = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red] = /\d+/.exec(background);
  assert.ok(Number(red) < 60, background);
  await picture('dark', dark);
  await dark.close();
});
