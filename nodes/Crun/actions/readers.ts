import { refuseSample } from '../crun/sampleTask';
import { binaryPropertyName, outputBinaryField } from '../fields/files';
import { limit, returnAll } from '../fields/lists';
import { simplify, toolOutput } from '../fields/simplify';
import { taskId } from '../fields/taskId';
import { templateId } from '../fields/template/choice';
import type { ParameterReader } from './parameters';

/** How the values of fields that several operations show are read. */

const DEFAULT_LIMIT = 50;

export const readTemplateId = (parameters: ParameterReader): string =>
	parameters.requiredText(templateId, 'Pick a template from the list, or enter its ID.');

export function readTaskId(parameters: ParameterReader): string {
	const id = parameters.requiredText(
		taskId,
		'Use the task_id returned by a create operation or by the Crun Trigger.',
	);
	refuseSample(id);
	return id;
}

export const readBinaryFields = (parameters: ParameterReader): string[] =>
	parameters.names(
		binaryPropertyName,
		'Enter the name of the binary field that holds the file: "data" for most nodes.',
	);

export const readOutputField = (parameters: ParameterReader): string =>
	parameters.raw(outputBinaryField) === undefined
		? String(outputBinaryField.default)
		: parameters.requiredText(
				outputBinaryField,
				'Enter the name of the binary field that the file is put in.',
			);

/** @returns the number of results to return at most; Infinity for all */
export function readLimit(parameters: ParameterReader): number {
	if (parameters.flag(returnAll)) return Infinity;
	return parameters.optionalNumber(limit) ?? DEFAULT_LIMIT;
}

/** Whether the simplified form is wanted, in a tool or elsewhere. */
export const readSimplify = (parameters: ParameterReader): boolean =>
	parameters.flag(simplify) &&
	parameters.choice(toolOutput, ['simplified', 'raw', 'selectedFields']) !== 'raw';
