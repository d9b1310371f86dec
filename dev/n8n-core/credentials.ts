import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INodeProperties,
	type IRequestOptionsSimplified,
} from 'n8n-workflow';
import { CrunApi } from '../../credentials/CrunApi.credentials';
import type { Simulator } from '../simulator';

/** The credential for the simulator. */
export const credentialFor = (
	sim: Pick<Simulator, 'apiKey' | 'url'>,
): ICredentialDataDecryptedObject => ({ apiKey: sim.apiKey, region: 'custom', baseUrl: sim.url });

const unused = async (): Promise<never> =>
	await Promise.reject(new Error('The tests have no credential store'));

/** Holds one decrypted credential, and applies `CrunApi.authenticate` to requests as n8n's own helper does. */
export class CredentialsHelper extends ICredentialsHelper {
	private readonly type = new CrunApi();

	constructor(private readonly credential: ICredentialDataDecryptedObject) {
		super();
	}

	getParentTypes = (): string[] => [];
	isCredentialUsableByNode = (): boolean => true;
	preAuthentication = async (): Promise<undefined> => await Promise.resolve(undefined);
	runPreAuthentication = async (): Promise<undefined> => await Promise.resolve(undefined);
	getDecrypted = async (): Promise<ICredentialDataDecryptedObject> =>
		await Promise.resolve({ ...this.credential });
	getCredentialsProperties = (): INodeProperties[] => this.type.properties;
	getCredentials = unused;
	updateCredentials = unused;
	updateCredentialsOauthTokenData = unused;

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		if (!('url' in options)) throw new Error('n8n always provides a URL');
		return await this.type.authenticate(credentials, options);
	}
}
