import { ANY_MEDIA } from '../../crun/fileLimits';
import { openLedger } from '../../wait/ledger';
import { binaryPropertyName } from '../fields';
import { readBinaryFields } from '../parameters';
import { forEachItem, type Operation } from '../operation';
import { uploadOnce } from '../uploadOnce';

export const upload: Operation = {
	fields: [binaryPropertyName],
	execute: forEachItem(async (context, client, itemIndex) => {
		const tools = { context, client, ledger: openLedger(context) };
		const fields = readBinaryFields(context, itemIndex);
		const urls = await Promise.all(fields.map(async (field) => await uploadOnce(tools, itemIndex, field, ANY_MEDIA)));
		return { json: { url: urls[0], urls } };
	}),
};
