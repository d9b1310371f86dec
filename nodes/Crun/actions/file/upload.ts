import { ANY_MEDIA } from '../../crun/fileLimits';
import { checkUploads } from '../../files/checkUploads';
import { openLedger } from '../../ledger/ledger';
import { binaryPropertyName, readBinaryFields } from '../fields';
import { forEachItem, type Operation } from '../operation';

export const upload: Operation = {
	fields: [binaryPropertyName],
	execute: forEachItem({
		read: readBinaryFields,
		work: async (fields, { context, client, itemIndex }) => {
			const tools = { context, client, ledger: openLedger(context) };
			const uploadChecked = await checkUploads(tools, itemIndex, fields, ANY_MEDIA);
			const urls = await uploadChecked();
			return { json: { url: urls[0], urls } };
		},
	}),
};
