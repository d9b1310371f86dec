import type { Service } from './service';

const HOST = 'shop.example.com';

/** A product in the feed. */
export interface Product {
	readonly id: string;
	readonly title: string;
	readonly photo: string;
}

/** Stands in for a shop with an RSS feed of its products. */
export interface Shop extends Service {
	readonly feedUrl: string;
	/** Replaces the products in the feed, newest first. */
	offer(products: Product[]): void;
}

export function shop(): Shop {
	let products: Product[] = [];
	const item = ({ id, title, photo }: Product) => `<item>
		<title>${title}</title>
		<link>https://${HOST}/${id}</link>
		<guid>${id}</guid>
		<description>${title}, made by hand</description>
		<enclosure url="${photo}" type="image/png" length="1" />
	</item>`;
	return {
		hosts: [HOST],
		feedUrl: `https://${HOST}/feed.xml`,
		offer: (offered) => void (products = offered),
		answer: ({ url }) =>
			url.pathname === '/feed.xml'
				? {
						headers: { 'content-type': 'application/rss+xml' },
						body: `<rss version="2.0"><channel><title>Shop</title>${products.map(item).join('')}</channel></rss>`,
					}
				: undefined,
		reset: () => void (products = []),
	};
}
