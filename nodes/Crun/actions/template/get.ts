import { Problem } from '../../crun/problem';
import { platforms } from '../../crun/platforms';
import { lookUp } from '../../transport/catalogue';
import { platform, simplify, templateId } from '../fields';
import { forEachItem, type Operation } from '../operation';
import { readPlatform, readTemplateId } from '../parameters';

export const get: Operation = {
	fields: [platform, templateId, simplify],
	execute: forEachItem(async (context, client, itemIndex) => {
		const name = readPlatform(context, itemIndex);
		const id = readTemplateId(context, itemIndex);
		const found = await lookUp(client, name, id);
		if (found instanceof Problem) throw found;
		if (found === 'unknown')
			throw new Problem(
				`Crun has no ${platforms[name].label} template with the ID "${id}": find one with Template > Get Many, or pick one from the list`,
				undefined,
				{ kind: 'api', code: 404 },
			);
		return {
			json: context.getNodeParameter('simplify', itemIndex, true)
				? { ...found.template }
				: { ...found.raw },
		};
	}),
};
