import { checkReference } from '../../../crun/reference';
import type { DownloadChoice } from '../../../files/downloadChoice';
import { maxSizeMb } from '../../../fields/files';
import {
	concurrency,
	downloadResult,
	dryRun,
	keepAtLeast,
	maxCredits,
	maxCreditsPerRun,
	onTaskFailure,
	onTimeout,
	pollIntervalSeconds,
	reference,
	registerAssets,
	resendUnknown,
	sampleResult,
	timeoutMinutes,
} from '../../../fields/task/optionFields';
import { createOptions, toolMaxCreditsPerRun } from '../../../fields/task/options';
import type { ParameterReader } from '../../parameters';
import { readOutputField } from '../../readers';

/** How to wait, and what to do with what was waited for. */
export interface WaitOptions {
	/** Requests at once; undefined: as many as Crun takes. */
	concurrency: number | undefined;
	timeoutMs: number;
	intervalMs: number;
	onTimeout: 'error' | 'pending';
	onTaskFailure: 'error' | 'output';
	/** Null: URLs only. */
	download: DownloadChoice | null;
}

/** What holds for all items of a creation. */
export interface CreateOptions extends WaitOptions {
	resendUnknown: boolean;
	/** Files for a model are registered as assets first. */
	registerAssets: boolean;
	/** Only return what the tasks would cost. */
	dryRun: boolean;
	/** Only return samples of finished tasks. */
	sampleResult: boolean;
	/** Credits, for all items of the run; undefined: no limit. */
	maxCreditsPerRun: number | undefined;
	/** Credits that must be left in the account; undefined: none. */
	keepAtLeast: number | undefined;
}

/** @param takesFiles false for an agent's tool, which returns text only */
export function readWaitOptions(parameters: ParameterReader, takesFiles: boolean): WaitOptions {
	const options = parameters.collection(createOptions);
	const wantsFiles = options.added(downloadResult) && takesFiles;
	return {
		concurrency: options.limit(concurrency),
		timeoutMs: options.number(timeoutMinutes) * 60_000,
		intervalMs: options.number(pollIntervalSeconds) * 1000,
		onTimeout: options.choice(onTimeout, ['error', 'pending']),
		onTaskFailure: options.choice(onTaskFailure, ['error', 'output']),
		download: wantsFiles
			? { field: readOutputField(options), maxSizeMb: options.number(maxSizeMb) }
			: null,
	};
}

/**
 * @param isTool whether the node runs as a tool of an AI agent, which takes no files and returns none
 * @param hasToolFields whether the editor shows the limit that a tool starts with
 */
export function readCreateOptions(
	parameters: ParameterReader,
	isTool: boolean,
	hasToolFields: boolean,
): CreateOptions {
	const options = parameters.collection(createOptions);
	const limits = [
		options.limit(maxCreditsPerRun) ?? [],
		hasToolFields ? parameters.number(toolMaxCreditsPerRun) : [],
	].flat();
	return {
		...readWaitOptions(parameters, !isTool),
		registerAssets: options.added(registerAssets),
		resendUnknown: options.added(resendUnknown),
		dryRun: options.added(dryRun),
		sampleResult: !isTool && options.added(sampleResult),
		maxCreditsPerRun: limits.length === 0 ? undefined : Math.min(...limits),
		keepAtLeast: options.limit(keepAtLeast),
	};
}

/** The limit of one item; undefined: no limit. */
export const readMaxCredits = (parameters: ParameterReader): number | undefined =>
	parameters.collection(createOptions).limit(maxCredits);

/**
 * The reference of one item; undefined: none.
 * @throws Problem where a callback URL cannot carry it
 */
export const readReference = (parameters: ParameterReader): string | undefined =>
	checkReference(parameters.collection(createOptions).text(reference));
