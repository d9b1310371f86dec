/**
 * What the nodes do. n8n loads it when it first runs something, and starts sooner for it: see loadRuntime.ts. What the
 * nodes show is in `fields/`.
 */

export { route } from './actions/router';
export { dropCopies } from './callbacks/dropCopies';
export { receiveCallback } from './callbacks/receiveCallback';
export { resumeExecution } from './callbacks/resumeExecution';
export { getMediaFields, getModelFields, searchModels } from './methods/models';
export { searchTemplates } from './methods/searchTemplates';
export { getAspectRatios, getResolutions } from './methods/templateOptions';
export { testCredential } from './methods/testCredential';
export { attachFiles } from './trigger/attachFiles';
export { proveCredential } from './trigger/proveCredential';
export { readSettings } from './trigger/readSettings';
