import { makeOneVideo, useScriptedAgent } from './support/scriptedAgent';
import { photoUrl } from './support/videos';
import { LAST_OF_1, useWorld } from './support/world';

jest.setTimeout(60_000);

const world = useWorld(LAST_OF_1);
const agent = useScriptedAgent(world);

test('the agent of the last n8n 1 finds a template by name and creates one video', async () => {
	const { crun } = world;
	crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
	const { output, execution } = await agent.ask(
		'Find a birthday effect and make a video of this photo',
		makeOneVideo(photoUrl(world, 'anna')),
	);
	expect(output).toBe(`Here it is: ${crun.url}/media/${crun.ledger.created[0]?.task_id}.mp4`);
	expect(crun.ledger.created).toMatchObject([{ callback_url: null }]);
	expect(execution.waitTill ?? null).toBeNull();
});
