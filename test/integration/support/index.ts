/**
 * Runs the real nodes in n8n-core's real contexts, against the Crun simulator over HTTP. Nothing of n8n is mocked.
 *
 * The simulator:
 * - `useSimulator(options)` provides a simulator to the tests of a file.
 * - `tasks` creates tasks in it, finds tasks, and has expectations of what was created.
 *
 * The node:
 * - `executeNode({ sim, parameters, items?, … })` runs it once and returns `{ items, json, error, runData, … }`.
 *   Pass the `runData` of an earlier run (or `deepCopy(runData)`, as from n8n's database) to run it again the way
 *   Retry On Fail and the retry of an execution do.
 * - `executeAsTool()` runs it as a tool of an AI agent, `runWorkflow()` in n8n's own execution engine.
 * - `openWebhook({ sim, … })` serves the webhook of the Crun Trigger at `server.url`; `server.emitted()` is what
 *   started the workflow. With `{ node: 'crun' }` it serves the resume URL of a waiting execution:
 *   `executeNode({ resumeBaseUrl: server.resumeBaseUrl, … })`, then `server.putToWait(execution)`.
 *   `callWebhook()` is for a single call.
 * - `useDeduplicationTable()` provides the only memory that all processes of an n8n share; `loadTrigger()` is the Crun
 *   Trigger in another process.
 * - `openSuspendSetup()` is both: a simulator, and an n8n whose executions can be suspended.
 * - `listSearch`, `loadOptions`, `getModelFields`, `activate` and `testCredential` do what the editor does.
 * - `credential: { apiKey: '…' }` with any of them replaces fields of the simulator's own credential.
 *
 * Input and output:
 * - `createByteDance()`, `createFromModel()`, `getTask()`, … are the parameters of an operation. Pass only those that
 *   differ from the defaults.
 * - `photos()`, `itemsWithDuration()` and `itemWithFiles()` are input items.
 * - `messageOf(error)` is what the user sees of an error, `everythingIn(error)` all text in it, to search for secrets;
 *   `recordLogs()` collects what is logged.
 *
 * Import from here only: n8n-core must not be loaded before `environment`.
 */
import './environment';

export * from '../../../dev/n8n-core';
export * from './assets';
export * from './deduplication';
export * from './editor';
export * from './engine';
export * from './errors';
export * from './executeAsTool';
export * from './express';
export * from './files';
export * from './items';
export * from './kling';
export * from './listen';
export * from './loadTrigger';
export * from './logs';
export * from './modelFields';
export * from './models';
export * from './parameters';
export * from './post';
export * from './simulator';
export * from './suspend';
export * from './tasks';
export * from './time';
export * from './webhook';
