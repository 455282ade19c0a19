// Calls of the mock's own interface under /_mock.

/** The server was reached and refused; its words are in `message`. */
export class Refused extends Error {}

async function call(method, path, body) {
  const init = { method, cache: 'no-store', headers: { accept: 'application/json' } };
  // The server insists on this type: a form on a foreign page cannot send it without asking first.
  if (method !== 'GET') init.headers['content-type'] = 'application/json';
  if (body !== undefined) init.body = JSON.stringify(body);
  // A server that hangs counts as gone; without a limit the page would wait for it silently.
  init.signal = AbortSignal.timeout(10_000);
  const response = await fetch(`/_mock/${path}`, init);
  const text = await response.text();
  let value = null;
  try {
    if (text) value = JSON.parse(text);
  } catch {
    if (response.ok) throw new Error(`/_mock/${path} did not answer with JSON`);
  }
  if (!response.ok) throw new Refused(value?.error ?? `${response.status} ${response.statusText}`.trim());
  return value;
}

const part = encodeURIComponent;

export const info = () => call('GET', 'info');
export const effects = () => call('GET', 'effects');
export const requests = (after) => call('GET', `requests?after=${part(after)}`);
export const changeOrders = () => call('GET', 'change-orders');
export const actOnChangeOrder = (id, action) => call('POST', `change-orders/${part(id)}/${part(action)}`, {});
export const clock = () => call('GET', 'clock');
export const setClock = (change) => call('POST', 'clock', change);
export const faults = () => call('GET', 'faults');
export const addFault = (fault) => call('POST', 'faults', fault);
export const switchFault = (id, enabled) => call('PUT', `faults/${part(id)}`, { enabled });
export const deleteFault = (id) => call('DELETE', `faults/${part(id)}`);
export const deleteFaults = () => call('DELETE', 'faults');
