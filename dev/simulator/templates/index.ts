import { checkByteDance } from './bytedance';
import type { InputCheck } from './entry';
import { checkKling } from './kling';
import { checkVidu } from './vidu';

export { findEntry } from './entry';
export type { Verdict } from './entry';

/** The models whose inputs are checked against a template catalogue. */
export const templateChecks = new Map<string, InputCheck>([
	['bytedance/template', checkByteDance],
	['vidu/template', checkVidu],
	['kling/template', checkKling],
]);
