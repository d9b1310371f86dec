import {
	createViduFromBinary,
	executeNode,
	photoItems,
	useBinaryDataMode,
	useSimulator,
	watchOpenFiles,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => jest.restoreAllMocks());

const MEGABYTE = 1024 * 1024;

describe('Concurrency', () => {
	beforeAll(async () => await useBinaryDataMode('filesystem'));

	it.each([1, 2, 4])('of %i limits all requests, including uploads', async (concurrency) => {
		sim.faults.add({ endpoint: '*', kind: 'latency', ms: 20 });

		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency } }),
			items: await photoItems(10),
		});

		expect(error).toBeUndefined();
		expect(sim.uploads).toHaveLength(10);
		expect(sim.peakConcurrency()).toBe(concurrency);
	});

	it('limits how many stored files are open at once', async () => {
		const items = await photoItems(20, MEGABYTE / 8);
		const openFiles = watchOpenFiles();

		const { error } = await executeNode({
			sim,
			parameters: createViduFromBinary({ options: { concurrency: 5 } }),
			items,
		});

		expect(error).toBeUndefined();
		expect(sim.uploads).toHaveLength(20);
		expect(openFiles.now()).toBe(0);
		expect(openFiles.peak()).toBeLessThanOrEqual(2 * 5); // a file may still be closing while the next one is opened
	});
});
