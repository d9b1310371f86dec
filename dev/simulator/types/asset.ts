/** An asset as asset-info returns it. Tests may add any other field. */
export interface SimulatedAsset {
	AssetId: string;
	Name: string;
	/** Image, Video or Audio. */
	AssetType: string;
	/** Processing, Active or Failed, unless a test set something else. */
	Status: string;
	/** ISO text, or another form that a test asks for with a quirk. */
	CreateTime: string;
	UpdateTime: string;
	[further: string]: unknown;
}

/** One registration: what was sent, and the asset that it created. */
export interface RegisteredAsset {
	AssetId: string;
	name: string;
	asset_type: string;
	asset_url: string;
}
