import { detectFileType, TYPE_BYTES } from '../../nodes/Crun/crun/fileType';
import { MEDIA } from '../../dev/simulator';

/** Text with \x escapes for bytes, padded to the length that the detection reads. */
const bytes = (text: string) => Buffer.from(text.padEnd(TYPE_BYTES, '\0'), 'latin1');

describe('detectFileType', () => {
	it.each(Object.entries(MEDIA))('detects a real %s file', (ending, file) => {
		const found = detectFileType(file.bytes.subarray(0, TYPE_BYTES));
		expect(found).toEqual({ mime: file.type, extension: `.${ending}` });
	});
});

it.each([
	['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png', '.png'],
	['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg', '.jpg'],
	['\xff\xd8\xff\xe1\x12\x34Exif', 'image/jpeg', '.jpg'],
	['\xff\xd8\xff\xdb', 'image/jpeg', '.jpg'],
	['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp', '.webp'],
	['GIF87a', 'image/gif', '.gif'],
	['GIF89a', 'image/gif', '.gif'],
	['BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', 'image/bmp', '.bmp'],
	['II*\0\x08\0\0\0', 'image/tiff', '.tiff'],
	['MM\0*\0\0\0\x08', 'image/tiff', '.tiff'],
	['\0\0\0\x24ftypheic', 'image/heic', '.heic'],
	['\0\0\0\x24ftypheix', 'image/heic', '.heic'],
	['\0\0\0\x24ftypmif1', 'image/heic', '.heic'],
	['\0\0\0\x24ftypmsf1', 'image/heic', '.heic'],
	['\0\0\0\x24ftypheim', 'image/heic', '.heic'],
	['\0\0\0\x24ftypheis', 'image/heic', '.heic'],
	['\0\0\0\x1cftypavis', 'image/avif', '.avif'],
	['\0\0\0\x1cftypavix', 'video/mp4', '.mp4'],
	['\0\0\0\x1cftypM4A1', 'video/mp4', '.mp4'],
	['\0\0\0\x14ftypqt 1', 'video/mp4', '.mp4'],
	['\0\0\0\x1cftypavif', 'image/avif', '.avif'],
	['\0\0\0\x20ftypisom', 'video/mp4', '.mp4'],
	['\0\0\0\x18ftypmp42', 'video/mp4', '.mp4'],
	['\0\0\0\x1cftypM4V ', 'video/mp4', '.mp4'],
	['\0\0\0\x14ftypqt  ', 'video/quicktime', '.mov'],
	['\0\0\x0f\xf0moov', 'video/quicktime', '.mov'],
	['\0\0\0\x08wide', 'video/quicktime', '.mov'],
	['\0\x01\0\0mdat', 'video/quicktime', '.mov'],
	['\0\0\0\x08free', 'video/quicktime', '.mov'],
	['\0\0\0\x1cftypM4A ', 'audio/mp4', '.m4a'],
	['\x1a\x45\xdf\xa3', 'video/webm', '.webm'],
	['RIFF\x24\0\0\0AVI LIST', 'video/x-msvideo', '.avi'],
	['RIFF\x24\0\0\0WAVEfmt ', 'audio/wav', '.wav'],
	['ID3\x04\0', 'audio/mpeg', '.mp3'],
	['\xff\xfb\x90\x64', 'audio/mpeg', '.mp3'],
	['\xff\xf3\x44\xc4', 'audio/mpeg', '.mp3'],
	['\xff\xe3\x44\xc4', 'audio/mpeg', '.mp3'],
	['\xff\xfa\x44\xc4', 'audio/mpeg', '.mp3'],
	['OggS\0\x02', 'audio/ogg', '.ogg'],
	['fLaC\0\0\0\x22', 'audio/flac', '.flac'],
	['\xff\xf0\x50\x80', 'audio/aac', '.aac'],
	['\xff\xf1\x50\x80', 'audio/aac', '.aac'],
	['\xff\xf9\x50\x80', 'audio/aac', '.aac'],
	['FLV\x01\x05', 'video/x-flv', '.flv'],
	[`${`G@\x11${'\xff'.repeat(185)}`.repeat(2)}G@`, 'video/mp2t', '.ts'],
])('%j is detected as %s', (start, mime, extension) => {
	expect(detectFileType(bytes(start))).toEqual({ mime, extension });
});

it.each([
	['nothing', ''],
	['one byte', '\xff'],
	['words', 'Dear diary, today I have learnt'],
	['HTML', '<!DOCTYPE html><html>'],
	['SVG', '<svg xmlns="http://www.w3.org/'],
	['JSON', '{"error": "no such file"}'],
	['a PDF', '%PDF-1.7\n'],
	['a ZIP', 'PK\x03\x04\x14\0'],
	['an executable', '\x7fELF\x02\x01'],
	['UTF-16 text', '\xff\xfeH\0e\0l\0l\0o\0'],
	['zeros', '\0\0\0\0'],
	['text about BMW', 'BMW makes cars, and this is text'],
	['text with "free"', 'Get free stuff here, really now!'],
	['text with "wide"', 'The wide world is wide, they say'],
	['text with "ftyp"', 'abc ftypo is what I type, mostly'],
	['text that begins with a G', `Good morning, this is a text. ${'x'.repeat(158)}G`],
	['text with "WAVE" where a RIFF has it', 'abcdefghWAVE is a word'],
	['bytes like those of an MP3, after another first byte', 'A\xfb\x90\x64'],
	['bytes like those of an AAC, after another first byte', 'A\xf1\x50\x80'],
	['a box whose name only begins like one', '\0\0\0\x08 wide'],
	['a RIFF of another kind', 'RIFF\x24\0\0\0sfbk'],
	['a RIFX', 'RIFX\x24\0\0\0WAVE'],
	['a box after another first byte', '\x01\0\0\x24ftypmp42'],
	['a box of another name', '\0\0\0\x08skip'],
	['a BMP without its zeros', 'BM\x36\x10\0\0\0\0\0\x01'],
	['a BMP with another second byte', 'BN\x36\x10\0\0\0\0\0\0'],
	['audio of MPEG layer I', '\xff\xff\x90\x64'],
	['audio of MPEG layer II', '\xff\xfd\x90\x64'],
	['bytes with half the mark of an MP3', '\xff\x62\x90\x64'],
	['one packet of MPEG-TS', `G${'x'.repeat(187)}G${'x'.repeat(187)}x`],
	['MPEG-TS with another second packet', `G${'x'.repeat(187)}x${'x'.repeat(187)}G`],
	['a truncated PNG', '\x89PNG'],
])('%s is not a media file', (_name, start) => {
	expect(detectFileType(bytes(start))).toBeNull();
	expect(detectFileType(Buffer.from(start, 'latin1'))).toBeNull();
});
