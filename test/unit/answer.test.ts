/**
 * How what n8n's HTTP helpers return and throw is read, with errors of real connections, wrapped as n8n wraps
 * them.
 */
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { readFailure } from '../../nodes/Crun/transport/answer';
import type * as answerModule from '../../nodes/Crun/transport/answer';
import { endpoints } from '../../nodes/Crun/crun/contract';
import { loadWith, ZOD_VERSIONS } from './support/zodVersions';

const NODE: INode = {
	id: '1',
	name: 'Crun',
	type: 'n8n-nodes-crun.crun',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** The errors of axios have a code, and Node's error as their cause. */
class AxiosError extends Error {
	constructor(
		message: string,
		readonly code: string | undefined,
		cause?: Error,
	) {
		super(message, { cause });
		this.name = 'AxiosError';
	}
}

const asAxios = (error: NodeJS.ErrnoException) => new AxiosError(error.message, error.code, error);
const asN8n = (error: Error) => new NodeApiError(NODE, error as Error & JsonObject);

/** The error of a request over a real connection. */
async function errorOf(url: string, timeout?: number): Promise<NodeJS.ErrnoException> {
	return await new Promise((resolve, reject) => {
		const req = request(url, (res: IncomingMessage) => {
			res.on('error', resolve).on('end', () => reject(new Error(`${url} answered`)));
			res.resume();
		});
		if (timeout !== undefined)
			req.setTimeout(timeout, () =>
				req.destroy(new AxiosError(`timeout of ${timeout}ms exceeded`, 'ECONNABORTED')),
			);
		req.on('error', resolve).end();
	});
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe.each(ZOD_VERSIONS)(
	'reading what n8n’s HTTP helpers return and throw, on %s',
	(version) => {
		let answers: typeof answerModule;
		let server: Server;
		let base: string;

		beforeAll(async () => {
			answers = loadWith<typeof answerModule>(version, () =>
				jest.requireActual('../../nodes/Crun/transport/answer'),
			).module;
			server = createServer((req, res) => {
				if (req.url === '/reset') req.socket.resetAndDestroy();
				if (req.url === '/close') req.socket.destroy();
				if (req.url === '/cut') {
					res.writeHead(200, { 'content-length': 100 });
					res.write('{"code"', () => req.socket.destroy());
				}
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		});

		afterAll(async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		});

		describe('a connection that was never opened', () => {
			it('because it was refused', async () => {
				const error = await errorOf(`http://127.0.0.1:${await closedPort()}/`);

				expect(error.code).toBe('ECONNREFUSED');
				for (const wrapped of [error, asAxios(error), asN8n(asAxios(error))]) {
					expect(answers.readFailure(wrapped)).toEqual({
						kind: 'failure',
						opened: false,
						message: 'the connection was refused',
					});
				}
			});

			it('because its host is unknown', async () => {
				// A name too long to be looked up, so no network is needed.
				const error = await errorOf(`http://${'x'.repeat(64)}.invalid/`);

				const answer = answers.readFailure(asN8n(asAxios(error)));
				expect(answer).toMatchObject({ kind: 'failure', opened: false });
				expect(answer.kind === 'failure' && answer.message).toMatch(
					/^the host name (was not found|could not be looked up)$/,
				);
			});

			it('because each of several addresses failed (an AggregateError)', async () => {
				const port = await closedPort();
				const error = await new Promise<Error>((resolve) => {
					const lookup = (
						_: string,
						__: object,
						done: (error: null, all: Array<{ address: string; family: number }>) => void,
					) =>
						done(null, [
							{ address: '127.0.0.1', family: 4 },
							{ address: '::1', family: 6 },
						]);
					connect({ host: 'two.example', port, autoSelectFamily: true, lookup }).on(
						'error',
						resolve,
					);
				});

				expect(error.name).toBe('AggregateError');
				expect(answers.readFailure(asN8n(new AxiosError('', undefined, error)))).toMatchObject({
					opened: false,
				});
			});

			it.each([
				[
					'the connection timed out',
					{ code: 'ETIMEDOUT', syscall: 'connect' },
					'no answer arrived in time',
				],
				[
					'there was no route',
					{ code: 'EHOSTUNREACH', syscall: 'connect' },
					'connect EHOSTUNREACH',
				],
				[
					'the host could not be looked up',
					{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' },
					'the host name could not be looked up',
				],
				[
					'the certificate is for another host',
					{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
					'connect ERR_TLS_CERT_ALTNAME_INVALID',
				],
				['the certificate has expired', { code: 'CERT_HAS_EXPIRED' }, 'connect CERT_HAS_EXPIRED'],
				[
					'the certificate is not from a known authority',
					{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
					'connect UNABLE_TO_VERIFY_LEAF_SIGNATURE',
				],
				[
					'the certificate is self-signed',
					{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
					'connect DEPTH_ZERO_SELF_SIGNED_CERT',
				],
			])('because %s', (_, facts, message) => {
				const error: NodeJS.ErrnoException = Object.assign(
					new Error(`connect ${facts.code}`),
					facts,
				);
				expect(answers.readFailure(asN8n(asAxios(error)))).toEqual({
					kind: 'failure',
					opened: false,
					message,
				});
			});
		});

		describe('a connection that failed after it was opened', () => {
			it.each(['/reset', '/close'])('before a response (%s)', async (path) => {
				const error = await errorOf(`${base}${path}`);

				expect(error.code).toBe('ECONNRESET');
				expect(answers.readFailure(asN8n(asAxios(error)))).toEqual({
					kind: 'failure',
					opened: true,
					message: 'the connection was closed',
				});
			});

			it('in the middle of the response', async () => {
				const error = await errorOf(`${base}/cut`);
				expect(answers.readFailure(asN8n(asAxios(error)))).toEqual({
					kind: 'failure',
					opened: true,
					message: 'the connection was closed',
				});
				// axios’s own message for it
				const axios = new AxiosError('stream has been aborted', 'ERR_BAD_RESPONSE');
				expect(answers.readFailure(asN8n(axios))).toEqual({
					kind: 'failure',
					opened: true,
					message: 'stream has been aborted',
				});
			});

			it('because no response came in time', async () => {
				const error = await errorOf(`${base}/silence`, 20);
				expect(answers.readFailure(asN8n(error))).toEqual({
					kind: 'failure',
					opened: true,
					message: 'no answer arrived in time',
				});
			});

			it('because the execution was stopped', () => {
				expect(answers.readFailure(asN8n(new AxiosError('canceled', 'ERR_CANCELED')))).toEqual({
					kind: 'failure',
					opened: true,
					message: 'the execution was stopped',
				});
			});
		});

		it.each([
			['undefined', undefined],
			['a string', 'boom'],
			['null', null],
			['an empty object', {}],
			['a code that is a number', { code: 7, errors: 'none', syscall: {} }],
		])('treats a thrown error that is %s as a failure on an open connection', (_, thrown) => {
			expect(answers.readFailure(thrown)).toEqual({
				kind: 'failure',
				opened: true,
				message: 'the request failed',
			});
		});

		it('ends when the causes form a circle', () => {
			const error = Object.assign(new Error('round'), { cause: {}, errors: [{}] });
			error.cause = error;
			error.errors = [error, error];
			expect(answers.readFailure(error)).toEqual({
				kind: 'failure',
				opened: true,
				message: 'round',
			});
		});

		describe('a response', () => {
			it.each([
				['text', '{"code":200}', '{"code":200}'],
				['an object already parsed', { code: 200 }, '{"code":200}'],
				['nothing', undefined, '""'],
			])('with %s as its body is read', (_, body, text) => {
				expect(answers.readResponse({ statusCode: 200, body, headers: {} })).toEqual({
					kind: 'response',
					status: 200,
					body: text,
					retryAfter: undefined,
				});
			});

			it.each([
				[{ 'retry-after': '7' }, '7'],
				[{ 'retry-after': 7 }, '7'],
				[{ 'retry-after': ['7'] }, undefined],
				[{ 'x-other': 'y' }, undefined],
				[undefined, undefined],
			])('with headers %j has Retry-After %j', (headers, retryAfter) => {
				expect(answers.readResponse({ statusCode: 429, body: '', headers })).toMatchObject({
					status: 429,
					retryAfter,
				});
			});

			it('without a body is read', () => {
				expect(answers.readResponse({ statusCode: 204, headers: {} })).toEqual({
					kind: 'response',
					status: 204,
					body: '""',
					retryAfter: undefined,
				});
			});

			it('without a status is refused', () => {
				expect(() => answers.readResponse({ body: '', headers: {} })).toThrow(
					'the response is unreadable',
				);
			});
		});

		describe('the data of an endpoint', () => {
			it.each([
				['createTask', { task_id: 7 }, { data: { task_id: '7' } }],
				[
					'createTask',
					{},
					{ problem: 'the field data.task_id is missing or is not what Crun documents' },
				],
				[
					'createTask',
					null,
					{ problem: 'the field data is missing or is not what Crun documents' },
				],
				[
					'byteDanceTemplates',
					{ total: 1, templates: 'none' },
					{ problem: 'the field data.templates is missing or is not what Crun documents' },
				],
			] as const)('of %s: %j', (name, data, expected) => {
				expect(answers.parserOf(endpoints[name])(data)).toEqual(expected);
			});
		});
	},
);

it.each([
	[
		'the name of a property of every object as its code',
		{ code: 'toString', message: 'odd' },
		'odd',
	],
	['an empty message', { message: '' }, 'the request failed'],
])('an error with %s is put into words', (_, error, message) => {
	expect(readFailure(error)).toMatchObject({ kind: 'failure', message });
});
