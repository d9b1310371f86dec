/**
 * The real node classes inside n8n-core's real contexts, against a simulator over HTTP. Nothing of n8n is mocked.
 *
 * - `executeNode({sim, parameters, items?, …})` runs the Crun node once → `{items, json, error, runData, waitTill, …}`.
 *   Give only the parameters that differ from the defaults. Pass `runData` of an earlier run (or `deepCopy(runData)`, as
 *   n8n's database would) to run it again the way Retry On Fail and Retry of an execution do.
 * - `openWebhook({sim, …})` serves the Crun Trigger's webhook at `server.url`, which simulated callbacks can really be sent
 *   to; `server.emitted()` is what started the workflow. With `{node: 'crun'}` it serves the resume URL of a waiting
 *   execution: `executeNode({resumeBaseUrl: server.resumeBaseUrl, …})`, then `server.park(execution)`.
 * - `callWebhook({sim, body, url?, query?})` is one such call.
 * - `listSearch`, `loadOptions`, `activate`, `testCredential` do what the editor asks for.
 * - `credential: {apiKey: '…'}` with any of them replaces fields of the simulator's own credential.
 * - `battle()`, `easter()`, `lookAt()` … are parameters to start from.
 * - `recordLogs()` collects what is logged; `everythingIn(error)` is all text an error carries, to look for secrets in it.
 *
 * Import from here only: n8n-core must not be loaded before `environment`.
 */
import './environment';

export * from './additionalData';
export * from './credentials';
export * from './editor';
export * from './execute';
export * from './fixtures';
export * from './logs';
export * from './post';
export * from './secrets';
export * from './webhook';
