import { upload } from './upload';

export const operations = { upload };
