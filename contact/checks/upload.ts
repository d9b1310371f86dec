import { endpoints } from '../../nodes/Crun/crun/contract';
import { showUrl } from '../../nodes/Crun/crun/showUrl';
import { dataOf, type Contact } from '../contact';
import { ok } from '../crun/expectation';
import { send } from '../crun/send';

const section = 'upload';

/** A PNG image of one pixel. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** Uploads an image of one pixel, without the API key. @returns its URL for tasks, or undefined */
export async function checkUpload(contact: Contact): Promise<string | undefined> {
	const { outcome } = await contact.check({
		section,
		name: 'the upload URL',
		endpoint: endpoints.uploadUrl,
		query: { content_type: 'image/png', ext: '.png' },
		expect: ok,
	});
	const urls = dataOf(outcome);
	if (urls === undefined) {
		contact.addUnchecked({ section, name: 'the file' }, 'there is no upload URL');
		return undefined;
	}
	const answer = await send({
		method: 'PUT',
		url: urls.presigned_url,
		headers: { 'content-type': 'image/png' },
		body: PNG,
		timeoutMs: contact.caller.timeoutMs,
	});
	const seen = answer.kind === 'response' ? `HTTP ${answer.status}` : answer.message;
	const isStored = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
	contact.add({
		section,
		name: 'the file',
		endpoint: `PUT ${showUrl(urls.presigned_url)}`,
		expected: 'HTTP 2xx, without the API key',
		seen,
		differences: isStored ? [] : [`The storage host did not accept the file: ${seen}`],
		unknownFields: [],
		shape: [],
	});
	return isStored ? urls.file_url : undefined;
}
