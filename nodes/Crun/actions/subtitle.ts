import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/**
 * What n8n shows below the node's name: the operation as the menu names it, and the template or model. n8n gives an
 * expression only the ID of a template, not its name.
 * @param properties all fields of the node, with the menus of operations among them
 */
export function subtitleOf(properties: INodeProperties[]): string {
	const names = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) => {
			const [resource] = displayOptions?.show?.resource ?? [];
			return options.flatMap((one) =>
				'value' in one ? [[`${String(resource)}.${String(one.value)}`, nameOf(one)]] : [],
			);
		});
	const byOperation = JSON.stringify(Object.fromEntries(names));
	const operation = `(${byOperation})[$parameter["resource"] + "." + $parameter["operation"]]`;
	const subject = '$parameter["templateId"] || $parameter["model"]';
	return `={{ [${operation}, ${subject}].filter((part) => part).join(": ") }}`;
}

/** "Create From Vidu Template" says what is created; "Get" alone does not say what, but its action does. */
function nameOf({ name, action }: INodePropertyOptions): string {
	return name.startsWith('Create') ? name : (action ?? name);
}
