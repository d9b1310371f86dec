import type { CatalogueEntry } from '../../crun/platforms';
import { downloadOption, maxPreviewSize } from '../../fields/template/options';
import { downloadPreviews } from '../../files/downloadPreviews';
import type { ItemTools, Output } from '../operation';
import type { ParameterReader } from '../parameters';

export interface PreviewChoice {
	wanted: boolean;
	maxSizeMb: number;
}

/** @param options the collection of options */
export const readPreviewChoice = (options: ParameterReader): PreviewChoice => ({
	wanted: options.flag(downloadOption),
	maxSizeMb: options.number(maxPreviewSize),
});

/** A template as an item, with its files where they are wanted. An agent gets none: it reads text only. */
export async function withPreviews(
	{ template, raw }: CatalogueEntry,
	{ isSimple, previews }: { isSimple: boolean; previews: PreviewChoice },
	{ client, files, isTool }: ItemTools,
): Promise<Output> {
	const json = isSimple ? { ...template } : { ...raw };
	if (!previews.wanted || isTool) return { json };
	const { binary, errors } = await downloadPreviews(files, client, template, previews.maxSizeMb);
	const isComplete = Object.keys(errors).length === 0;
	return { json: isComplete ? json : { ...json, download_errors: errors }, binary };
}
