import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { generatedContent } from '../../dev/simulator/files/content';
import { CARRIERS, storeFile, transfer, type Cargo } from '../measured/jobs';
import { finishedTasks, type Sim } from '../simulator/jobs';
import type { Figure } from '../support/figure';
import { interleave } from '../support/interleave';
import type { Stage } from '../support/stage';
import type { Row } from './row';

const MEGABYTE = 1024 * 1024;
const SMALL = MEGABYTE;

/** Each transfer in a new process, because memory that was once used shows for the rest of its life. */
export const files: Row = {
	name: 'files',
	about: 'a file of 200 MB, downloaded and uploaded',
	async measure(stage, { isShort, profile }) {
		const megabytes = isShort ? 50 : 200;
		const stored = {
			big: await storedFile(stage, megabytes * MEGABYTE),
			small: await storedFile(stage, SMALL),
		};
		const figures: Figure[] = [];
		for (const direction of ['down', 'up'] as const) {
			const carry = async (by: (typeof CARRIERS)[number]) =>
				await stage.withSim({}, async (sim) => {
					const cargo =
						direction === 'up' ? stored : await results(stage, sim, megabytes * MEGABYTE);
					const where = profile ? { profile: `${profile}/${direction} ${by}` } : {};
					const worker = stage.startMeasured('main', { gc: true, ...where });
					try {
						return await worker.call(transfer, { by, sim, ...cargo });
					} finally {
						await worker.stop();
					}
				});
			const costs = await interleave(isShort ? 3 : 5, CARRIERS, carry);
			const time = (by: (typeof CARRIERS)[number]) => costs(by).map(({ ms }) => ms);
			const memory = (by: (typeof CARRIERS)[number]) =>
				costs(by).map(({ memoryGrowth }) => memoryGrowth / MEGABYTE);
			figures.push(
				{
					what: `${megabytes} MB ${direction}, time`,
					unit: 'ms',
					ours: time('crun'),
					beside: [{ name: 'a bare pipe', values: time('pipe') }],
					goal: { kind: 'ratio', most: 1.2 },
				},
				{
					what: `${megabytes} MB ${direction}, memory`,
					unit: 'MB',
					ours: memory('crun'),
					beside: [{ name: 'a bare pipe', values: memory('pipe') }],
					goal: { kind: 'more', most: 24 },
				},
			);
		}
		return figures;
	},
};

/** The file on disk, and as n8n's binary data. It is stored by a process that is not measured. */
async function storedFile(stage: Stage, bytes: number): Promise<Cargo> {
	const path = join(stage.folder, `video-${bytes}.mp4`);
	await writeFile(path, generatedContent(bytes, 'video/mp4').read(0, bytes));
	const worker = stage.startMeasured('main');
	try {
		return await worker.call(storeFile, { path, bytes });
	} finally {
		await worker.stop();
	}
}

async function results(stage: Stage, { url }: Sim, bytes: number) {
	const finish = async (size: number): Promise<Cargo> => {
		const [taskId = ''] = await stage.simulator.call(finishedTasks, { url, count: 1, size });
		return { taskId };
	};
	return { big: await finish(bytes), small: await finish(SMALL) };
}
