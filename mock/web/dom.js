// Small helpers to build elements. Whatever a request carried ends up as text or as an attribute's value, never as
// markup, so a hostile request cannot reach the page.

export const byId = (id) => document.getElementById(id);

/** An element with attributes (`false`, `null` and `undefined` leave one out) and children, texts among them. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets a text only when it differs, so that a poll disturbs neither selections nor screen readers. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Brings the children of `container` in line with `items`: one element per key, kept across calls so that focus and
 * unfolded parts survive a poll. `views` maps keys to `{ element, update }`.
 */
export function reconcile(container, views, items, keyOf, create) {
  const seen = new Set();
  let previous = null;
  for (const item of items) {
    const key = keyOf(item);
    seen.add(key);
    let view = views.get(key);
    if (!view) {
      view = create(item);
      views.set(key, view);
    }
    view.update(item);
    const expected = previous ? previous.nextSibling : container.firstChild;
    if (view.element !== expected) container.insertBefore(view.element, expected);
    previous = view.element;
  }
  for (const [key, view] of views) {
    if (!seen.has(key)) {
      view.element.remove();
      views.delete(key);
    }
  }
}

/** A button that copies what `text()` gives at the time of the click. */
export function copyButton(text, label) {
  const button = h('button', { type: 'button', class: 'quiet copy', 'aria-label': label }, 'Copy');
  let timer;
  button.addEventListener('click', async () => {
    const copied = await copy(text());
    button.textContent = copied ? 'Copied' : 'Not copied';
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard API on plain HTTP from another machine, nor when the browser denies it.
    const area = h('textarea', { class: 'unseen', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

/** The part of an RFC 3339 time that tells moments of one day apart, to so many digits of a second. */
export function timeOfDay(time, digits = 0) {
  const [, seconds, fraction = ''] = /T(\d+:\d+:\d+)(?:\.(\d+))?/.exec(time) ?? [null, String(time)];
  return digits > 0 ? `${seconds}.${fraction.slice(0, digits).padEnd(digits, '0')}` : seconds;
}
