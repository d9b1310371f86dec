import { ANY_MEDIA } from '../../crun/fileLimits';
import { checkUploads } from '../../files/checkUploads';
import { forEachItem, type Operation } from '../operation';
import { readBinaryFields } from '../readers';

export const upload: Operation = {
	execute: forEachItem({
		read: readBinaryFields,
		work: async (fields, { itemIndex, client, files, ledger }) => {
			const tools = { context: files, client, ledger };
			const checked = await checkUploads(tools, itemIndex, fields, ANY_MEDIA);
			const urls = (await checked.upload()).map(({ url }) => url);
			return { json: { url: urls[0], urls } };
		},
	}),
};
