// Signs requests by ACS3-HMAC-SHA256 in the browser.

export const ALGORITHM = 'ACS3-HMAC-SHA256';
export const API_VERSION = '2017-08-01';

const encoder = new TextEncoder();

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (bytes) => hex(await crypto.subtle.digest('SHA-256', bytes));

async function hmacSha256(secret, text) {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return hex(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

/** RFC 3986: encodeURIComponent leaves five more characters alone than the signature allows. */
export function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export function canonicalQuery(search) {
  return [...new URLSearchParams(search)]
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function bytesOf(body) {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return encoder.encode(body);
  if (body instanceof URLSearchParams) return encoder.encode(body.toString());
  if (body instanceof Uint8Array) return body;
  throw new TypeError('Only a text, bytes or URL parameters can be signed as a body');
}

/**
 * The headers to send with a request so that it is signed. `account` is one of `/_mock/info`; `headers` are those the
 * request has already, of which the media types are kept. `host` is not among the result: the browser sends it itself.
 */
export async function signedHeaders({
  method,
  url,
  headers = {},
  body,
  account,
  action,
  version = API_VERSION,
  date = new Date(),
  nonce,
}) {
  if (!globalThis.crypto?.subtle) {
    throw new Error('Browsers sign only on HTTPS or loopback: open this page by 127.0.0.1 or localhost');
  }
  const target = new URL(url, globalThis.location?.href);
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const sent = {
    accept: given.accept ?? 'application/json',
    'x-acs-action': action,
    'x-acs-version': version,
    'x-acs-date': `${date.toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': nonce ?? hex(crypto.getRandomValues(new Uint8Array(16))),
    'x-acs-content-sha256': await sha256(bytesOf(body)),
  };
  if (given['content-type']) sent['content-type'] = given['content-type'];
  if (account.security_token) {
    sent['x-acs-security-token'] = account.security_token;
    sent['x-acs-accesskey-id'] = account.access_key_id;
  }

  const signed = Object.entries({ ...sent, host: target.host })
    .filter(([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort((a, b) => compare(a[0], b[0]));
  const names = signed.map(([name]) => name).join(';');
  const canonicalRequest = [
    method.toUpperCase(),
    target.pathname,
    canonicalQuery(target.search),
    signed.map(([name, value]) => `${name}:${value.trim()}\n`).join(''),
    names,
    sent['x-acs-content-sha256'],
  ].join('\n');
  const stringToSign = `${ALGORITHM}\n${await sha256(encoder.encode(canonicalRequest))}`;
  const signature = await hmacSha256(account.access_key_secret, stringToSign);
  sent.authorization = `${ALGORITHM} Credential=${account.access_key_id},SignedHeaders=${names},Signature=${signature}`;
  return sent;
}

/** Signs and sends. `form` is an object whose values go into a urlencoded body. */
export async function signedFetch({ method, url, account, action, headers = {}, form }) {
  const body = form ? new URLSearchParams(form).toString() : undefined;
  const all = form ? { ...headers, 'content-type': 'application/x-www-form-urlencoded' } : headers;
  return fetch(url, {
    method,
    body,
    headers: await signedHeaders({ method, url, headers: all, body, account, action }),
  });
}
