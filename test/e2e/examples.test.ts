import { readFile } from 'node:fs/promises';
import { itemsOf } from '../../dev/n8n/schemas';
import { MEDIA } from '../../dev/simulator';
import { makeOneVideo, useScriptedAgent } from './support/scriptedAgent';
import { untilSuccess } from './support/executions';
import { exampleFiles, fillExample, readExample, type OwnValues } from './support/examples';
import { nodeIssues } from './support/nodeIssues';
import { startReceiver, type Receiver } from './support/receiver';
import { startExample, type Start } from './support/startExample';
import { photoUrl } from './support/videos';
import { useWorld } from './support/world';

jest.setTimeout(60_000);

const VIDEO = {
	status: 'success',
	video_url: expect.stringMatching(/\.mp4$/) as string,
	error: null,
};
const TEMPLATE = {
	id: expect.any(String) as string,
	name: expect.any(String) as string,
	credits_from: expect.any(Number) as number,
};
const PENDING = { status: 'pending', task_id: expect.any(String) as string };
const saved = async ({ fileName }: { fileName?: unknown }) => await readFile(String(fileName));
const posted = async () => await Promise.resolve(receiver.bodies.at(-1) ?? Buffer.alloc(0));

interface Run {
	start: Start;
	/** The node whose output is checked. */
	node: string;
	/** Its expected items, in order. */
	returns: object[];
	/** More items may follow. */
	andMore?: true;
	/** Reads the video, if the example saves or sends it. */
	file?: (item: { fileName?: unknown }) => Promise<Buffer>;
}

const RUNS: Record<string, Run> = {
	'agent-tool.json': {
		start: { manually: 'Start' },
		node: 'Answer',
		returns: [{ output: expect.stringMatching(/^Here it is: http.*\.mp4$/) as string }],
	},
	'any-model.json': {
		start: { manually: 'Start' },
		node: 'Publish the Picture',
		returns: [
			{
				status: 'success',
				model: 'google/nano-banana',
				media_urls: [expect.stringMatching(/\.png$/) as string],
			},
		],
	},
	'price-first.json': {
		start: { manually: 'Start' },
		node: 'Publish the Video',
		returns: [VIDEO, VIDEO],
	},
	'create-and-poll.json': {
		start: { manually: 'Start' },
		node: 'Publish the Video',
		returns: [VIDEO, VIDEO],
	},
	'create-and-suspend.json': {
		start: { manually: 'Start' },
		node: 'Publish the Video',
		returns: [VIDEO, VIDEO],
	},
	'create-with-trigger.json': {
		start: { manually: 'Start' },
		node: 'Create Video',
		returns: [PENDING, PENDING],
	},
	'form-to-file.json': {
		start: { submitting: 'Photo Form' },
		node: 'Save the Video',
		returns: [{ fileName: expect.stringMatching(/\.mp4$/) as string }],
		file: saved,
	},
	'list-templates.json': {
		start: { manually: 'Start' },
		node: 'Short List',
		returns: [TEMPLATE, TEMPLATE],
		andMore: true,
	},
	'trigger-to-post.json': {
		start: { finishing: 'Crun Trigger' },
		node: 'Post the Video',
		returns: [{ taken: true }],
		file: posted,
	},
	'trigger-to-result.json': {
		start: { finishing: 'Crun Trigger' },
		node: 'Publish the Video',
		returns: [{ ...VIDEO, event: 'task.success', verified: true }],
	},
};

const world = useWorld();
const agent = useScriptedAgent(world);
let receiver: Receiver;
beforeAll(async () => void (receiver = await startReceiver()));
afterAll(async () => await receiver.stop());

const ownValues = (): OwnValues => [
	[/photo/, photoUrl(world, 'anna')],
	[/Crun Trigger/, `${world.n8n.url}/webhook/somewhere/webhook`],
	[/takes the file/, receiver.url],
	[/n8n-files/, world.files],
];

const files = exampleFiles();
describe('examples', () => {
	test.each(files)('%s can be imported into n8n without issues', async (file) => {
		const example = await readExample(file);
		await world.rest.workflows.create(example);
		expect(await nodeIssues(world, example.nodes)).toEqual([]);
		const ids = example.nodes.flatMap(({ credentials }) =>
			Object.values(credentials ?? {}).map(({ id }) => id),
		);
		expect(ids.filter((id) => id !== null)).toEqual([]); // credential IDs are different for every user
	});

	test.each(files.filter((file) => file in RUNS))(
		'%s returns the documented result',
		async (file) => {
			const run = RUNS[file];
			if (!run) throw new Error(`This test does not know how to start ${file}`);
			world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
			const example = fillExample(world, await readExample(file), ownValues(), {
				openAiApi: agent.credential,
			});
			agent.model.follow(makeOneVideo(photoUrl(world, 'anna')));
			const execution = await untilSuccess(world, await startExample(world, example, run.start));
			const items = itemsOf(execution, run.node).map(({ json }) => json);
			const seen = run.andMore ? items.slice(0, run.returns.length) : items;
			expect(seen).toEqual(run.returns.map((item) => expect.objectContaining(item) as object));
			if (run.file) expect((await run.file(items[0] ?? {})).equals(MEDIA.mp4.bytes)).toBe(true);
		},
	);
});
