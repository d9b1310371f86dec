import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { partsOf } from './service';

/** An e-mail that was received. */
export interface Mail {
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly attachments: ReadonlyArray<{ name: string; content: Buffer }>;
}

/** A mail server on 127.0.0.1 that accepts every e-mail. */
export interface MailServer {
	readonly port: number;
	readonly mails: readonly Mail[];
	reset(): void;
	stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData: (stream, session, callback) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
				mails.push(parse(to, Buffer.concat(chunks)));
				callback();
			});
		},
	});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const address = server.server.address();
	if (address === null || typeof address === 'string')
		throw new Error('The mail server has no port');
	return {
		port: address.port,
		mails,
		reset: () => void (mails.length = 0),
		stop: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}

/** Reads what n8n sends: plain text, and the attachments as base64. */
function parse(to: string, raw: Buffer): Mail {
	const end = raw.indexOf('\r\n\r\n');
	const head = raw
		.subarray(0, end)
		.toString('utf8')
		.replaceAll(/\r\n\s+/g, ' ');
	const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
	const body = raw.subarray(end + '\r\n\r\n'.length);
	const mail = { to, subject: header('Subject') };
	const type = header('Content-Type');
	if (!type.startsWith('multipart/'))
		return { ...mail, text: unwrap(body.toString('utf8')), attachments: [] };
	const parts = partsOf({ headers: { 'content-type': type }, body });
	return {
		...mail,
		text: unwrap(parts.find(({ fileName }) => !fileName)?.content.toString('utf8') ?? ''),
		attachments: parts.flatMap(({ fileName, content }) =>
			fileName
				? [{ name: fileName, content: Buffer.from(content.toString('latin1'), 'base64') }]
				: [],
		),
	};
}

/** Undoes quoted-printable, as far as ASCII needs it. */
const unwrap = (text: string) =>
	text
		.replaceAll(/=\r\n/g, '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
