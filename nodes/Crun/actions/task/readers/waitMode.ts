import { waitMode } from '../../../fields/task/waitMode';
import type { ParameterReader } from '../../parameters';

export type WaitMode = 'none' | 'poll' | 'suspend';

export const readWaitMode = (parameters: ParameterReader): WaitMode =>
	parameters.choice(waitMode, ['none', 'poll', 'suspend']);
