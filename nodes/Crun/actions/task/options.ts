import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Budget } from '../../crun/price';
import { Problem } from '../../crun/problem';
import { isTool } from '../../wait/suspend';
import type { DownloadChoice } from '../downloadResult';
import { maxSizeMb } from '../fields';
import { readBinaryName, readLimited } from '../parameters';
import { concurrency, maxCredits, maxCreditsPerRun, pollIntervalSeconds, timeoutMinutes } from './optionFields';

/** What the user chose about waiting, in the units of the code. */
export interface RunOptions {
	concurrency: number;
	timeoutMs: number;
	intervalMs: number;
	onTimeout: 'error' | 'pending';
	onTaskFailure: 'error' | 'output';
	resendUnknown: boolean;
	/** Only say what it would cost. */
	dryRun: boolean;
	budget: Budget;
	/** Null: links only. */
	download: DownloadChoice | null;
}

/**
 * Reads the options. They hold for the whole node, so those of the first item count.
 * @throws Problem when an expression gave something outside a field's limits
 */
export function readOptions(context: IExecuteFunctions): RunOptions {
	const given = context.getNodeParameter('options', 0, {});
	return {
		concurrency: readLimited(given.concurrency, concurrency),
		timeoutMs: readLimited(given.timeoutMinutes, timeoutMinutes) * 60_000,
		intervalMs: readLimited(given.pollIntervalSeconds, pollIntervalSeconds) * 1000,
		onTimeout: readChoice(given.onTimeout, 'On Timeout', ['error', 'pending']),
		onTaskFailure: readChoice(given.onTaskFailure, 'On Task Failure', ['error', 'output']),
		resendUnknown: given.resendUnknown === true,
		dryRun: given.dryRun === true,
		budget: { maxCredits: readLimit(given.maxCredits, maxCredits), maxCreditsPerRun: readLimit(given.maxCreditsPerRun, maxCreditsPerRun) },
		// An agent's tool gives out texts only.
		download: given.downloadResult === true && !isTool(context) ? { field: readBinaryName(given.outputBinaryField ?? 'data'), maxSizeMb: readLimited(given.maxSizeMb, maxSizeMb) } : null,
	};
}

/** A limit is there only when it was added: the field's default is but a suggestion. */
function readLimit(value: unknown, field: INodeProperties): number | undefined {
	return value === undefined ? undefined : readLimited(value, field);
}

function readChoice<Choice extends string>(value: unknown, label: string, choices: [Choice, ...Choice[]]): Choice {
	if (value === undefined) return choices[0];
	const chosen = choices.find((choice) => choice === value);
	if (chosen === undefined) throw new Problem(`${label} must be one of ${choices.join(', ')}, not "${String(value)}"`);
	return chosen;
}
