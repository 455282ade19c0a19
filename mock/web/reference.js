// The API reference. "Try it out" calls this mock, signed in the browser.

import * as api from './api.js';
import { byId, h, setText } from './dom.js';
import { signedHeaders } from './sign.js';

const SPEC = '/_mock/openapi.json';
const UNSIGNED = '';

const accountChoice = byId('account');
let accounts = [];
/** Operation by `METHOD path`: Swagger UI hands the interceptor a request, not the operation it came from. */
const operations = new Map();

// Swagger UI's own dark colours hang on this class.
const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

/** Swagger UI's own filter looks at tags and paths only; people look for operations by name. */
function matchOperations(taggedOperations, phrase) {
  const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
  return taggedOperations
    .map((tag, name) =>
      tag.update('operations', (list) =>
        list.filter((one) => {
          const operation = one.get('operation');
          const text = [name, one.get('path'), operation.get('operationId'), operation.get('summary')]
            .join('\n')
            .toLowerCase();
          return words.every((word) => text.includes(word));
        }),
      ),
    )
    .filter((tag) => tag.get('operations').size > 0);
}

const FILTER = 'Filter by operation, path, tag or summary';

const findOperations = (system) => ({
  fn: { opsFilter: matchOperations },
  components: {
    // Swagger UI's own box says that it looks at tags and paths, and has no label.
    FilterContainer: ({ layoutSelectors, layoutActions }) => {
      const filter = layoutSelectors.currentFilter();
      return system.React.createElement(
        'div',
        { className: 'wrapper' },
        system.React.createElement('input', {
          type: 'search',
          className: 'operation-filter-input',
          placeholder: FILTER,
          'aria-label': FILTER,
          value: typeof filter === 'string' ? filter : '',
          onChange: (event) => layoutActions.updateFilter(event.target.value),
        }),
      );
    },
  },
  statePlugins: {
    layout: {
      wrapActions: {
        // What a filter found would stay out of sight in its folded tag. The action is dispatched by hand because
        // `layoutActions.show` would put every tag into the address bar.
        updateFilter: (original) => (phrase) => {
          const result = original(phrase);
          if (typeof phrase === 'string' && phrase.trim().length > 1) {
            const found = matchOperations(system.getSystem().specSelectors.taggedOperations(), phrase);
            for (const tag of found.keys()) {
              system
                .getStore()
                .dispatch({ type: 'layout_show', payload: { thing: ['operations-tag', tag], shown: true } });
            }
          }
          return result;
        },
      },
    },
  },
});

async function prepare(request) {
  if (request.loadSpec) return request;
  const url = new URL(request.url, location.href);
  // Whatever server the description names, this page may reach its own only, and secrets must not leave it.
  url.protocol = location.protocol;
  url.host = location.host;
  request.url = url.href;
  const account = accounts[Number(accountChoice.value)];
  if (accountChoice.value === UNSIGNED || !account) return request;
  const method = (request.method ?? 'GET').toUpperCase();
  request.headers = await signedHeaders({
    method,
    url,
    headers: request.headers,
    body: request.body,
    account,
    action: operations.get(`${method} ${url.pathname}`) ?? '',
  });
  return request;
}

function index(spec) {
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation?.operationId) operations.set(`${method.toUpperCase()} ${path}`, operation.operationId);
    }
  }
}

async function start() {
  const [info, response] = await Promise.all([api.info(), fetch(SPEC)]);
  if (!response.ok) throw new Error(`${SPEC} answered with status ${response.status}`);
  const spec = await response.json();
  index(spec);
  // So that the address shown, and the command line for curl, are those that are called.
  spec.servers = [{ url: location.origin, description: 'This mock' }];
  // The account chosen above signs; a field for an Authorization header would only get in its way.
  delete spec.security;
  if (spec.components) delete spec.components.securitySchemes;

  accounts = info.accounts.filter((account) => account.access_key_secret !== null);
  accountChoice.replaceChildren(
    ...accounts.map((account, number) =>
      h(
        'option',
        { value: String(number) },
        account.security_token === null ? account.access_key_id : `${account.access_key_id} (temporary)`,
      ),
    ),
    h('option', { value: UNSIGNED }, 'nobody (unsigned)'),
  );

  SwaggerUIBundle({
    dom_id: '#reference',
    spec,
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [findOperations],
    layout: 'BaseLayout',
    docExpansion: 'none',
    defaultModelsExpandDepth: -1,
    deepLinking: true,
    filter: true,
    displayOperationId: true,
    displayRequestDuration: true,
    validatorUrl: null,
    requestInterceptor: prepare,
  });
}

start().catch((failure) => setText(byId('reference-error'), `The reference cannot be shown: ${failure.message}`));
