import { getBalance } from './getBalance';

export const operations = { getBalance };
