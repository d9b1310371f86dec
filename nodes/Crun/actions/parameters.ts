import type { IExecuteFunctions } from 'n8n-workflow';
import { isPlatformName, type PlatformName } from '../crun/platforms';
import { Problem } from '../crun/problem';

/**
 * The chosen template's id, trimmed.
 * @throws Problem when none is chosen
 */
export function readTemplateId(context: IExecuteFunctions, itemIndex: number): string {
	const id = String(context.getNodeParameter('templateId', itemIndex, '', { extractValue: true }) ?? '').trim();
	if (id === '') throw new Problem('No template is chosen: pick one from the list in Template, or give its ID');
	return id;
}

/** @throws Problem when an expression gave something that is not a platform */
export function readPlatform(context: IExecuteFunctions, itemIndex: number): PlatformName {
	const platform = String(context.getNodeParameter('platform', itemIndex));
	if (!isPlatformName(platform)) throw new Problem(`"${platform}" is not a platform with templates`);
	return platform;
}

/** @throws Problem when the id is empty */
export function readTaskId(context: IExecuteFunctions, itemIndex: number): string {
	const id = String(context.getNodeParameter('taskId', itemIndex, '') ?? '').trim();
	if (id === '') throw new Problem('The task ID is empty: use the task_id that a create operation or the Crun Trigger gave');
	return id;
}

/**
 * An optional number from a collection, where an expression may have given anything.
 * @throws Problem when it is set but is not a number of at least `least`
 */
export function readNumber(value: unknown, name: string, least: number): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const number = typeof value === 'number' ? value : Number(value);
	if (!Number.isFinite(number) || number < least) throw new Problem(`${name} must be a number of at least ${least}, not "${String(value)}"`);
	return number;
}
