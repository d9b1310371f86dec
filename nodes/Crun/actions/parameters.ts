import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isPlatformName, type PlatformName } from '../crun/platforms';
import { Problem } from '../crun/problem';

/**
 * The chosen template's id, trimmed.
 * @throws Problem when none is chosen
 */
export function readTemplateId(context: IExecuteFunctions, itemIndex: number): string {
	const id = String(
		context.getNodeParameter('templateId', itemIndex, '', { extractValue: true }) ?? '',
	).trim();
	if (id === '')
		throw new Problem('No template is chosen: pick one from the list in Template, or give its ID');
	return id;
}

/** @throws Problem when an expression gave something that is not a platform */
export function readPlatform(context: IExecuteFunctions, itemIndex: number): PlatformName {
	const platform = String(context.getNodeParameter('platform', itemIndex));
	if (!isPlatformName(platform))
		throw new Problem(`"${platform}" is not a platform with templates`);
	return platform;
}

/** @throws Problem when the id is empty */
export function readTaskId(context: IExecuteFunctions, itemIndex: number): string {
	const id = String(context.getNodeParameter('taskId', itemIndex, '') ?? '').trim();
	if (id === '')
		throw new Problem(
			'The task ID is empty: use the task_id that a create operation or the Crun Trigger gave',
		);
	return id;
}

/**
 * A number within its field's own limits, which hold for expressions too.
 * @returns the field's default when it is not set
 * @throws Problem when it is no number, or outside the limits
 */
export function readLimited(
	value: unknown,
	{ displayName, default: fallback, typeOptions }: INodeProperties,
): number {
	const { minValue = 0, maxValue = Infinity, numberPrecision } = typeOptions ?? {};
	const given = value === undefined ? fallback : value;
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	const whole = numberPrecision === 0;
	if (
		typeof number === 'number' &&
		number >= minValue &&
		number <= maxValue &&
		(!whole || Number.isInteger(number))
	)
		return number;
	throw new Problem(
		`${displayName} must be a ${whole ? 'whole ' : ''}number from ${minValue} to ${maxValue}, not "${String(given)}"`,
	);
}

/**
 * An optional number from a collection, where an expression may have given anything.
 * @throws Problem when it is set but is not a number of at least `least`
 */
export function readNumber(value: unknown, name: string, least: number): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const number = typeof value === 'number' ? value : Number(value);
	if (!Number.isFinite(number) || number < least)
		throw new Problem(`${name} must be a number of at least ${least}, not "${String(value)}"`);
	return number;
}

/**
 * The names of the binary fields to use, in order.
 * @throws Problem when there is none
 */
export function readBinaryFields(context: IExecuteFunctions, itemIndex: number): string[] {
	const given = context.getNodeParameter('binaryPropertyName', itemIndex, '');
	if ([given].flat().some((name) => typeof name === 'object' && name !== null))
		throw new Problem(
			'Input Binary Field takes the name of a field, such as "data", and not the file itself: remove the expression',
		);
	const fields = [given]
		.flat()
		.flatMap((name) => String(name ?? '').split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (fields.length === 0)
		throw new Problem(
			'Input Binary Field is empty: name the field that holds the file, "data" for most nodes',
		);
	return fields;
}

/** @throws Problem when the name of the output field is empty */
export function readBinaryName(given: unknown): string {
	const name = String(given ?? '').trim();
	if (name === '')
		throw new Problem(
			'Put Output File in Field is empty: name the binary field that is to hold the file',
		);
	return name;
}
