package io.github.spreadspring.sample.upload;

import java.io.IOException;
import java.io.InputStream;

import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads documents with Apache Tika, which tells by their bytes what they are.
 */
class DocumentReader {

	private static final long MAX_CHARACTERS = 10_000_000;

	private static final MediaType HTML = MediaType.TEXT_HTML;

	private @Nullable AutoDetectParser parser;

	/**
	 * Count lines: of text all, as an editor shows them; of a document those that are not
	 * blank.
	 * @param file the bytes, not empty
	 * @return the number of lines
	 * @throws IOException if the document is broken
	 * @throws TikaException if the document is broken
	 * @throws SAXException if there is no text in files of this type, or too much
	 */
	long lines(byte[] file) throws IOException, TikaException, SAXException {
		AutoDetectParser tika = parser();
		try (TikaInputStream input = TikaInputStream.get(file)) {
			MediaType type = tika.getDetector().detect(input, new Metadata()).getBaseType();
			if (type.getType().equals("text") && !type.equals(HTML)) {
				return linesOfText(file);
			}
			ParseContext context = new ParseContext();
			if (tika.getParsers(context).get(tika.getMediaTypeRegistry().normalize(type)) == null
					&& tika.getParsers(context).get(tika.getMediaTypeRegistry().getSupertype(type)) == null) {
				throw new UnreadableException("there is no text in files of type " + type);
			}
			// the parser of PDF fails without one for the pictures on its pages
			context.set(Parser.class, tika);
			context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
			LineCounter counter = new LineCounter(MAX_CHARACTERS);
			tika.parse(input, new BodyContentHandler(counter), new Metadata(), context);
			return counter.lines();
		}
		catch (EncryptedDocumentException ex) {
			throw new UnreadableException("it is encrypted");
		}
	}

	// takes a moment, so not before the first file comes
	private synchronized AutoDetectParser parser() {
		if (this.parser == null) {
			this.parser = new AutoDetectParser(TikaConfig.getDefaultConfig());
		}
		return this.parser;
	}

	private static long linesOfText(byte[] text) {
		long lines = (text[text.length - 1] == '\n') ? 0 : 1;
		for (byte character : text) {
			lines += (character == '\n') ? 1 : 0;
		}
		return lines;
	}

	/**
	 * Passes by what is packed into a document: pictures, other documents, bombs.
	 */
	private static final class NothingEmbedded implements EmbeddedDocumentExtractor {

		@Override
		public boolean shouldParseEmbedded(Metadata metadata) {
			return false;
		}

		@Override
		public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
			// not wanted
		}

	}

}
