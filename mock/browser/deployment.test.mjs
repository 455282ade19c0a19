// A deployment in batches, moved by the page's buttons.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoComplaint, mock, page, picture, signed, until } from './harness.mjs';

/** Deploys an image in two batches that wait for each other; returns the change order's card. */
async function deploy(image) {
  const { applications } = await mock('GET', 'state');
  const shop = Object.values(applications).find((one) => one.name === 'demo-shop');
  const answer = await signed({
    method: 'POST',
    path: '/pop/v5/k8s/acs/k8s_apps',
    action: 'DeployK8sApplication',
    query: {
      AppId: shop.id,
      Image: image,
      UpdateStrategy: JSON.stringify({
        type: 'BatchUpdate',
        batchUpdate: { batch: 2, releaseType: 'manual', batchWaitTime: 0 },
      }),
    },
  });
  const { Code, ChangeOrderId: id, Message } = JSON.parse(answer.text);
  assert.equal(Code, 200, Message);
  const card = page.locator(`.order[data-id="${id}"]`);
  await card.waitFor();
  return card;
}

const status = (card, text) => card.locator('> summary').getByText(text).waitFor();

async function press(card, name) {
  const button = card.getByRole('button', { name, exact: true });
  await until(`the button "${name}"`, () => button.isEnabled());
  await button.click();
}

const pass = (seconds) => mock('POST', 'clock', { advance_ms: seconds * 1000 });

test('a batch waits, is continued, fails, is retried, and the deployment ends', async () => {
  const card = await deploy('registry.example.com/demo/shop:2.0');
  await pass(10);
  await status(card, 'waiting for confirmation');
  await picture('waiting');
  await press(card, 'Continue');
  await status(card, 'in progress');
  await press(card, 'Fail stage');
  await status(card, 'failed');
  await press(card, 'Retry');
  await status(card, 'in progress');
  await pass(10);
  await status(card, 'succeeded');
  assertNoComplaint();
});

test('a deployment is aborted and rolled back, which is a change order of its own', async () => {
  const card = await deploy('registry.example.com/demo/shop:3.0');
  await press(card, 'Abort and roll back');
  await status(card, 'terminated');
  const rollback = page.locator('.order').first();
  await rollback.locator('> summary').getByText('Roll Back Application').waitFor();
  await pass(10);
  await status(rollback, 'succeeded');
  assertNoComplaint();
});

test('all faults go at once, and a fault has its rate and times', async () => {
  for (const effects of ['reset', 'error:503']) {
    await page.getByLabel('Operations').fill('GetCluster');
    await page.getByLabel('Effects').fill(effects);
    await page.getByLabel('Rate').fill('0.5');
    await page.getByLabel('Times').fill('3');
    await page.getByRole('button', { name: 'Add fault' }).click();
    await page.locator('#faults li').getByText(effects).waitFor();
  }
  const { faults } = await mock('GET', 'faults');
  assert.deepEqual(faults.map((fault) => [fault.rate, fault.times]), [[0.5, 3], [0.5, 3]]);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await until('no fault', async () => (await mock('GET', 'faults')).faults.length === 0);
  assertNoComplaint();
});
