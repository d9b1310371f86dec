import { AGENT } from './support/agent';
import {
	errorIn,
	makeOneVideo,
	tasksIn,
	templatesIn,
	toolNamed,
	useScriptedAgent,
} from './support/scriptedAgent';
import type { Reply, Turn } from './support/scriptedModel';
import { photoUrl } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld();
const agent = useScriptedAgent(world);
const POLL = { make: { waitMode: 'poll' } };
beforeEach(() => {
	world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
});

const request = () =>
	`Find a birthday effect and make a video of this photo: ${photoUrl(world, 'anna')}`;
const find = (turn: Turn, search = 'birthday'): Reply => ({
	uses: toolNamed(turn, 'Find'),
	with: { search },
});
const make = (turn: Turn, template_id: string, more: object = {}): Reply => ({
	uses: toolNamed(turn, 'Make'),
	with: { template_id, photo_urls: photoUrl(world, 'anna'), resolution: '720p', ...more },
});
const say = (answer: string | undefined): Reply => ({
	says: `Here it is: ${tasksIn(answer)[0]?.video_url}`,
});
test('the agent finds a template by name, creates one video and answers with its URL', async () => {
	// Wait For Result is Suspend, which a tool does not support
	const { output, execution } = await agent.ask(request(), makeOneVideo(photoUrl(world, 'anna')));
	const { crun } = world;
	expect(crun.ledger.created).toHaveLength(1);
	const [task] = crun.ledger.created;
	expect(output).toBe(`Here it is: ${crun.url}/media/${task?.task_id}.mp4`);
	expect(task).toMatchObject({
		callback_url: null,
		input: { img_urls: [photoUrl(world, 'anna')], resolution: '480p' },
	});
	expect(execution.waitTill ?? null).toBeNull();
	expect(crun.requestsTo('TaskInfo').length).toBeGreaterThan(0); // it polled and received no callback
	const outputs = [AGENT.find, AGENT.make]
		.flatMap((name) => execution.data.resultData.runData[name] ?? [])
		.flatMap(({ data }) => data?.ai_tool ?? [])
		.flat();
	expect(outputs.length).toBeGreaterThan(1);
	expect(outputs.filter((item) => item?.binary)).toEqual([]);
});

test('tool answers are short: a few hundred characters per template or task', async () => {
	await agent.ask(request(), makeOneVideo(photoUrl(world, 'anna')), POLL);
	const [found = '', made = ''] = agent.model.turns.at(-1)?.answers ?? [];
	process.stdout.write(
		`Answers to the agent: ${templatesIn(found).length} templates in ${found.length} characters, one task in ${made.length}\n`,
	);
	expect(found.length / templatesIn(found).length).toBeLessThan(600);
	expect(made.length).toBeLessThan(600);
});

test('the model sees what each tool does and which parameters it takes', async () => {
	await agent.ask(request(), () => ({ says: 'Nothing to do.' }));
	const [{ tools = [] } = {}] = agent.model.turns;
	expect(tools).toHaveLength(3);
	for (const { description, parameters } of tools) {
		expect(description).toMatch(/ in Crun$/);
		expect(parameters).toMatchObject({
			type: 'object',
			required: expect.arrayContaining([expect.any(String)]) as string[],
		});
	}
});

test.each<[string, (turn: Turn) => Reply, RegExp]>([
	[
		'an unknown template',
		(turn) => make(turn, '123'),
		/^Crun has no such ByteDance template\. .*"123".*Template > Get Many/,
	],
	[
		'a resolution that the template does not offer',
		(turn) => make(turn, templatesIn(turn.answers[0])[0]?.id ?? '', { resolution: '8K' }),
		/^The template does not offer this resolution\. .*8K.*720p/,
	],
	[
		'too many photos',
		(turn) =>
			make(turn, templatesIn(turn.answers[0])[0]?.id ?? '', {
				photo_urls: '["https://example.com/1.png", "https://example.com/2.png"]',
			}),
		/^The template takes a different number of images\. .*1 image, but 2/,
	],
	[
		'a path instead of a URL',
		(turn) =>
			make(turn, templatesIn(turn.answers[0])[0]?.id ?? '', { photo_urls: '/tmp/anna.png' }),
		/^The image URL is not valid\. .*a local file path.*public URL/,
	],
	[
		'no photo',
		(turn) => make(turn, templatesIn(turn.answers[0])[0]?.id ?? '', { photo_urls: '' }),
		/^No image was provided\. Set Image URLs/,
	],
])('after %s, the model can read the error and correct it', async (_what, mistake, words) => {
	const { output } = await agent.ask(
		request(),
		(turn) => {
			const [found, refused, made] = turn.answers;
			if (found === undefined) return find(turn);
			if (refused === undefined) return mistake(turn);
			if (made === undefined) return make(turn, templatesIn(found)[0]?.id ?? 'none');
			return say(made);
		},
		POLL,
	);
	expect(errorIn(agent.model.turns.at(-1)?.answers[1])).toMatch(words);
	expect(output).toContain('.mp4');
	expect(world.crun.ledger.created).toHaveLength(1);
});
