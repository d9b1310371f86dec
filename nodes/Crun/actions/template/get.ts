import { Problem } from '../../crun/problem';
import { platformNames } from '../../crun/platforms';
import { platform } from '../../fields/template/choice';
import { getOptions } from '../../fields/template/options';
import { lookUpTemplate, unknownTemplate } from '../../transport/catalogue';
import { forEachItem, type Operation } from '../operation';
import { readSimplify, readTemplateId } from '../readers';
import { readPreviewChoice, withPreviews } from './previews';

export const get: Operation = {
	execute: forEachItem({
		read: (parameters) => ({
			platformName: parameters.choice(platform, platformNames),
			id: readTemplateId(parameters),
			isSimple: readSimplify(parameters),
			previews: readPreviewChoice(parameters.collection(getOptions)),
		}),
		work: async ({ platformName, id, ...choices }, tools) => {
			const found = await lookUpTemplate(tools.client, platformName, id);
			if (found instanceof Problem) throw found;
			if (found === 'unknown') throw unknownTemplate(platformName, id);
			return await withPreviews(found, choices, tools);
		},
	}),
};
