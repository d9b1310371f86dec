import { CURRENT } from '../e2e/support/world';
import { describeEarlyCallbacks } from './promises/earlyCallback';
import { describeOutages } from './promises/outages';
import { describeSimultaneousCallbacks } from './promises/suspended';
import { describeKilledWebhook, describeRepeatedCallbacks } from './promises/trigger';
import { describeKilledWorker, describeLostHost } from './promises/workerLost';
import { useQueueWorld } from './support/world';

jest.setTimeout(300_000);

describe(`n8n ${CURRENT} in queue mode`, () => {
	const world = useQueueWorld(CURRENT);
	describeKilledWorker(world);
	describeLostHost(world);
	describeSimultaneousCallbacks(world);
	describeOutages(world);
	describeRepeatedCallbacks(world);
	describeKilledWebhook(world);
	describeEarlyCallbacks(world);
});
