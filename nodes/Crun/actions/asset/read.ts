import type { IExecuteFunctions } from 'n8n-workflow';
import { assetIdOf } from '../../crun/assetUrl';
import { ASSET_ID, ASSET_TYPES, type AssetType } from '../../crun/contract';
import { Problem } from '../../crun/problem';
import * as fields from '../../fields/asset/upload';
import { concurrency, pollIntervalSeconds } from '../../fields/task/optionFields';
import type { FileContext } from '../../files/binary';
import { openLedger, type Ledger } from '../../ledger/ledger';
import { isAgentTool } from '../../n8n/agentTool';
import { openClient, type Client } from '../../transport/client';
import { parametersOf, type ParameterReader } from '../parameters';
import { readBinaryFields, readSimplify } from '../readers';

/** What holds for all items of an upload. Options hold for the whole node, so those of the first item count. */
export interface AssetRun {
	client: Client;
	ledger: Ledger;
	files: FileContext;
	signal: AbortSignal | undefined;
	/** Whether one failed item stops the others: the node does not continue on fail. */
	stopsOnError: boolean;
	isTool: boolean;
	waits: boolean;
	/** Requests at once; undefined: as many as Crun takes. */
	concurrency: number | undefined;
	timeoutMs: number;
	intervalMs: number;
	onTimeout: 'error' | 'pending';
}

export async function openAssetRun(context: IExecuteFunctions): Promise<AssetRun> {
	const parameters = parametersOf(context, 0);
	const options = parameters.collection(fields.uploadOptions);
	const limit = options.limit(concurrency);
	const settings = {
		waits: parameters.flag(fields.waitForActive),
		concurrency: limit,
		timeoutMs: options.number(fields.timeoutMinutes) * 60_000,
		intervalMs: options.number(pollIntervalSeconds) * 1000,
		onTimeout: options.choice(fields.onTimeout, ['error', 'pending']),
	};
	const signal = context.getExecutionCancelSignal();
	return {
		client: await openClient(context, { concurrency: limit, signal }),
		ledger: openLedger(context),
		files: context,
		signal,
		stopsOnError: !context.continueOnFail(),
		isTool: isAgentTool(context),
		...settings,
	};
}

/** The asset that the user set for one item. */
export interface AssetOrder {
	source: { kind: 'url'; url: string } | { kind: 'binary'; field: string };
	/** Empty: the name of the file. */
	name: string;
	/** Null: to be detected. */
	type: AssetType | null;
	simplify: boolean;
}

export function readAssetOrder(parameters: ParameterReader): AssetOrder {
	const source = parameters.choice(fields.fileSource, ['url', 'binary']);
	const chosen = parameters.choice(fields.assetType, ['detect', 'image', 'video', 'audio']);
	return {
		source:
			source === 'url'
				? { kind: 'url', url: parameters.url(fields.fileUrl) }
				: { kind: 'binary', field: readBinaryField(parameters) },
		name: parameters.text(fields.assetName),
		type: ASSET_TYPES.find((type) => type.toLowerCase() === chosen) ?? null,
		simplify: readSimplify(parameters),
	};
}

function readBinaryField(parameters: ParameterReader): string {
	const [field = '', ...others] = readBinaryFields(parameters);
	if (others.length === 0) return field;
	throw new Problem(
		'An asset is made of one file',
		`Input Binary Field names ${others.length + 1} fields. Enter one, or split the item so that each item has one file.`,
	);
}

/** Accepts the `asset_url` as well. */
export function readAssetId(parameters: ParameterReader): string {
	const text = parameters.requiredText(
		fields.assetId,
		'Use the asset_id or the asset_url returned by Asset > Upload.',
	);
	const id = assetIdOf(text) ?? text;
	if (ASSET_ID.test(id)) return id;
	throw new Problem(
		'The asset ID is not valid',
		'An asset ID has no white space and no slash. Use the asset_id or the asset_url returned by Asset > Upload.',
	);
}
