/**
 * n8n-core's real contexts around the real nodes, for tests and benchmarks. n8n-core reads its environment
 * variables when it is loaded, so set them before you import anything from here.
 */
export * from './additionalData';
export * from './binaryDataModes';
export * from './container';
export * from './credentials';
export * from './deduplication';
export * from './execute';
