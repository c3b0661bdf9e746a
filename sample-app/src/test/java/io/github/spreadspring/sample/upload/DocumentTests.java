package io.github.spreadspring.sample.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines of real documents, made here.
 */
class DocumentTests {

	private static final TextExtractor extractor = new TextExtractor();

	@AfterAll
	static void stop() {
		extractor.destroy();
	}

	@ParameterizedTest
	@CsvSource({ "'one', 1", "'one\n', 1", "'one\ntwo', 2", "'one\r\n\r\nthree\r\n', 3", "'\n', 1", "'{\"a\":\n1}', 2",
			"'grün\nblau\n', 2", "'a;b\n1;2\n3;4\n', 3", "'#!/bin/sh\nls\n', 2" })
	void allLinesOfATextCount(String text, int lines) {
		assertThat(extractor.extract(bytes(text))).isEqualTo(new TextExtractor.Result(lines, null));
	}

	@Test
	void nothingHasNoLines() {
		assertThat(extractor.extract(new byte[0])).isEqualTo(new TextExtractor.Result(0, null));
	}

	@Test
	void ofAPageTheTextCounts() {
		assertLines(bytes("<!doctype html><html><head><title>T</title><script>1\n2\n3</script></head>"
				+ "<body><p>one</p>\n\n<p>two</p><ul><li>three</ul></body></html>"), 3);
	}

	@Test
	void ofATextDocumentTheParagraphsCount() throws IOException {
		try (XWPFDocument document = new XWPFDocument()) {
			document.createParagraph().createRun().setText("one");
			document.createParagraph();
			document.createParagraph().createRun().setText("two");
			assertLines(write(document::write), 2);
		}
	}

	@Test
	void ofTablesAndSlidesTheRowsCount() throws IOException {
		try (XSSFWorkbook workbook = new XSSFWorkbook();
				HSSFWorkbook old = new HSSFWorkbook();
				XMLSlideShow slides = new XMLSlideShow()) {
			fill(workbook.createSheet());
			fill(old.createSheet());
			slides.createSlide().createTextBox().setText("a slide");
			assertThat(extractor.extract(write(workbook::write)).lines()).isGreaterThanOrEqualTo(3);
			assertThat(extractor.extract(write(old::write)).lines()).isGreaterThanOrEqualTo(3);
			assertThat(extractor.extract(write(slides::write)).lines()).isPositive();
		}
	}

	@Test
	void ofAPdfTheLinesCount() throws IOException {
		try (PDDocument document = pdf()) {
			assertLines(write(document::save), 2);
		}
	}

	@Test
	void whatIsEncryptedSaysSo() throws Exception {
		try (PDDocument document = pdf()) {
			document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
			assertUnreadable(write(document::save), "it is encrypted");
		}
		try (POIFSFileSystem files = new POIFSFileSystem()) {
			EncryptionInfo encryption = new EncryptionInfo(EncryptionMode.agile);
			encryption.getEncryptor().confirmPassword("secret");
			try (XWPFDocument document = new XWPFDocument();
					OutputStream stream = encryption.getEncryptor().getDataStream(files)) {
				document.write(stream);
			}
			assertUnreadable(write(files::writeFilesystem), "it is encrypted");
		}
	}

	@Test
	void aBrokenDocumentSaysSo() throws IOException {
		assertUnreadable(bytes("%PDF-1.7\nand nothing more"), "cannot be read");
		try (XWPFDocument document = new XWPFDocument()) {
			byte[] whole = write(document::write);
			assertThat(extractor.extract(Arrays.copyOf(whole, whole.length / 2)).problem()).isNotNull();
		}
	}

	@Test
	void whatHasNoTextSaysSo() throws IOException {
		assertUnreadable(new byte[] { 0, 1, 2, 3 }, "application/octet-stream");
		assertUnreadable(new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0 }, "image/png");
		assertUnreadable(write((stream) -> {
			ZipOutputStream zip = new ZipOutputStream(stream);
			zip.putNextEntry(new ZipEntry("a.txt"));
			zip.write('a');
			zip.close();
		}), "application/zip");
	}

	@Test
	void aBombIsGivenUp() throws IOException {
		byte[] bomb = write((stream) -> {
			ZipOutputStream zip = new ZipOutputStream(stream);
			zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
			zip.write(bytes("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
					+ "<Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"));
			zip.putNextEntry(new ZipEntry("_rels/.rels"));
			zip.write(bytes("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
					+ "<Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>"));
			zip.putNextEntry(new ZipEntry("word/document.xml"));
			zip.write(bytes(
					"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"));
			byte[] paragraph = bytes("<w:p><w:r><w:t>%s</w:t></w:r></w:p>".formatted("x".repeat(60_000)));
			for (int number = 0; number < 500; number++) {
				zip.write(paragraph);
			}
			zip.write(bytes("</w:body></w:document>"));
			zip.close();
		});
		assertThat(bomb).hasSizeLessThan(UploadMessages.MAX_FILE);
		TextExtractor.Result result = extractor.extract(bomb);
		assertThat(result.lines()).isZero();
		assertThat(result.problem()).isNotBlank().doesNotContain("\n");
		// and goes on
		assertLines(bytes("one\ntwo"), 2);
	}

	private static void fill(Sheet sheet) {
		for (int row = 0; row < 3; row++) {
			sheet.createRow(row).createCell(0).setCellValue(row);
		}
	}

	private static PDDocument pdf() throws IOException {
		PDDocument document = new PDDocument();
		PDPage page = new PDPage();
		document.addPage(page);
		try (PDPageContentStream content = new PDPageContentStream(document, page)) {
			content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
			content.beginText();
			content.newLineAtOffset(72, 700);
			content.showText("one");
			content.newLineAtOffset(0, -40);
			content.showText("two");
			content.endText();
		}
		return document;
	}

	private static void assertLines(byte[] file, int lines) {
		assertThat(extractor.extract(file)).isEqualTo(new TextExtractor.Result(lines, null));
	}

	private static void assertUnreadable(byte[] file, String reason) {
		TextExtractor.Result result = extractor.extract(file);
		assertThat(result.lines()).isZero();
		assertThat(result.problem()).contains(reason);
	}

	private static byte[] write(Writing writing) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		writing.to(bytes);
		return bytes.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Writes a document.
	 */
	private interface Writing {

		void to(ByteArrayOutputStream stream) throws IOException;

	}

}
