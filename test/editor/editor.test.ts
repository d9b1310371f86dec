import { agent } from './parts/agent';
import { credential } from './parts/credential';
import { nodesPanel } from './parts/nodesPanel';
import { run } from './parts/run';
import { templates } from './parts/templates';
import { trigger } from './parts/trigger';
import { useEditor } from './support/editor';
import { comparePictures } from './support/pictures';

jest.setTimeout(120_000);

/** One n8n for all parts, because it takes longer to start than most of them. */
const editor = useEditor();

describe('The nodes panel', () => nodesPanel(editor));
describe('The credential', () => credential(editor));
describe('The list of templates', () => templates(editor));
describe('A run', () => run(editor));
describe('The Crun Trigger', () => trigger(editor));
describe('An AI agent', () => agent(editor));

describe('The pictures', () => {
	it('are complete', async () => {
		expect(await comparePictures()).toEqual({ missing: [], unknown: [] });
	});
});
