import { LAST_OF_1 } from '../e2e/support/world';
import { describeEarlyCallbacks } from './promises/earlyCallback';
import { describeOutages } from './promises/outages';
import { describeSimultaneousCallbacks } from './promises/suspended';
import { describeKilledWebhook, describeRepeatedCallbacks } from './promises/trigger';
import { describeKilledWorker } from './promises/workerLost';
import { useQueueWorld } from './support/world';

jest.setTimeout(300_000);

describe(`n8n ${LAST_OF_1} in queue mode`, () => {
	const world = useQueueWorld(LAST_OF_1);
	describeKilledWorker(world);
	describeSimultaneousCallbacks(world);
	describeOutages(world);
	describeRepeatedCallbacks(world);
	describeKilledWebhook(world);
	describeEarlyCallbacks(world);
});
