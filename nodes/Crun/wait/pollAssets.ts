import { describeReview, type AssetReading } from '../crun/asset';
import { reviewFailureOf } from '../crun/assetReason';
import { Problem } from '../crun/problem';
import { oneLine } from '../crun/redact';
import { nextPollDelay } from '../crun/schedule';
import type { KnownAsset } from '../transport/assets';
import type { Client } from '../transport/client';
import { checkAsset, reviewOf, type ReviewResult, type UnfinishedReview } from './checkAsset';
import { checkInRounds, type PollOptions } from './rounds';

/**
 * Waits for the reviews of all assets in one loop, as pollTasks does for tasks.
 * @param isEnough ends the wait early, given the results so far
 * @returns one result for each asset, in the given order
 */
export async function pollAssets(
	client: Client,
	assets: KnownAsset[],
	options: PollOptions,
	isEnough: (results: ReviewResult[]) => boolean = () => false,
): Promise<ReviewResult[]> {
	const results = assets.map(reviewOf);
	const check = async (before: ReviewResult, index: number) => {
		if (before.kind !== 'unfinished') return;
		results[index] = await checkAsset(client, before, options.deadline);
	};
	const round = async () => await Promise.all(results.map(check));
	const isUnfinished = () =>
		results.some(({ kind }) => kind === 'unfinished') && !isEnough(results);
	// An asset that was not registered just now may be reviewed already.
	const isNew = assets.map(({ answer }) => answer !== null);
	await Promise.all(
		results.map(async (before, index) => {
			if (!isNew[index]) await check(before, index);
		}),
	);
	let delay: number | null = null;
	const nextPause = () => {
		const { intervalMs } = options;
		delay = delay === null ? intervalMs : nextPollDelay(delay, intervalMs);
		return delay;
	};
	const rounds = { isUnfinished, nextPause, round, lastRound: round };
	const isStopped = await checkInRounds(rounds, options);
	return isStopped ? results.map(stopped) : results;
}

function stopped(result: ReviewResult): ReviewResult {
	if (result.kind !== 'unfinished') return result;
	const error = new Problem(
		'The execution was stopped while it waited for a review',
		`Crun is still reviewing asset ${result.assetId}: check it with Asset > Get.`,
		{ kind: 'api' },
	);
	return { kind: 'failed', error };
}

/** The error for a review that did not end in time. */
export function reviewTimeout({ assetId, reading, trouble }: UnfinishedReview): Problem {
	const state = trouble ?? describeReview(reading?.asset);
	return new Problem(
		'The review of the asset did not finish in time',
		`Crun is still reviewing asset ${assetId}. ${state} Nothing was charged. Check it with Asset > Get, or raise the timeout and retry: the asset is not registered again.`,
		{ kind: 'api' },
	);
}

/** The error for a review that ended with a refusal. */
export function reviewFailed(reading: AssetReading): Problem {
	const { AssetId: assetId, Name: name = null } = reading.asset;
	const { code, message } = reviewFailureOf(reading.raw, reading.message);
	const reason = `${oneLine(message).replace(/\.$/, '')}${code === null ? '' : ` (${code})`}`;
	const named = name === null ? '' : ` ("${name}")`;
	return new Problem(
		'The asset failed the review at Crun',
		`Asset ${assetId}${named}: ${reason}. No task may use it, and nothing was charged. Use another file.`,
		{ kind: 'api' },
	);
}
