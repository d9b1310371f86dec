import { loadPackage } from '../measured/jobs';
import { interleave } from '../support/interleave';
import { ensurePeers, peerNames } from '../support/peers';
import type { Row } from './row';

/** Each package in a new process each time. */
export const loading: Row = {
	name: 'loading',
	about: 'loading the nodes and the credential in a new process',
	async measure(stage, { isShort, profile }) {
		const folders = { 'this package': stage.packageDir, ...(await ensurePeers(stage.log)) };
		const sides = ['this package', ...peerNames] as const;
		const load = async (side: (typeof sides)[number]) => {
			const options = profile ? { profile: `${profile}/${side}` } : {};
			const worker = stage.startMeasured('loading', options);
			try {
				const loaded = await worker.call(loadPackage, { folder: folders[side] });
				if (loaded.nodes === 0) throw new Error(`${side} has no nodes`);
				return loaded;
			} finally {
				await worker.stop();
			}
		};
		const measured = await interleave(isShort ? 3 : 9, sides, load);
		const peers = (unit: 'ms' | 'files') =>
			peerNames.map((name) => ({ name, values: measured(name).map((one) => one[unit]) }));
		const figure = { goal: { kind: 'ratio' as const, most: 1 } };
		const ours = measured('this package');
		return [
			{
				...figure,
				what: 'Loading nodes and credential, cold',
				unit: 'ms',
				ours: ours.map(({ ms }) => ms),
				beside: peers('ms'),
				note: 'n8n’s own loader, in a new process each time, in which n8n-core and n8n-workflow are loaded. The files of all packages are in the cache of the operating system.',
			},
			{
				...figure,
				what: 'Files read for that',
				unit: 'files',
				ours: ours.map(({ files }) => files),
				beside: peers('files'),
			},
		];
	},
};
