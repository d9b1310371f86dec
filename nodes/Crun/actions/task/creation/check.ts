import { FILE_PLACEHOLDER, filesToRegister } from '../../../crun/assetFiles';
import { typeOfMime } from '../../../crun/assetType';
import type { AssetType, JsonObject } from '../../../crun/contract';
import type { FileLimits } from '../../../crun/fileLimits';
import { Problem } from '../../../crun/problem';
import { checkUploads } from '../../../files/checkUploads';
import type { Order } from '../../../ledger/sendOnce';
import { fingerprintOf } from '../../../ledger/fingerprint';
import type { Client } from '../../../transport/client';
import type { OrderIdentity } from './identity';
import { forEachReady, skipOthers, type Item } from './item';
import { limitsOf } from './limits';
import type { ItemParameters, ItemSettings, Run } from './read';

/** What an operation makes of one item's order, once it has checked it. */
export interface CheckedOrder {
	/** The model name that CreateTask takes. */
	model: string;
	/** The name of the template, where it is known: files of the result are named after it. */
	title?: string | undefined;
	/** Credits; null where only an estimate can tell. */
	price: number | null;
	/** A video that shows what the template makes, where Crun has one. */
	previewUrl?: string | null;
	/** The binary fields to upload, in order, and what their files may be. */
	files: { fields: string[]; limits: FileLimits };
	/** Which fields of the input hold files that can be registered as assets; none unless given. */
	fileFields?: string[];
	/** Builds the input of the task, once the files have their URLs. */
	build: (fileUrls: string[]) => BuiltInput;
}

export interface BuiltInput {
	input: JsonObject;
	/** What an agent gave, by which its order is recognized; the input itself unless look-ups changed it. */
	given?: unknown;
}

/**
 * Checks the orders of all items; what it looks up is shared by them.
 * @throws Problem for an order that Crun is known not to take
 */
export type CheckOrder<Given> = (
	client: Client,
) => (order: Given, how: CheckSettings) => Promise<CheckedOrder>;

export interface CheckSettings {
	/**
	 * Whether what was looked up minutes ago is not enough: the price decides something, or is shown before anything is
	 * bought, or an earlier attempt may have a task.
	 */
	mustAsk: boolean;
}

/** One item's task, checked. Nothing has been sent for it so far. */
export interface Plan extends ItemSettings {
	model: string;
	title: string | undefined;
	price: number | null;
	previewUrl: string | null;
	/** The input, with a placeholder for each file that was not uploaded. */
	previewInput: () => JsonObject;
	fileFields: string[];
	/** What is known of uploaded files, by URL. */
	fileTypes: ReadonlyMap<string, AssetType>;
	/** Uploads the files of the item, if it has any, and returns what to send. Called again, it returns the same. */
	placeOrder: () => Promise<Order>;
}

/** Checks every item, its files by their first bytes included. Nothing is sent that costs or stores anything. */
export async function checkItems<Given>(
	run: Run,
	items: Array<Item<ItemParameters<Given>>>,
	openCheck: CheckOrder<Given>,
): Promise<Array<Item<Plan>>> {
	const check = openCheck(run.client);
	const plans = await forEachReady(items, async ({ order, identity, ...settings }, itemIndex) => {
		const isPriced = run.options.dryRun || limitsOf(run, settings).length > 0;
		const mustAsk = isPriced || !run.ledger.isNew(itemIndex);
		const checked = await check(order, { mustAsk });
		return await plan(run, itemIndex, { settings, identity }, checked);
	});
	return skipOthers(run, plans);
}

async function plan(
	{ client, ledger, files, isTool, options }: Run,
	itemIndex: number,
	{ settings, identity }: { settings: ItemSettings; identity: OrderIdentity },
	{
		files: { fields, limits },
		fileFields = [],
		previewUrl = null,
		build,
		...checked
	}: CheckedOrder,
): Promise<Plan> {
	if (isTool && fields.length > 0) throw noFilesFromAgent();
	const uploads = await checkUploads({ context: files, client, ledger }, itemIndex, fields, limits);
	const fileTypes = new Map<string, AssetType>();
	const previewInput = () => build(fields.map(() => FILE_PLACEHOLDER)).input;
	if (options.registerAssets) {
		filesToRegister(previewInput(), fileFields, fileTypes); // throws before anything is sent
	}
	const { model, title, price } = checked;
	const placeOrder = async (): Promise<Order> => {
		const uploaded = await uploads.upload();
		for (const [index, { url }] of uploaded.entries()) {
			const type = typeOfMime(uploads.files[index]?.type.mime ?? '');
			if (type !== null) fileTypes.set(url, type);
		}
		const { input, given = input } = build(uploaded.map(({ url }) => url));
		const { callbackUrl } = settings;
		const callback = callbackUrl === undefined ? {} : { callback_url: callbackUrl };
		const request = { model, input, ...callback };
		// The model of an agent fills the parameters, so there the values themselves are the order.
		const orderedBy = isTool ? [model, given] : [identity, uploaded.map(({ hash }) => hash)];
		return { request, fingerprint: fingerprintOf(orderedBy) };
	};
	let placed: Promise<Order> | undefined;
	return {
		...settings,
		model,
		title,
		price,
		previewUrl,
		previewInput,
		fileFields,
		fileTypes,
		placeOrder: async () => await (placed ??= placeOrder()),
	};
}

function noFilesFromAgent(): Problem {
	return new Problem(
		'An AI agent cannot hand over files',
		'Use URLs instead of binary data: for a template, set Image Source to URL.',
	);
}
