import { MEDIA } from '../../../../dev/simulator';
import { eventually } from '../eventually';
import { templatesIn, toolNamed } from '../scriptedAgent';
import type { Reply, Turn } from '../scriptedModel';
import { untilRuns, type Gallery, type Installed } from './useGallery';

const FILE = 'gallery/let-an-agent-make-approved-videos.json';
const CHAT = '42';

/** Searches for a birthday effect and answers with the first template found, in the format that n8n asks for. */
function chooseFirst(turn: Turn): Reply {
	const [found, formatted] = turn.answers;
	if (found === undefined) return { uses: toolNamed(turn, 'Find'), with: { search: 'birthday' } };
	if (formatted !== undefined) return { says: 'Done.' };
	const [template] = templatesIn(found);
	return {
		uses: toolNamed(turn, 'format_final_json_response'),
		with: {
			output: {
				template_id: template?.id,
				template_name: template?.name,
				reason: 'It is about birthdays.',
			},
		},
	};
}

async function wish(gallery: Gallery, max_credits: number): Promise<Installed> {
	gallery.model.follow(chooseFirst);
	const workflow = await gallery.install(FILE, { telegram_chat: CHAT, max_credits });
	const form = new FormData();
	form.set('field-0', new File([MEDIA.jpg.bytes], 'photo.jpg', { type: MEDIA.jpg.type }));
	form.set('field-1', 'Something for a birthday');
	const response = await fetch(workflow.urlOf('Wish Form'), { method: 'POST', body: form });
	expect(response.ok).toBe(true);
	return workflow;
}

/** Waits for the question and presses one of its buttons, in a browser. */
async function press(gallery: Gallery, workflow: Installed, label: string): Promise<void> {
	const { standIn, world } = gallery;
	const question = await eventually(
		'the bot asks',
		async () => await Promise.resolve(standIn.telegram.messages[0]),
	);
	expect(question.text).toMatch(/Price: [\d.]+ credits/);
	expect(world.crun.ledger.created).toEqual([]);
	await eventually('the execution is suspended', async () =>
		(await world.rest.executions.list(workflow.id)).find(({ status }) => status === 'waiting'),
	);
	const button = question.buttons.find(({ text }) => text === label);
	const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
	const response = await fetch(button?.url ?? '', { headers });
	expect(response.ok).toBe(true);
}

export function approvedVideos(gallery: Gallery): void {
	it('makes the video that the agent has found after it is approved', async () => {
		const workflow = await wish(gallery, 500);
		await press(gallery, workflow, 'Approve');
		await untilRuns(gallery, workflow, 1);
		const [, sent, ...others] = gallery.standIn.telegram.messages;
		expect(others).toEqual([]);
		expect(sent?.chat).toBe(CHAT);
		expect(sent?.video?.equals(MEDIA.mp4.bytes)).toBe(true);
		expect(gallery.world.crun.ledger.created).toHaveLength(1);
	});

	it('creates nothing if the video is declined', async () => {
		const workflow = await wish(gallery, 500);
		await press(gallery, workflow, 'Decline');
		await untilRuns(gallery, workflow, 1);
		expect(gallery.standIn.telegram.messages[1]?.text).toContain('Declined');
		expect(gallery.world.crun.ledger.created).toEqual([]);
	});

	it('does not ask about a video that is above the budget', async () => {
		const workflow = await wish(gallery, 1);
		await untilRuns(gallery, workflow, 1);
		const [report, ...others] = gallery.standIn.telegram.messages;
		expect(others).toEqual([]);
		expect(report?.text).toMatch(/There is no video.*credits/);
		expect(gallery.world.crun.ledger.created).toEqual([]);
	});
}
