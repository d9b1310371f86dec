import { MESSAGES } from '../../dev/simulator';
import { AGENT } from './support/agent';
import {
	errorIn,
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
const REQUEST = 'Make it';
beforeEach(() => {
	world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
});

const POLL = { make: { waitMode: 'poll' } };
const EXPENSIVE = { template_id: '431809926', resolution: '1080p' };
const BATTLE = { template_id: '104909826', resolution: '480p' };
const NOT_CONFIRMED =
	/^An earlier attempt to create this task was not confirmed\. .*may have been charged.*Task > Wait/;
const make = (turn: Turn, input: object): Reply => ({
	uses: toolNamed(turn, 'Make'),
	with: { photo_urls: photoUrl(world, 'anna'), ...input },
});
const answers = () => agent.model.turns.at(-1)?.answers ?? [];
/** Replies this way this many times, then stops. */
const times =
	(count: number, reply: (turn: Turn) => Reply) =>
	(turn: Turn): Reply =>
		turn.answers.length < count ? reply(turn) : { says: 'Done.' };

test('the agent cannot exceed Max Credits: the task is not created, and the model can read why', async () => {
	await agent.ask(
		REQUEST,
		times(1, (turn) => make(turn, EXPENSIVE)),
		POLL,
	);
	expect(errorIn(answers()[0])).toMatch(
		/^The task costs more than Max Credits allows\. .*1077\.9 credits.*Max Credits is 400\. Nothing was created/,
	);
	expect(world.crun.ledger.created).toEqual([]);
});

test('with Dry Run, the agent gets the price and the balance, and creates nothing', async () => {
	await agent.ask(
		REQUEST,
		times(1, (turn) => make(turn, BATTLE)),
		{ make: { waitMode: 'poll', options: { dryRun: true } } },
	);
	expect(JSON.parse(answers()[0] ?? '')).toMatchObject([
		{ dry_run: true, estimated_credits: 166.5, affordable: true },
	]);
	expect(world.crun.ledger.created).toEqual([]);
});

test('two requests for the same video create one task', async () => {
	await agent.ask(
		REQUEST,
		times(2, (turn) => make(turn, BATTLE)),
		POLL,
	);
	const [first, second] = answers().map((answer) => tasksIn(answer)[0]);
	expect(second).toEqual(first);
	expect(world.crun.ledger.created).toHaveLength(1);
});

test('a request whose answer was lost is not sent again, even if the agent or n8n retries', async () => {
	world.crun.faults.add({ endpoint: 'CreateTask', kind: 'resetAfter' });
	await agent.ask(
		REQUEST,
		times(2, (turn) => make(turn, BATTLE)),
		{ ...POLL, makeNode: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 } },
	);
	expect(answers().map(errorIn)).toEqual([
		expect.stringMatching(NOT_CONFIRMED),
		expect.stringMatching(NOT_CONFIRMED),
	]);
	expect(world.crun.requestsTo('CreateTask')).toHaveLength(1);
});

test('a task that failed at Crun is reported with its ID', async () => {
	await agent.ask(
		REQUEST,
		times(1, (turn) => make(turn, { ...BATTLE, photo_urls: 'https://example.com/fail.png' })),
		POLL,
	);
	const [task] = world.crun.ledger.created;
	expect(errorIn(answers()[0])).toMatch(
		new RegExp(`^The task failed at Crun\\. Task ${task?.task_id}: ${MESSAGES.generationFailed}`),
	);
});

test('the agent can check an unfinished video later, by its task ID', async () => {
	world.crun.settings.taskTimings = 'manual';
	const { output } = await agent.ask(
		REQUEST,
		(turn) => {
			const [made, seen] = turn.answers;
			if (made === undefined) return make(turn, BATTLE);
			const id = tasksIn(made)[0]?.task_id ?? '';
			if (seen !== undefined) return { says: `${tasksIn(seen)[0]?.status}` };
			world.crun.tasks.finish(id, 'success');
			return { uses: toolNamed(turn, 'Check'), with: { task_id: id } };
		},
		{ make: { waitMode: 'none' } },
	);
	expect(output).toBe('success');
});

test('a search without results returns a message that a model can act on', async () => {
	const { execution } = await agent.ask(
		REQUEST,
		times(1, (turn) => ({ uses: toolNamed(turn, 'Find'), with: { search: 'zebra' } })),
	);
	expect(execution.data.resultData.runData[AGENT.find]).toHaveLength(1);
	expect(() => templatesIn(answers()[0])).toThrow(); // "no templates" must differ from "no answer"
	expect(answers()[0]).toMatch(/no .*template/i);
});
