import { fillExample, readExample } from '../../e2e/support/examples';
import { makeOneVideo, useScriptedAgent } from '../../e2e/support/scriptedAgent';
import type { Editor } from '../support/editor';
import { LABELS, nodesOn, untilSucceeded } from '../support/panel';
import { takePicture } from '../support/pictures';

const PHOTO = 'https://example.com/anna.jpg';
const NODES = [
	'Start',
	'What to Do',
	'AI Agent',
	'Chat Model',
	'Find Templates',
	'Make Video',
	'Answer',
];

/** An AI agent with Crun's tools, as in the example. */
export function agent(editor: Editor): void {
	const scripted = useScriptedAgent(editor.world);

	it(
		'finds a template and makes a video with it',
		editor.inPage(async (page) => {
			const { world, credential } = editor;
			const { crun } = world;
			scripted.model.follow(makeOneVideo(PHOTO));
			const others = { openAiApi: scripted.credential };
			const example = fillExample(
				world,
				await readExample('agent-tool.json'),
				[[/./, PHOTO]],
				others,
			);
			const nodes = example.nodes
				.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
				.map((one) => ({
					...one,
					...(one.credentials?.crunApi && { credentials: { crunApi: { ...credential } } }),
				}));
			await page.goto(editor.urlOf(await editor.save({ ...example, nodes })));
			const created = crun.waitFor('created', () => true, 60_000);
			await page.getByTestId('execute-workflow-button').click();
			const { task_id } = await created;
			crun.tasks.finish(task_id, 'success');

			const onCanvas = nodesOn(page, NODES);
			await untilSucceeded(onCanvas);
			const end = page.getByTestId('canvas-handle-plus-wrapper').last();
			await takePicture(page, 'agent', [...onCanvas, end], LABELS);
		}),
	);
}
