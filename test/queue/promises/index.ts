import type { N8nVersion } from '../../../dev/n8n/versions';
import { useQueueWorld } from '../support/world';
import { describeBurst } from './burst';
import { describeEarlyCallbacks } from './earlyCallback';
import { describeSuspendedFiles } from './files';
import { describeOutages } from './outages';
import { describeRetryOnFail } from './retryOnFail';
import { describeSimultaneousCallbacks } from './suspended';
import { describeAllTogether } from './together';
import { describeKilledWebhook, describeRepeatedCallbacks } from './trigger';
import { describeLostWorkers } from './workerLost';

jest.setTimeout(300_000);

/** Everything that holds where n8n runs in queue mode. */
export function describeQueueMode(version: N8nVersion): void {
	describe(`n8n ${version} in queue mode`, () => {
		const world = useQueueWorld(version);
		describeLostWorkers(world);
		describeRetryOnFail(world);
		describeSimultaneousCallbacks(world);
		describeSuspendedFiles(world);
		describeOutages(world);
		describeEarlyCallbacks(world);
		describeRepeatedCallbacks(world);
		describeKilledWebhook(world);
		describeAllTogether(world);
		describeBurst(world);
	});
}
