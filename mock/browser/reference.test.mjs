// Drives the API reference in Chromium; see page.test.mjs for how to run it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { READING, mock, newestRow, open, picture, scrollsSideways, until } from './harness.mjs';

test('the reference shows every operation and calls one', async () => {
  const reference = await open('/_mock/reference');
  const tags = reference.locator('.opblock-tag');
  await tags.first().waitFor();
  assert.equal(await reference.locator('.opblock').count(), 0, 'tags start folded');
  await picture('reference', reference);
  // One after the other: of a long list Swagger UI renders only what is in sight.
  let shown = 0;
  for (const tag of await tags.all()) {
    await tag.click();
    await reference.locator('.opblock').first().waitFor();
    shown += await reference.locator('.opblock').count();
    await tag.click();
    await reference.locator('.opblock').first().waitFor({ state: 'detached' });
  }
  const { operations } = await mock('GET', 'info');
  assert.ok(operations.length > 100);
  assert.equal(shown, operations.length);

  await reference.reload();
  await tags.first().waitFor();
  await reference.locator('.operation-filter-input').fill(READING.action);
  const operation = reference.locator('.opblock');
  await operation.first().waitFor();
  assert.equal(await operation.count(), 1);
  await operation.locator('.opblock-summary-control').click();
  assert.match(reference.url(), new RegExp(`#/.*${READING.action}`), 'an operation has an address of its own');
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const status = operation.locator('.live-responses-table .response-col_status').nth(1);
  await status.waitFor();
  assert.match(await status.textContent(), /^200/);
  await picture('reference-called', reference);

  // The address leads back to the operation.
  await reference.reload();
  await reference.locator('.opblock.is-open').getByText(READING.action).first().waitFor();
  await reference.close();
  const row = await newestRow();
  assert.match(await row.locator('.operation').textContent(), new RegExp(READING.action));
  assert.match(await row.locator('.signature').textContent(), /passed/);
});

test('the reference signs a form', async () => {
  const reference = await open('/_mock/reference');
  await reference.locator('.operation-filter-input').fill('CreateK8sConfigMap');
  const operation = reference.locator('.opblock');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await operation.locator('.live-responses-table .response-col_status').nth(1).waitFor();
  await reference.close();
  const { requests } = await mock('GET', 'requests?after=0');
  const { operation: name, signature, arguments: sent } = requests.at(-1);
  assert.equal(name, 'CreateK8sConfigMap');
  assert.equal(signature.outcome, 'passed');
  assert.ok(sent.length > 0, 'the form was sent');
});

test('a temporary or an absent account can be chosen', async () => {
  const reference = await open('/_mock/reference');
  const choice = reference.getByLabel('Sign as');
  await reference.locator('.operation-filter-input').fill(READING.action);
  const operation = reference.locator('.opblock');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  const accounts = await choice.locator('option').allTextContents();
  for (const account of accounts) {
    const { last } = await mock('GET', 'requests?after=0');
    await choice.selectOption({ label: account });
    await operation.getByRole('button', { name: 'Execute' }).click();
    await until('the call', async () => (await mock('GET', 'requests?after=0')).last > last);
    const newest = (await mock('GET', 'requests?after=0')).requests.at(-1);
    assert.equal(newest.signature.outcome === 'passed', !account.includes('unsigned'), account);
  }
  await reference.close();
});

test('the reference in the dark, and on a narrow screen', async () => {
  const reference = await open('/_mock/reference', { colorScheme: 'dark', viewport: { width: 360, height: 740 } });
  await reference.locator('.opblock-tag').first().waitFor();
  assert.equal(await scrollsSideways(reference), false);
  await picture('reference-narrow', reference);
  await reference.close();
});
