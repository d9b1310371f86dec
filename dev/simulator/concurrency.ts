import type { RecordedRequest } from './types';

/** The highest number of requests in flight at the same time. */
export function peakConcurrency(requests: readonly RecordedRequest[]): number {
	const changes = requests.flatMap(({ at, endedAt }) => [
		{ at, by: 1 },
		...(endedAt === null ? [] : [{ at: endedAt, by: -1 }]),
	]);
	// a request that ends exactly when another starts does not overlap with it
	changes.sort((a, b) => a.at - b.at || a.by - b.by);
	let inFlight = 0;
	return changes.reduce((peak, { by }) => Math.max(peak, (inFlight += by)), 0);
}
