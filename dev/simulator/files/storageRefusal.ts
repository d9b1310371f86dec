import type { Answer } from '../answers';

/** A storage host's error, in XML as S3 and compatible services send it. */
export const storageRefusal = (status: number, code: string, message: string): Answer => ({
	status,
	body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>0A1B2C3D</RequestId></Error>`,
	headers: { 'content-type': 'application/xml' },
});
