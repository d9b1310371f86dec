import type { INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import type { WorkflowJson } from '../../../dev/n8n/workflows';
import { chains, crunNode, node } from '../../e2e/support/nodes';
import type { Editor } from './editor';

/** The template in most pictures, by its English name in the simulator's catalog. */
export const BIRTHDAY = 'Birthday Magic';
export const BIRTHDAY_LABEL = `${BIRTHDAY} · from 67.6 credits · 1 image`;

const templateSchema = z.object({ TemplateId: z.string(), Title_en: z.string().nullish() });

/** The template as the node saves it after a user has chosen it from the list. */
export function birthdayTemplate({ world }: Editor): INodeParameters {
	const templates = z.array(templateSchema).parse(world.crun.catalogues.bytedance);
	const found = templates.find(({ Title_en }) => Title_en === BIRTHDAY);
	if (!found) throw new Error(`The simulator has no template "${BIRTHDAY}"`);
	return { __rl: true, mode: 'list', value: found.TemplateId, cachedResultName: BIRTHDAY_LABEL };
}

/** A workflow of three nodes that turns a photo into a birthday video. */
export function birthdayVideo(editor: Editor, parameters: INodeParameters = {}): WorkflowJson {
	const create = {
		resource: 'task',
		operation: 'createByteDance',
		templateId: birthdayTemplate(editor),
		imageUrls: 'https://example.com/anna.jpg',
		...parameters,
	};
	return {
		name: 'Birthday video',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}, { position: [0, 0] }),
			crunNode('Crun', 'crun', create, editor.credential, { position: [220, 0] }),
			node('Publish', 'n8n-nodes-base.noOp', {}, { position: [440, 0] }),
		],
		connections: chains(['Start', 'Crun', 'Publish']),
	};
}
