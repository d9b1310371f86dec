export interface ImageSize {
	width: number;
	height: number;
}

/** The size of nearly every image is within this many first bytes; in a JPEG, long metadata may come before it. */
export const SIZE_BYTES = 256 * 1024;

/**
 * Reads width and height, in pixels, from the header of a PNG, JPEG or WebP file.
 * @param bytes the first bytes of the file, at least SIZE_BYTES of them where it is that long
 * @returns null for other files, or when the header does not contain the size
 */
export function readImageSize(bytes: Uint8Array): ImageSize | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		if (view.getUint32(0) === 0x89504e47)
			return { width: view.getUint32(16), height: view.getUint32(20) };
		if (view.getUint16(0) === 0xffd8) return jpegSize(view);
		if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpSize(view);
		return null;
	} catch {
		return null; // the bytes end before the size
	}
}

/** Walks through the segments to the frame header (SOF0 to SOF15, except DHT, JPG and DAC). */
function jpegSize(view: DataView): ImageSize | null {
	for (let at = 2; at < view.byteLength; ) {
		const marker = view.getUint8(at + 1);
		if (view.getUint8(at) !== 0xff) return null;
		if (marker === 0xff)
			at += 1; // fill byte
		else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
			return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		else at += 2 + view.getUint16(at + 2);
	}
	return null;
}

/** The three kinds of WebP: lossy (VP8), lossless (VP8L), extended (VP8X). */
function webpSize(view: DataView): ImageSize | null {
	const kind = view.getUint32(12);
	if (kind === 0x56503820)
		return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
	if (kind === 0x5650384c) {
		const bits = view.getUint32(21, true);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	if (kind === 0x56503858) return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
	return null;
}

const uint24 = (view: DataView, at: number) =>
	view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
