import { randomUUID } from 'node:crypto';
import { MESSAGES } from './answers';
import type { EventLog } from './events';
import { FAIL_MARKER } from './tasks';
import type { Timers } from './timers';
import type { RegisteredAsset, Settings, SimulatedAsset } from './types';

interface Dependencies {
	settings: Settings;
	events: EventLog;
	timers: Timers;
}

type NewAsset = Omit<RegisteredAsset, 'AssetId'>;

const SCHEME = 'asset://';
const isoNow = (): string => new Date().toISOString();

/** The registered assets. Crun reviews each one: it ends as Active or Failed, on a timer or when a test says so. */
export class Assets {
	private readonly assets = new Map<string, SimulatedAsset>();

	constructor(private readonly deps: Dependencies) {}

	get = (id: string): SimulatedAsset | undefined => this.assets.get(id);

	all = (): SimulatedAsset[] => [...this.assets.values()];

	/** Registers an asset. The review fails if the URL contains the word that makes tasks fail. */
	register(asset: NewAsset): SimulatedAsset {
		const { settings, timers, events } = this.deps;
		const AssetId = `asset-${randomUUID()}`;
		const registered: SimulatedAsset = {
			AssetId,
			Name: asset.name,
			AssetType: asset.asset_type,
			Status: 'Processing',
			CreateTime: isoNow(),
			UpdateTime: isoNow(),
		};
		this.assets.set(AssetId, registered);
		events.emit('registered', { AssetId, ...asset });
		if (settings.assetReviewMs !== 'manual') {
			const isBad = asset.asset_url.includes(FAIL_MARKER);
			timers.after(settings.assetReviewMs, () => this.finish(AssetId, isBad ? 'Failed' : 'Active'));
		}
		return registered;
	}

	/**
	 * Ends the review.
	 * @param extra fields that replace the usual ones. Where a failed review's reason stands is not documented: by
	 * default it is in `Reason`.
	 */
	finish = (
		id: string,
		status: 'Active' | 'Failed',
		extra: Record<string, unknown> = status === 'Failed' ? { Reason: MESSAGES.reviewFailed } : {},
	): SimulatedAsset => this.setStatus(id, status, extra);

	/** Sets any status and any other fields. */
	setStatus = (id: string, status: string, patch: Record<string, unknown> = {}): SimulatedAsset => {
		const asset = this.assets.get(id);
		if (!asset) throw new Error(`The simulator has no asset ${id}`);
		Object.assign(asset, { Status: status, UpdateTime: isoNow(), ...patch });
		return asset;
	};

	/** Whether a task may use this URL: that of an asset that is active. */
	isUsable = (url: string): boolean =>
		url.startsWith(SCHEME) && this.assets.get(url.slice(SCHEME.length))?.Status === 'Active';

	clear(): void {
		this.assets.clear();
	}
}
