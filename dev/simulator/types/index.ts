export type * from './asset';
export type * from './events';
export type * from './quirk';
export type * from './request';
export type * from './settings';
export type * from './task';
