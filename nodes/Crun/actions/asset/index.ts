import { get } from './get';
import { upload } from './upload';

export const operations = { get, upload };
