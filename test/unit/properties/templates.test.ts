/** Properties of reading and searching the catalogues of templates. */
import fc from 'fast-check';
import type { Json } from '../../../nodes/Crun/crun/contract';
import { isPlatformName, platformNames, platforms } from '../../../nodes/Crun/crun/platforms';
import {
	checkAspectRatio,
	checkImageCount,
	checkResolution,
} from '../../../nodes/Crun/crun/preflight';
import { exactPrice } from '../../../nodes/Crun/crun/price';
import { matches, summarize } from '../../../nodes/Crun/crun/search';
import { documented } from '../support/documented';
import { holds } from './support/holds';
import { anyJson, anyObject, anyText, mutated } from './support/json';
import { attempt, check, expectPlain, quick } from './support/outcomes';

const anyEntry: fc.Arbitrary<Json> = fc.oneof(
	anyJson,
	anyObject.map((fields): Json => ({ ...fields, TemplateId: 'a', template: 'b', key: 'c' })),
	fc
		.constantFrom<Json>(documented.byteDanceTemplate(), documented.viduTemplate(), {
			key: 'a',
			info: 'Upload 2 images',
			credit: 7,
		})
		.chain(mutated)
		.map(({ value }) => value),
);
/** The entry of one platform, if it can be read. */
const entries = fc.tuple(anyEntry, fc.constantFrom(...platformNames)).map(([raw, name]) => {
	const entry = quick(() => platforms[name].toEntry(raw));
	return entry === null ? [] : [entry];
});

describe('An entry of a catalogue', () => {
	holds('is a template with an ID and a name, or no template', entries, (found) => {
		for (const { template, searchTexts } of found) {
			expectPlain(template);
			check(template.id !== '' && template.name !== '', 'no ID or name');
			check(isPlatformName(template.platform), template.platform);
			check(
				searchTexts.every((text) => typeof text === 'string' && text !== ''),
				'no text',
			);
			const count = template.image_count;
			check(count === null || (Number.isInteger(count) && count > 0), `${count} images`);
			check(quick(() => summarize(template)) !== '', 'no summary');
			const prices = [template.credits_from, ...template.resolutions.map((one) => one.credits)];
			check(
				prices.every((price) => price === null || typeof price === 'number'),
				'no price',
			);
		}
	});

	/** A number before this word is the number of images, wherever else the two words come from. */
	const isImageCount = (search: string) => /^\d{1,4} (?:image|photo|picture)/i.test(search);
	holds(
		'is found by any word of its texts, in any order',
		fc.tuple(entries, fc.nat(20), fc.nat(20)),
		([found, first, second]) => {
			for (const entry of found) {
				const words = entry.searchTexts.join(' ').split(/\s+/);
				const search = [first, second].map((at) => words[at % words.length]).join(' ');
				if (isImageCount(search)) continue;
				check(
					quick(() => matches(entry, { search })),
					`not found by ${JSON.stringify(search)}`,
				);
			}
		},
	);

	holds(
		'passes the filters or not, whatever they are',
		fc.tuple(
			entries,
			fc.record(
				{ search: anyText, maxCredits: fc.double(), imageCount: fc.integer() },
				{ requiredKeys: [] },
			),
		),
		([found, filters]) => {
			for (const entry of found) {
				const isFound = quick(() => matches(entry, filters));
				check(typeof isFound === 'boolean', 'the answer is not a boolean');
				const { credits_from: from, image_count: count } = entry.template;
				if (isFound && filters.maxCredits !== undefined)
					check(from !== null && from <= filters.maxCredits, 'too expensive');
				if (isFound && filters.imageCount !== undefined)
					check(count === filters.imageCount, 'another number of images');
			}
		},
	);

	holds(
		'accepts what it offers, and explains what it does not',
		fc.tuple(entries, anyText, fc.nat(5)),
		([found, text, count]) => {
			for (const { template } of found) {
				attempt(() => checkResolution(template, text));
				attempt(() => checkAspectRatio(template, text));
				attempt(() => checkImageCount(template, count));
				for (const { resolution } of template.resolutions) {
					checkResolution(template, resolution);
					exactPrice(template, resolution);
				}
				for (const ratio of template.aspect_ratios) checkAspectRatio(template, ratio);
				if (template.image_count !== null) checkImageCount(template, template.image_count);
			}
		},
	);
});
