import type { FaultKind } from '../../../dev/simulator';
import { executeNode, messageOf, uploadAsset, useSimulator } from '../support';

/** Crun refuses to say how the review of an asset stands. */

const sim = useSimulator({ assetReviewMs: 'manual' });

const upload = async (fault: FaultKind, options = {}) => {
	sim.faults.add({ endpoint: 'asset-info', ...fault });
	const { error } = await executeNode({ sim, parameters: uploadAsset({}, options) });
	return messageOf(error);
};
const checks = () => sim.requestsTo('asset-info').length;
const idText = () => `The asset ID is ${sim.registered[0]?.AssetId}.`;

it('a refusal ends the wait at once, with the ID of the asset', async () => {
	const text = await upload({ kind: 'status', status: 422, message: 'No' });
	expect(text).toMatch(/^Crun refused to check the asset\. No \(422\)/);
	expect(text).toContain(idText());
	expect(checks()).toBe(1);
});

it('a rejected API key ends the wait at the second check, with the ID of the asset', async () => {
	const text = await upload({ kind: 'status', status: 401 });
	expect(text).toMatch(/^Crun rejected the API key\. /);
	expect(text).toContain(idText());
	expect(checks()).toBe(2);
});

it('a failed check is named by what it was for', async () => {
	const text = await upload({ kind: 'html' }, { timeoutMinutes: 0.01 });
	expect(text).toMatch(/did not finish in time\. .* check the asset\./);
});
