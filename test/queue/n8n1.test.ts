import { LAST_OF_1 } from '../e2e/support/world';
import { describeQueueMode } from './promises';

describeQueueMode(LAST_OF_1);
