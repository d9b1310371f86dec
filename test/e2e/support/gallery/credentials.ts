import type { ScriptedModel } from '../scriptedModel';
import type { StandIn } from '../standIn';
import { S3_ENDPOINT } from '../standIn/s3';
import { BOT_TOKEN } from '../standIn/telegram';
import type { CredentialReference, World } from '../world';

/** A Google account that has already been connected. */
const GOOGLE = {
	clientId: 'stand-in',
	clientSecret: 'stand-in',
	oauthTokenData: { access_token: 'stand-in', token_type: 'Bearer', scope: '' },
};

/** Saves a credential for each service of the stand-in. @returns them by their types */
export async function saveCredentials(
	{ rest }: World,
	{ mail }: StandIn,
	model: ScriptedModel,
): Promise<Record<string, CredentialReference>> {
	const data: Record<string, Record<string, unknown>> = {
		facebookGraphApi: { accessToken: 'stand-in' },
		googleDriveOAuth2Api: GOOGLE,
		googleSheetsOAuth2Api: GOOGLE,
		openAiApi: { apiKey: 'none', url: model.baseUrl },
		s3: {
			endpoint: S3_ENDPOINT,
			region: 'us-east-1',
			accessKeyId: 'stand-in',
			secretAccessKey: 'stand-in',
			forcePathStyle: true,
			ignoreSSLIssues: false,
		},
		smtp: {
			user: '',
			password: '',
			host: '127.0.0.1',
			port: mail.port,
			secure: false,
			disableStartTls: true,
		},
		telegramApi: { accessToken: BOT_TOKEN, baseUrl: 'https://api.telegram.org' },
	};
	const saved: Record<string, CredentialReference> = {};
	for (const [type, values] of Object.entries(data)) // n8n 1 fails on several at once with SQLite
		saved[type] = await rest.createCredential(`Stand-in for ${type}`, type, values);
	return saved;
}
