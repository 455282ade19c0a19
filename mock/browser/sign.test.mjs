// Signatures that are known, without browser or server: Node has the same WebCrypto.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

// The page's folder has no package.json to say that its scripts are modules, so Node cannot import from it by path.
const source = await readFile(new URL('../web/sign.js', import.meta.url), 'utf8');
const { canonicalQuery, encode, signedHeaders } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const DOCUMENTED = [
  [
    '2023-10-26T10:22:32Z',
    '3156853299f313e23d1673dc12e1703d',
    '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  ],
  [
    '2023-10-26T09:01:01Z',
    'd410180a5abf7fe235dd9b74aca91fc0',
    'e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804',
  ],
];

for (const [date, nonce, signature] of DOCUMENTED) {
  test(`the documented example of ${date}`, async () => {
    const headers = await signedHeaders({
      method: 'POST',
      url: 'https://ecs.cn-shanghai.aliyuncs.com/?RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      account: { access_key_id: 'YourAccessKeyId', access_key_secret: 'YourAccessKeySecret', security_token: null },
      action: 'RunInstances',
      version: '2014-05-26',
      date: new Date(date),
      nonce,
    });
    assert.equal(
      headers.authorization,
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;' +
        `x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=${signature}`,
    );
  });
}

test('names and values are encoded by RFC 3986', () => {
  assert.equal(encode("a b!'()*~中"), 'a%20b%21%27%28%29%2A~%E4%B8%AD');
  assert.equal(canonicalQuery('?b+c=*&a=&a=1%202'), 'a=&a=1%202&b%20c=%2A');
});

test('a token is signed, and its key sent with it', async () => {
  const headers = await signedHeaders({
    method: 'GET',
    url: 'http://127.0.0.1:1/',
    account: { access_key_id: 'id', access_key_secret: 'secret', security_token: 'token' },
    action: 'ListVpc',
  });
  assert.equal(headers['x-acs-security-token'], 'token');
  assert.equal(headers['x-acs-accesskey-id'], 'id');
  assert.match(headers.authorization, /x-acs-accesskey-id;x-acs-action;.*;x-acs-security-token;/);
});
