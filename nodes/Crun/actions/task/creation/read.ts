import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { signCallbackUrl } from '../../../crun/callback';
import type { FileContext } from '../../../files/binary';
import { openDownloads, type Download } from '../../../files/openDownloads';
import { openLedger, type Ledger } from '../../../ledger/ledger';
import { openWitness, type Witness } from '../../../ledger/witness';
import { hasToolFields, isAgentTool } from '../../../n8n/agentTool';
import { openClient, type Client } from '../../../transport/client';
import { signedResumeUrl } from '../../../wait/suspend';
import { parametersOf, type ParameterReader } from '../../parameters';
import { readSimplify } from '../../readers';
import { isTestUrl, readCallbackUrl, TEST_URL_HINT } from '../readers/callbackUrl';
import {
	readCreateOptions,
	readMaxCredits,
	readReference,
	type CreateOptions,
} from '../readers/options';
import { readWaitMode, type WaitMode } from '../readers/waitMode';
import { identityOf, type OrderIdentity } from './identity';
import type { Item } from './item';

/** What holds for all items of one creation. */
export interface Run {
	client: Client;
	ledger: Ledger;
	witness: Witness;
	/** For the binary data of the input items. */
	files: FileContext;
	/** Null unless the files of the tasks are wanted. */
	download: Download | null;
	options: CreateOptions;
	waitMode: WaitMode;
	/** Where Crun calls this execution back; undefined unless it is to be suspended. */
	resumeUrl: string | undefined;
	/** Whether one failed item stops the others: the node does not continue on fail. */
	stopsOnError: boolean;
	isTool: boolean;
	signal: AbortSignal | undefined;
	/** Shows a hint with the output in n8n's editor. An agent does not get it. */
	hint: (message: string) => void;
}

/** What the user set for one item, whatever it orders. */
export interface ItemSettings {
	callbackUrl: string | undefined;
	/** The user's own text, to be returned with the task; undefined: none. */
	reference: string | undefined;
	/** Credits; undefined: no limit. */
	maxCredits: number | undefined;
	simplify: boolean;
}

/** All parameters of one item. */
export interface ItemParameters<Order> extends ItemSettings {
	/** The part that belongs to the operation: which template or model, and its input. */
	order: Order;
	identity: OrderIdentity;
}

/**
 * Reads what holds for all items. Options hold for the whole node, so those of the first item count.
 * @throws Problem when nothing can be created with them
 */
export async function openRun(context: IExecuteFunctions): Promise<Run> {
	const isTool = isAgentTool(context);
	const parameters = parametersOf(context, 0);
	const options = readCreateOptions(parameters, isTool, hasToolFields(context));
	const chosenMode = readWaitMode(parameters);
	const waitMode = isTool && chosenMode === 'suspend' ? 'poll' : chosenMode;
	const signal = context.getExecutionCancelSignal();
	const client = await openClient(context, { concurrency: options.concurrency, signal });
	const suspends = waitMode === 'suspend' && !options.dryRun && !options.sampleResult;
	const ledger = openLedger(context);
	return {
		client,
		ledger,
		witness: openWitness(context, ledger),
		files: context,
		download: options.download && openDownloads(context, client, options.download),
		options,
		waitMode,
		resumeUrl: suspends ? signedResumeUrl(context, client) : undefined,
		stopsOnError: !context.continueOnFail(),
		isTool,
		signal,
		hint: (message) => {
			if (!isTool) context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
		},
	};
}

/** The fields that make an order, and how they are read. */
export interface OrderReader<Order> {
	fields: INodeProperties[];
	/** @param item the JSON of the input item */
	read: (parameters: ParameterReader, item: IDataObject) => Order;
}

/** Reads all parameters of every item: no later stage asks n8n for one. */
export function readItems<Order>(
	context: IExecuteFunctions,
	run: Run,
	{ fields, read }: OrderReader<Order>,
): Array<Item<ItemParameters<Order>>> {
	const { parameters: unresolved } = context.getNode();
	const items = context.getInputData().map(({ json }, itemIndex): Item<ItemParameters<Order>> => {
		try {
			const parameters = parametersOf(context, itemIndex);
			const order = read(parameters, json);
			const identity = identityOf(fields, unresolved, json);
			const value = { order, identity, ...readSettings(parameters, run) };
			return { kind: 'ready', itemIndex, value };
		} catch (error) {
			return { kind: 'failed', itemIndex, error };
		}
	});
	const notifiesTest = items.some(
		(one) => one.kind === 'ready' && isTestUrl(one.value.callbackUrl),
	);
	if (notifiesTest) run.hint(TEST_URL_HINT);
	return items;
}

function readSettings(parameters: ParameterReader, run: Run): ItemSettings {
	const { apiKey } = run.client.account;
	const reference = readReference(parameters);
	return {
		callbackUrl:
			run.waitMode === 'suspend'
				? ownResumeUrl(run, reference)
				: readCallbackUrl(parameters, apiKey, reference),
		reference,
		maxCredits: readMaxCredits(parameters),
		simplify: readSimplify(parameters),
	};
}

/** A suspended execution needs the callback for itself. The URL of each item carries its own reference. */
function ownResumeUrl(
	{ resumeUrl, client }: Run,
	reference: string | undefined,
): string | undefined {
	if (resumeUrl === undefined || reference === undefined) return resumeUrl;
	return signCallbackUrl(resumeUrl, client.account.apiKey, Date.now() / 1000, reference);
}
