import { MEDIA } from '../../../../dev/simulator';
import { eventually } from '../eventually';
import { untilRuns, type Gallery } from './useGallery';

const FILE = 'gallery/send-form-videos-by-email.json';
const SENDER = 'studio@example.com';
const VISITOR = 'anna@example.com';

async function submit(gallery: Gallery, settings: { max_credits: number }, photoName = 'photo') {
	const workflow = await gallery.install(FILE, { sender: SENDER, ...settings });
	const form = new FormData();
	form.set('field-0', new File([MEDIA.jpg.bytes], `${photoName}.jpg`, { type: MEDIA.jpg.type }));
	form.set('field-1', VISITOR);
	const response = await fetch(workflow.urlOf('Photo Form'), { method: 'POST', body: form });
	expect(response.ok).toBe(true);
	return workflow;
}

export function formByEmail(gallery: Gallery): void {
	it('sends the visitor the video of the photo by e-mail', async () => {
		const workflow = await submit(gallery, { max_credits: 500 });
		await untilRuns(gallery, workflow, 1);
		const [mail, ...others] = gallery.standIn.mail.mails;
		expect(others).toEqual([]);
		expect(mail?.to).toBe(VISITOR);
		expect(mail?.attachments.map(({ name }) => name)).toEqual([expect.stringMatching(/\.mp4$/)]);
		expect(mail?.attachments[0]?.content.equals(MEDIA.mp4.bytes)).toBe(true);
		expect(gallery.world.crun.ledger.created).toHaveLength(1);
	});

	it('apologizes to the visitor and reports the task if it fails', async () => {
		gallery.world.crun.settings.taskTimings = 'manual';
		const workflow = await submit(gallery, { max_credits: 500 });
		const { crun, rest } = gallery.world;
		const { task_id } = await crun.waitFor('created', () => true);
		await eventually('the execution is suspended', async () =>
			(await rest.executions.list(workflow.id)).find(({ status }) => status === 'waiting'),
		);
		crun.tasks.finish(task_id, 'failed');
		await untilRuns(gallery, workflow, 1);
		const { mails } = gallery.standIn.mail;
		const report = mails.find(({ to }) => to === SENDER);
		expect(mails.map(({ to }) => to).sort()).toEqual([VISITOR, SENDER]);
		expect(report?.text).toContain(task_id);
	});

	it('creates nothing and reports the reason while the limit is 0', async () => {
		const workflow = await submit(gallery, { max_credits: 0 });
		await untilRuns(gallery, workflow, 1);
		const { mails } = gallery.standIn.mail;
		expect(mails.map(({ to }) => to).sort()).toEqual([VISITOR, SENDER]);
		expect(mails.find(({ to }) => to === SENDER)?.text).toMatch(
			/Task: not created[^]*Reason: .*credits/,
		);
		expect(gallery.world.crun.ledger.created).toEqual([]);
	});
}
