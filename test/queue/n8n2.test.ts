import { CURRENT } from '../e2e/support/world';
import { describeQueueMode } from './promises';

describeQueueMode(CURRENT);
