import { makeOneVideo, useScriptedAgent } from './support/agentTalk';
import { photoUrl } from './support/videos';
import { LAST_OF_1, useWorld } from './support/world';
jest.setTimeout(90_000);
const world = useWorld(LAST_OF_1);
const agent = useScriptedAgent(world);
test('1.123', async () => {
	world.crun.settings.taskTimings = { pendingMs: 20, runningMs: 300 };
	const { output } = await agent.ask('Go', makeOneVideo(photoUrl(world, 'anna')));
	console.log(output, agent.model.turns.at(-1));
	expect(world.crun.ledger.created).toHaveLength(1);
});
