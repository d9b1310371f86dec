import { create } from './create';
import { createByteDance } from './createByteDance';
import { createKling } from './createKling';
import { createVidu } from './createVidu';
import { download } from './download';
import { get } from './get';
import { wait } from './wait';

export const operations = { create, createByteDance, createKling, createVidu, download, get, wait };
