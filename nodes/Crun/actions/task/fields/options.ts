import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { Problem } from '../../../crun/problem';
import { isTool } from '../../../wait/suspend';
import type { DownloadChoice } from '../../../files/downloadResult';
import { maxSizeMb } from '../../fields';
import { readBinaryName, readLimited } from '../../parameters';
import {
	concurrency,
	downloadResult,
	dryRun,
	maxCredits,
	maxCreditsPerRun,
	pollIntervalSeconds,
	resendUnknown,
	timeoutMinutes,
} from './optionFields';

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
	/** Credits, for all items of the run; undefined: no limit. */
	maxCreditsPerRun: number | undefined;
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
		resendUnknown: readFlag(given, resendUnknown),
		dryRun: readFlag(given, dryRun),
		maxCreditsPerRun: readLimit(given, maxCreditsPerRun),
		// An agent's tool gives out texts only.
		download:
			readFlag(given, downloadResult) && !isTool(context)
				? {
						field: readBinaryName(given.outputBinaryField ?? 'data'),
						maxSizeMb: readLimited(given.maxSizeMb, maxSizeMb),
					}
				: null,
	};
}

/**
 * What one task may cost: each item may have a limit of its own.
 * @throws Problem when a limit was added but is none
 */
export function readMaxCredits(context: IExecuteFunctions, itemIndex: number): number | undefined {
	return readLimit(context.getNodeParameter('options', itemIndex, {}), maxCredits);
}

/** A limit is there when it was added: then an expression that gives nothing is a mistake, not "no limit". */
function readLimit(given: IDataObject, field: INodeProperties): number | undefined {
	return field.name in given ? readLimited(given[field.name] ?? null, field) : undefined;
}

/** Expressions may give texts. What is neither true nor false decides nothing where money is at stake. */
function readFlag(given: IDataObject, { name, displayName }: INodeProperties): boolean {
	if (!(name in given)) return false;
	const value = given[name];
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new Problem(`${displayName} must be true or false, not "${String(value)}"`);
}

function readChoice<Choice extends string>(
	value: unknown,
	label: string,
	choices: [Choice, ...Choice[]],
): Choice {
	if (value === undefined) return choices[0];
	const chosen = choices.find((choice) => choice === value);
	if (chosen === undefined)
		throw new Problem(`${label} must be one of ${choices.join(', ')}, not "${String(value)}"`);
	return chosen;
}
