import type { INodeProperties } from 'n8n-workflow';
import type { ParameterReader } from './parameters';

/** How much of a list is returned. */

const DEFAULT_LIMIT = 50;

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	displayOptions: { show: { returnAll: [false] } },
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** @returns the number of results to return at most; Infinity for all */
export function readLimit(parameters: ParameterReader): number {
	if (parameters.flag(returnAll)) return Infinity;
	return parameters.optionalNumber(limit) ?? DEFAULT_LIMIT;
}
