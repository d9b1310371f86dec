import type { TemplateFilters } from '../../crun/search';
import { filters, imageCount, maxCredits, search } from '../../fields/template/options';
import type { ParameterReader } from '../parameters';

export function readFilters(parameters: ParameterReader): TemplateFilters {
	const added = parameters.collection(filters);
	return {
		search: added.text(search) || undefined,
		maxCredits: added.optionalNumber(maxCredits),
		imageCount: added.optionalNumber(imageCount),
	};
}
