import { Problem } from '../../crun/problem';
import { platformNames } from '../../crun/platforms';
import { lookUpTemplate, unknownTemplate } from '../../transport/catalogue';
import { platform, readTemplateId, simplify, sortTemplatesBy, templateId } from '../fields';
import { forEachItem, type Operation } from '../operation';

export const get: Operation = {
	fields: [platform, templateId, sortTemplatesBy, simplify],
	execute: forEachItem({
		read: (parameters) => ({
			platformName: parameters.choice(platform, platformNames),
			id: readTemplateId(parameters),
			isSimple: parameters.flag(simplify),
		}),
		work: async ({ platformName, id, isSimple }, { client }) => {
			const found = await lookUpTemplate(client, platformName, id);
			if (found instanceof Problem) throw found;
			if (found === 'unknown') throw unknownTemplate(platformName, id);
			return { json: isSimple ? { ...found.template } : { ...found.raw } };
		},
	}),
};
