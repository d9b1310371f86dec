import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFolder } from '../runFolder';
import { drive, type Drive } from './drive';
import { facebook, type Facebook } from './facebook';
import { startMailServer, type MailServer } from './mail';
import { startProxy } from './proxy';
import { s3, type S3 } from './s3';
import { sheets, type Sheets } from './sheets';
import { shop, type Shop } from './shop';
import { telegram, type Telegram } from './telegram';

/** Stands in for the internet: all services that the workflows of the gallery use. */
export interface StandIn {
	readonly drive: Drive;
	readonly facebook: Facebook;
	readonly mail: MailServer;
	readonly s3: S3;
	readonly sheets: Sheets;
	readonly shop: Shop;
	readonly telegram: Telegram;
	/** What n8n sent to the internet and no service answered. */
	readonly unexpected: readonly string[];
	/** Makes an n8n send its requests here, except those to this machine. */
	readonly env: Readonly<Record<string, string>>;
	/** Forgets everything that was received. */
	reset(): void;
	stop(): Promise<void>;
}

/** Starts the stand-in on 127.0.0.1. */
export async function startStandIn(): Promise<StandIn> {
	const services = {
		drive: drive(),
		facebook: facebook(),
		s3: s3(),
		sheets: sheets(),
		shop: shop(),
		telegram: telegram(),
	};
	const proxy = await startProxy(Object.values(services));
	const mail = await startMailServer();
	const certFile = join(await mkdtemp(join(runFolder(), 'stand-in-')), 'certificate.pem');
	await writeFile(certFile, proxy.cert);
	return {
		...services,
		mail,
		unexpected: proxy.unexpected,
		env: {
			HTTP_PROXY: proxy.url,
			HTTPS_PROXY: proxy.url,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: certFile,
		},
		reset: () => {
			for (const service of [...Object.values(services), mail]) service.reset();
			proxy.unexpected.length = 0;
		},
		stop: async () => void (await Promise.all([proxy.stop(), mail.stop()])),
	};
}
