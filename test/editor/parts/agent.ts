import { fillExample, readExample } from '../../e2e/support/examples';
import { makeOneVideo, useScriptedAgent } from '../../e2e/support/scriptedAgent';
import type { Editor } from '../support/editor';
import { takePicture } from '../support/pictures';

const PHOTO = 'https://example.com/anna.jpg';
const NODES = ['AI Agent', 'Chat Model', 'Find Templates', 'Make Video', 'Answer'];

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
			const nodes = example.nodes.map((one) => ({
				...one,
				...(one.credentials?.crunApi && { credentials: { crunApi: { ...credential } } }),
			}));
			await page.goto(editor.urlOf(await editor.save({ ...example, nodes })));
			const created = crun.waitFor('created', () => true, 60_000);
			await page.getByTestId('execute-workflow-button').click();
			const { task_id } = await created;
			crun.tasks.finish(task_id, 'success');

			const canvasNode = (name: string) =>
				page.getByTestId('canvas-node').filter({ hasText: name }).first();
			for (const name of NODES)
				await canvasNode(name).getByTestId('canvas-node-status-success').waitFor();
			await takePicture(page, 'agent', ...NODES.map(canvasNode));
		}),
	);
}
