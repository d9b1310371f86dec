export { startCluster } from './cluster';
export type { CallableWorkflow, Cluster, ClusterOptions } from './cluster';
export { findPrograms } from './programs';
export type { Postgres } from './postgres';
export type { Routing } from './proxy';
export type { QueueProcess } from './queueProcess';
