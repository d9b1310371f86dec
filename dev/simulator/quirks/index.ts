import { assetQuirks } from './assets';
import { catalogueQuirks } from './catalogues';
import { contactQuirks } from './contact';
import { listQuirks } from './lists';
import { refusalQuirks } from './refusals';
import { resultQuirks } from './results';
import { taskQuirks } from './tasks';

/** Every form in which answers of Crun may differ from its documentation. */
export const quirks = {
	...taskQuirks,
	...resultQuirks,
	...refusalQuirks,
	...listQuirks,
	...catalogueQuirks,
	...contactQuirks,
	...assetQuirks,
};
