import { MEDIA } from '../../../../dev/simulator';
import { untilFailure } from '../executions';
import { madeFrom, photoUrl } from '../videos';
import type { Gallery, Installed } from './useGallery';

const FILE = 'gallery/make-birthday-videos-from-google-sheets.json';
const FOLDER = 'birthday-folder';

async function install(gallery: Gallery, max_credits: number): Promise<Installed> {
	const settings = {
		sheet_url: 'https://docs.google.com/spreadsheets/d/birthday-sheet/edit',
		folder_url: `https://drive.google.com/drive/folders/${FOLDER}`,
		max_credits,
	};
	return await gallery.install(FILE, settings, false);
}

/** A row of the sheet. Its birthday is today, unless the test says otherwise. */
function person({ world }: Gallery, id: string, changes: Record<string, string> = {}) {
	const today = new Date().toISOString().slice('2026-'.length, '2026-11-26'.length); // n8n runs in UTC
	return {
		id,
		name: `Person ${id}`,
		birthday: `1990-${today}`,
		photo_url: photoUrl(world, id),
		...{ year: '', status: '', task_id: '', video_url: '', note: '' },
		...changes,
	};
}

const thisYear = () => String(new Date().getUTCFullYear());

export function birthdays(gallery: Gallery): void {
	const rowOf = (id: string) => gallery.standIn.sheets.rows().find((row) => row.id === id);

	it("saves a video for each of today's birthdays, and pays once however often it runs", async () => {
		const { world, standIn } = gallery;
		standIn.sheets.fill([
			person(gallery, 'anna'),
			person(gallery, 'ben', { birthday: '1990-02-30' }),
			person(gallery, 'cleo', { year: '1999', task_id: 'of-last-year', status: 'done' }),
			person(gallery, 'dora', { year: thisYear(), status: 'started' }),
			person(gallery, 'eve', { photo_url: 'somewhere' }),
		]);
		const workflow = await install(gallery, 500);
		await workflow.run('Every Morning');
		await workflow.run('Every Morning');
		const { created } = world.crun.ledger;
		expect(created).toHaveLength(2);
		for (const id of ['anna', 'cleo']) {
			const task = created.find(madeFrom(id));
			const file = standIn.drive.files.find(({ name }) => name.startsWith(`Person ${id}`));
			expect(file?.content.equals(MEDIA.mp4.bytes)).toBe(true);
			expect(file?.folder).toBe(FOLDER);
			expect(rowOf(id)).toMatchObject({
				year: thisYear(),
				status: 'done',
				task_id: task?.task_id,
				video_url: `https://drive.google.com/file/d/${file?.id}/view`,
			});
		}
		expect(standIn.drive.files).toHaveLength(2);
		expect(rowOf('eve')).toMatchObject({
			status: 'failed',
			note: expect.stringContaining('URL') as string,
		});
		expect(rowOf('ben')).toMatchObject({ status: '', task_id: '' });
	});

	it('marks a row before its task is created, and stores the ID right after', async () => {
		const { world, standIn } = gallery;
		standIn.sheets.fill([person(gallery, 'anna')]);
		const statusAtCreation: Array<string | undefined> = [];
		world.crun.on('created', () => statusAtCreation.push(rowOf('anna')?.status));
		await (await install(gallery, 500)).run('Every Morning');
		expect(statusAtCreation).toEqual(['started']);
		const written = standIn.sheets.writes.map(({ value }) => value);
		const [task] = world.crun.ledger.created;
		expect(written.indexOf(task?.task_id ?? '')).toBeLessThan(written.indexOf('done'));
	});

	it('creates nothing above the budget, and says so in the sheet', async () => {
		gallery.standIn.sheets.fill([person(gallery, 'anna'), person(gallery, 'ben')]);
		await (await install(gallery, 200)).run('Every Morning');
		expect(gallery.world.crun.ledger.created).toEqual([]);
		expect(rowOf('anna')).toMatchObject({ status: 'over budget', year: '' });
	});

	it('notes a failed task, and continues with the task of an interrupted run', async () => {
		const { world, standIn } = gallery;
		standIn.sheets.fill([person(gallery, 'fail')]);
		const workflow = await install(gallery, 500);
		await workflow.run('Every Morning');
		expect(rowOf('fail')).toMatchObject({ status: 'failed', year: thisYear() });
		expect(rowOf('fail')?.note).not.toBe('');

		standIn.sheets.fill([person(gallery, 'anna')]);
		standIn.drive.refuseUploads();
		const refused = await world.rest.workflows.run(workflow.id, 'Every Morning');
		expect(await untilFailure(world, refused)).toContain('The next run tries again');
		expect(rowOf('anna')).toMatchObject({ status: 'creating' });
		standIn.drive.acceptUploads();
		await workflow.run('Every Morning');
		expect(rowOf('anna')).toMatchObject({ status: 'done', note: '' });
		expect(world.crun.ledger.created.filter(madeFrom('anna'))).toHaveLength(1);
	});
}
