import { SEPARATOR } from '../crun/search';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/**
 * What n8n shows below the node's name: the operation as the menu names it, and the template or model. A template that
 * was picked from the list has a name, which the list shows before its price. `$parameter.templateId` is the ID alone.
 * The canvas has room for about 26 characters, so "Create" is enough where it says from what.
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
	const picked = '[$parameter.toJSON().templateId].filter((one) => one && one.mode === "list")';
	const name = `${picked}.map((one) => (one.cachedResultName || "").split("${SEPARATOR}")[0])[0]`;
	const subject = `${name} || $parameter["templateId"] || $parameter["model"]`;
	const withSubject = `[${operation}.replace(/^Create From .*/, "Create"), ${subject}].join(": ")`;
	return `={{ (${subject}) ? ${withSubject} : ${operation} }}`;
}

/** "Create From Vidu Template" says what is created; "Get" alone does not say what, but its action does. */
function nameOf({ name, action }: INodePropertyOptions): string {
	return name.startsWith('Create') ? name : (action ?? name);
}
