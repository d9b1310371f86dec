import { createRunExecutionData, deepCopy, type INodeExecutionData } from 'n8n-workflow';
import {
	executeAsTool,
	executeNode,
	itemWithFiles,
	messageOf,
	png,
	uploadAsset,
	uploadAssetFromBinary,
	useSimulator,
} from '../support';

const sim = useSimulator();

describe('A retry of Asset > Upload', () => {
	it('registers only the asset that is missing', async () => {
		const items = [
			await itemWithFiles({ data: { bytes: png(300, 300) } }),
			await itemWithFiles({ data: { bytes: png(400, 400) } }),
		];
		const parameters = uploadAssetFromBinary({}, { concurrency: 1 });
		let requests = 0;
		const when = () => (requests += 1) === 2;
		sim.faults.add({ endpoint: 'asset-upload', kind: 'status', status: 422, when });
		const first = await executeNode({ sim, parameters, items });
		expect(messageOf(first.error)).toMatch(/^Crun refused to register the asset\. /);
		const runData = deepCopy(first.runData);
		const second = await executeNode({ sim, parameters, items, runData, executionId: '78' });

		expect(second.error).toBeUndefined();
		expect(sim.registered).toHaveLength(2);
		expect(sim.uploads).toHaveLength(2);
		expect(second.json.map(({ asset_id: id }) => id)).toEqual(
			sim.registered.map(({ AssetId }) => AssetId),
		);
	});
});

describe.each(['tool node', 'supplied tool'] as const)('As a tool of an agent (%s)', (way) => {
	const call = async (parameters = uploadAsset(), items: INodeExecutionData[] = [{ json: {} }]) =>
		await executeAsTool(way, {
			sim,
			parameters,
			items,
			runData: createRunExecutionData({ resumeToken: 'token-of-n8n' }),
		});

	it('Asset > Upload registers a URL and waits', async () => {
		const { output } = await call();
		const id = sim.registered[0]?.AssetId;
		expect(output).toMatchObject([[{ json: { asset_id: id, status: 'active' } }]]);
	});

	it('Asset > Upload takes no files, and sends nothing', async () => {
		const items = [await itemWithFiles({ data: {} })];
		const error: unknown = await call(uploadAssetFromBinary(), items).catch(
			(reason: unknown) => reason,
		);
		expect(messageOf(error)).toMatch(
			/^An AI agent cannot hand over files\. Set File Source to URL/,
		);
		expect(sim.requests).toEqual([]);
	});
});
