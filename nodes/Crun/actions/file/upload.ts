import { ANY_MEDIA } from '../../crun/fileLimits';
import { openLedger } from '../../ledger/ledger';
import { binaryPropertyName } from '../fields';
import { readBinaryFields } from '../parameters';
import { forEachItem, type Operation } from '../operation';
import { checkUploads } from '../../files/checkUploads';

export const upload: Operation = {
	fields: [binaryPropertyName],
	execute: forEachItem(async (context, client, itemIndex) => {
		const tools = { context, client, ledger: openLedger(context) };
		const uploadChecked = await checkUploads(
			tools,
			itemIndex,
			readBinaryFields(context, itemIndex),
			ANY_MEDIA,
		);
		const urls = await uploadChecked();
		return { json: { url: urls[0], urls } };
	}),
};
